// Is every installed skill a version that was sent, whole, and no older than one that was told as installed?
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Journal } from "../load/journal.ts";
import type { SkillVersion } from "../load/wanted.ts";
import { namesIn } from "./audit-files.ts";
import { finding, type Finding } from "./finding.ts";
import type { Records } from "./records.ts";

export function auditSkills(dataDir: string, { installs }: Records, { versions }: Journal): Finding[] {
  const findings: Finding[] = [];
  const wrong = (message: string): void => void findings.push(finding("skills whole", message));
  const installed = new Map<string, SkillVersion>();
  for (const id of namesIn(join(dataDir, "skills"))) {
    const found = versionIn(
      join(dataDir, "skills", id),
      versions.filter((each) => each.id === id),
    );
    if (found === null) wrong(`skills/${id} is no version that was sent`);
    else installed.set(id, found);
  }
  const kept = new Map<string, Set<string>>();
  for (const id of namesIn(join(dataDir, "skills-archive"))) {
    for (const name of namesIn(join(dataDir, "skills-archive", id))) {
      const found = versionIn(
        join(dataDir, "skills-archive", id, name),
        versions.filter((each) => each.id === id),
      );
      if (found === null) wrong(`skills-archive/${id}/${name} is no version that was sent`);
      else kept.set(id, (kept.get(id) ?? new Set()).add(found.version));
    }
  }
  for (const { id, status, skillId, version } of installs.values()) {
    if (status !== "succeeded" || skillId === null || version === null) continue;
    const now = installed.get(skillId)?.version;
    if (now === undefined) wrong(`${skillId} was installed (${id}) and is not there`);
    else if (patchOf(now) < patchOf(version)) wrong(`${skillId} ${version} was installed, and ${now} is there`);
    else if (now !== version && kept.get(skillId)?.has(version) !== true)
      wrong(`${skillId} ${version} was replaced, and is not in the archive`);
  }
  return findings;
}

function patchOf(version: string): number {
  return Number(version.split(".")[2]);
}

/** The version whose files these are, each to the byte; `null` when they are of none. */
function versionIn(folder: string, versions: readonly SkillVersion[]): SkillVersion | null {
  const there = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    there.set(relative(folder, path).split(sep).join("/"), readFileSync(path));
  }
  const same = ({ files }: SkillVersion): boolean =>
    Object.keys(files).length === there.size &&
    Object.entries(files).every(([path, bytes]) => there.get(path)?.equals(bytes) === true);
  return versions.find(same) ?? null;
}

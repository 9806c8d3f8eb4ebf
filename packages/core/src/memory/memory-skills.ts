// How are installed skills kept in memory?
import { err, ok } from "neverthrow";
import { extractPackage } from "./extract-files.ts";
import type { Profile } from "../package/report.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";
import type { SkillInstaller } from "../ports/skill-installer.ts";
import { archiveName } from "../skill/archive-name.ts";
import { createMemoryCatalog } from "./memory-catalog.ts";

/** A skill's files by their paths below its folder. */
export type SkillFiles = ReadonlyMap<string, Uint8Array>;

/** Skills that are gone when the process ends: who reads them, who changes them, and the hand that does without either. */
export interface MemorySkills {
  readonly catalog: SkillCatalog;
  readonly installer: SkillInstaller;
  /** Puts a skill into its place as an operator does by hand, `null` to take it away. */
  put(id: string, files: SkillFiles | null): void;
  /** The names that the archive has for a skill. */
  archived(id: string): readonly string[];
}

export function createMemorySkills(profile: Profile = "autoskill"): MemorySkills {
  const skills = new Map<string, SkillFiles>();
  const archive = new Map<string, Map<string, SkillFiles>>();
  const catalog = createMemoryCatalog(skills, profile);

  /** The name that `id` has in the archive from now on, `null` when there was none. */
  const toArchive = (id: string, version: string | null): string | null => {
    const before = skills.get(id);
    if (before === undefined) return null;
    const versions = archive.get(id) ?? new Map<string, SkillFiles>();
    const name = archiveName(version, (taken) => versions.has(taken));
    archive.set(id, versions.set(name, before));
    skills.delete(id);
    return name;
  };

  const installer: SkillInstaller = {
    async install(plan, signal) {
      const files = await extractPackage(plan.package, plan.packageLimits, plan.id);
      if (signal.aborted) return err({ kind: "aborted" });
      if (files.isErr()) return err({ kind: "refused", problems: files.error });
      const archivedAs = toArchive(plan.id, plan.replaces);
      skills.set(plan.id, files.value);
      return ok({ archivedAs });
    },
    async remove(id, version) {
      const archivedAs = toArchive(id, version);
      return ok(archivedAs === null ? null : { archivedAs });
    },
    async recover() {
      return ok(0);
    },
  };

  return {
    catalog,
    installer,
    put(id, files) {
      if (files === null) skills.delete(id);
      else skills.set(id, new Map(files));
    },
    archived: (id) => [...(archive.get(id)?.keys() ?? [])],
  };
}

// How are installed skills kept in memory?
import { err, ok } from "neverthrow";
import { extractPackage } from "./extract-files.ts";
import type { Profile } from "../package/report.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";
import type { Half, InstallPlan, SkillInstaller } from "../ports/skill-installer.ts";
import { archiveName } from "../skill/archive-name.ts";
import type { InstallId } from "../skill/install.ts";
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
  /** Leaves an install as a process does that dies when the skill before has left its place. */
  breakOff(plan: InstallPlan): Promise<void>;
}

/** Half an install: the new skill has no place yet, and the one before lies in the archive. */
interface HalfInstall {
  readonly id: string;
  readonly files: SkillFiles;
  readonly archivedAs: string | null;
}

export function createMemorySkills(profile: Profile = "autoskill"): MemorySkills {
  const skills = new Map<string, SkillFiles>();
  const archive = new Map<string, Map<string, SkillFiles>>();
  const halves = new Map<InstallId, HalfInstall>();
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

  const end = ({ id, files, archivedAs }: HalfInstall, which: Half): void => {
    const versions = archive.get(id);
    const before = archivedAs === null ? undefined : versions?.get(archivedAs);
    if (archivedAs === null || before === undefined || skills.has(id)) return;
    skills.set(id, which === "new" ? files : before);
    if (which === "old") versions?.delete(archivedAs);
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
    async left() {
      return ok([...halves.keys()]);
    },
    async settle(install, which) {
      const half = halves.get(install);
      if (half !== undefined) end(half, which);
      halves.delete(install);
      return ok();
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
    async breakOff({ install, id, replaces, ...plan }) {
      const files = (await extractPackage(plan.package, plan.packageLimits, id))._unsafeUnwrap();
      halves.set(install, { id, files, archivedAs: toArchive(id, replaces) });
    },
  };
}

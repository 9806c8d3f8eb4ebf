// What must a place for installed skills promise to those who change it?
import type { Result } from "neverthrow";
import type { ArchiveLimits } from "../archive/limits.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { InstallId } from "../skill/install.ts";
import type { Fault } from "./fault.ts";
import type { Aborted, StagingRefusal } from "./workspaces.ts";

export interface InstallPlan {
  /** Names the try, so that no two share a file. */
  readonly install: InstallId;
  readonly id: string;
  /** A judged package whose one top-level folder is `id`. */
  readonly package: ByteSource;
  readonly packageLimits: ArchiveLimits;
  /** The version of what is there now, which names it in the archive; `null` when there is none, or one without. */
  readonly replaces: string | null;
}

/** Where the skill went that was there before: a name below its id in the archive, `null` when none was there. */
export interface Archived {
  readonly archivedAs: string | null;
}

/**
 * Changes what is installed. Readers see the old skill or the new one, whole; after a crash at any moment there is
 * either. Whatever is taken out of its place is kept in the archive, and nothing that is there already is overwritten:
 * a version that is there twice gets another name. Callers see to it that one skill is changed by one of them at a time.
 */
export interface SkillInstaller {
  /** Puts a skill in its place and the one before into the archive, durably, or changes nothing. */
  install(plan: InstallPlan, signal: AbortSignal): Promise<Result<Archived, StagingRefusal | Aborted | Fault>>;
  /** Takes a skill out of its place, into the archive as `version`; `null` when there is none. */
  remove(id: string, version: string | null): Promise<Result<Archived | null, Fault>>;
  /** Ends what a dead process left half done, each for the old skill or the new one. Answers how many that were. */
  recover(): Promise<Result<number, Fault>>;
}

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

/** Which of the two goes to the place of a skill where an install took the old one out and did not put the new one in. */
export type Half = "old" | "new";

/**
 * Changes what is installed. Readers see the old skill or the new one, whole; after a crash at any moment `settle` brings
 * either. Whatever is taken out of its place is kept in the archive, and nothing that is there already is overwritten:
 * a version that is there twice gets another name. Callers see to it that one skill is changed by one of them at a time.
 */
export interface SkillInstaller {
  /** Puts a skill in its place and the one before into the archive, durably, or changes nothing. */
  install(plan: InstallPlan, signal: AbortSignal): Promise<Result<Archived, StagingRefusal | Aborted | Fault>>;
  /** Takes a skill out of its place, into the archive as `version`; `null` when there is none. */
  remove(id: string, version: string | null): Promise<Result<Archived | null, Fault>>;
  /** The installs that have left anything but the skill, in any order; such as go on may be among them. */
  left(): Promise<Result<readonly InstallId[], Fault>>;
  /**
   * Ends what an install that does not go on left half done, and removes what else it left. What stands in the skill's
   * place stays there. An install that has left nothing is no fault.
   */
  settle(install: InstallId, half: Half): Promise<Result<void, Fault>>;
}

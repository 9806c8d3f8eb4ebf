// What must a place for running a skill promise?
import type { Result } from "neverthrow";
import type { ArchiveLimits } from "../archive/limits.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { InputDigest } from "../cache/cache-key.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../run/json.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Fault } from "./fault.ts";
import type { Removal } from "./removal.ts";

/** Absolute places, for an engine to use and for nobody else to build on. */
export interface WorkspacePaths {
  /** The program's working folder; holds everything below but the skill and the inputs. */
  readonly runDir: string;
  /** The extracted skill, read only for the program. */
  readonly skillDir: string;
  /** The extracted inputs by key, read only for the program. */
  readonly inputsDir: string;
  readonly artifactsDir: string;
  readonly outputPath: string;
  /** The job document as a file. */
  readonly documentPath: string;
  /** A temporary folder of the program's own. */
  readonly temporaryDir: string;
}

export interface StagingPlan {
  /** Its one top-level folder is stripped, so that the skill lies directly in `skillDir`. */
  readonly package: ByteSource;
  readonly packageLimits: ArchiveLimits;
  readonly inputs: ByteSource | null;
  readonly inputLimits: ArchiveLimits;
}

export interface Staged {
  readonly paths: WorkspacePaths;
  /** Absolute path of each input by its key. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Regular files extracted, package and inputs together. */
  readonly extractedFiles: number;
}

/** The archive cannot be extracted here, for a reason that its sender can mend. */
export interface StagingRefusal {
  readonly kind: "refused";
  readonly problems: readonly Problem[];
}

/** A staged run was aborted; nothing of the attempt is left behind. */
export interface Aborted {
  readonly kind: "aborted";
}

export interface Workspaces {
  /**
   * Extracts a package and its inputs into a fresh workspace of this attempt, whatever a judge says of them meanwhile.
   * Whole or not at all; nothing outside the workspace is written, linked or read (req B6).
   * Not flushed: after an unclean boot it is staged again from the upload.
   */
  stage(
    run: RunId,
    attempt: AttemptId,
    plan: StagingPlan,
    signal: AbortSignal,
  ): Promise<Result<Staged, StagingRefusal | Aborted | Fault>>;

  /** The staged workspace of an attempt, `null` when it is not there whole. */
  find(run: RunId, attempt: AttemptId): Promise<Result<Staged | null, Fault>>;

  /** The content of each staged input, sorted by key. */
  digestInputs(run: RunId, attempt: AttemptId): Promise<Result<readonly InputDigest[], Fault>>;

  /** Puts the job document where `paths.documentPath` says, as one line of JSON. */
  writeDocument(run: RunId, attempt: AttemptId, document: JsonObject): Promise<Result<void, Fault>>;

  /** Counts what `remove` would remove. */
  measure(run: RunId): Promise<Result<Removal, Fault>>;

  /** Removes every workspace of `run`, whatever modes, depths or links its program left. Removing nothing is ok. */
  remove(run: RunId): Promise<Result<Removal, Fault>>;

  /** The runs that have any workspace now, in no order. */
  list(): Promise<Result<readonly RunId[], Fault>>;

  /** Finishes removals that were cut short, those of uploads and outputs too where they share a trash. */
  emptyTrash(): Promise<Result<Removal, Fault>>;
}

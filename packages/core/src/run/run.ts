// What is a run, and what is known of it in each phase?
import type { PackageContract } from "../package/report.ts";
import type { Problem } from "../problem/problem.ts";
import type { ProblemCode } from "../problem/codes.ts";
import type { EpochMs } from "./epoch-ms.ts";
import type { JsonObject } from "./json.ts";
import type { Phase } from "./phase.ts";
import type { AttemptId, RunId } from "./run-id.ts";
import type { RunOptions } from "./run-options.ts";
import type { TemporaryFiles } from "./temporary-files.ts";
import type { UploadMark } from "./upload-mark.ts";

export type { EpochMs };

export type RunKind = "temporary" | "installed";

/** What the client asked for at create. */
export interface RunRequest {
  /** The installed skill asked for, `null` for a temporary run, whose skill comes with the upload. */
  readonly skillId: string | null;
  /** The engine asked for, `null` lets the package and the server agree on one at the upload. */
  readonly engine: string | null;
  readonly parameter: JsonObject;
  readonly model: string | null;
  readonly options: RunOptions;
}

/** What the uploaded package turned out to be. */
export interface RunSkill {
  readonly contract: PackageContract;
  /** sha256 of the uploaded archive, lower-case hex. */
  readonly packageSha256: string;
  /** The engine fixed at the upload. */
  readonly engine: string;
  /** The parameters after defaults. */
  readonly parameter: JsonObject;
  /** Files in the uploaded archives, package and inputs together. */
  readonly extractedFiles: number;
  readonly hasInputs: boolean;
}

/** Enough to find an operating-system process again, and only that one, after a restart. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in the system's own unit, as text. */
  readonly startTime: string;
  /** Which boot of the machine it belongs to. */
  readonly bootId: string;
}

/** Why a run did not succeed. */
export interface RunError {
  readonly code: ProblemCode;
  readonly message: string;
  readonly problems: readonly Problem[];
}

/** How a run ends; decided once, at the move to `cleaning`. */
export type Outcome =
  | { readonly status: "succeeded"; readonly error: null }
  | { readonly status: "failed"; readonly error: RunError }
  | { readonly status: "canceled"; readonly error: RunError };

export type RunState =
  | { readonly phase: "awaiting_upload"; readonly dueAt: EpochMs }
  | { readonly phase: "receiving"; readonly attempt: AttemptId; readonly dueAt: EpochMs }
  | {
      readonly phase: "staging";
      readonly attempt: AttemptId;
      readonly dueAt: EpochMs;
      /** sha256 of the uploaded archive, lower-case hex. */
      readonly packageSha256: string;
    }
  | {
      /** Waits for an equal run to end, outside the queue. */
      readonly phase: "following";
      /** What is staged, `null` where the run takes no files and nothing was staged yet. */
      readonly attempt: AttemptId | null;
      readonly followingSince: EpochMs;
    }
  | { readonly phase: "queued"; readonly attempt: AttemptId; readonly queuedAt: EpochMs }
  | {
      readonly phase: "running";
      readonly attempt: AttemptId;
      readonly takenAt: EpochMs;
      /** `null` until the engine has a process behind its gate. */
      readonly process: ProcessIdentity | null;
    }
  | {
      readonly phase: "cleaning";
      readonly outcome: Outcome;
      /** Whether result and artifacts are whole on disk; else the end writes a result from the outcome alone. */
      readonly sealed: boolean;
      /** What may still be alive and must be gone before its files are removed. */
      readonly process: ProcessIdentity | null;
      /** For the receipt; `null` when no package was received whole. */
      readonly packageSha256: string | null;
    }
  | {
      readonly phase: Outcome["status"];
      readonly outcome: Outcome;
      readonly endedAt: EpochMs;
      readonly outputsDueAt: EpochMs;
    }
  | {
      /** Nobody sees it any more; its outputs go, and then the record. */
      readonly phase: "deleting";
      readonly deletedAt: EpochMs;
    };

export interface Run {
  readonly id: RunId;
  readonly kind: RunKind;
  /** `""` where the server has no keys. */
  readonly owner: string;
  /** Counts the commits, from 1. */
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly request: RunRequest;
  /** Of the upload that has the claim, or has had it for good; `null` where its client said nothing. */
  readonly upload: UploadMark | null;
  /** `null` until a package was accepted. */
  readonly skill: RunSkill | null;
  readonly state: RunState;
  readonly temporaryFiles: TemporaryFiles;
  /** The run whose outputs are this run's too: itself, unless it was answered from the cache. */
  readonly outputs: RunId;
  readonly cache: CacheUse;
  readonly warnings: readonly RunWarning[];
}

/** What the cache has to do with a run; a temporary run has nothing to do with it. (req C4) */
export interface CacheUse {
  /** Equal runs have equal ones; `null` until known. */
  readonly key: string | null;
  /** Whether the outputs are those of an earlier run; `null` until known. */
  readonly hit: boolean | null;
}

export interface RunWarning {
  readonly code: ProblemCode;
  readonly message: string;
}

/** A run in one given phase. */
export type RunIn<P extends Phase> = Run & { readonly state: Extract<RunState, { readonly phase: P }> };

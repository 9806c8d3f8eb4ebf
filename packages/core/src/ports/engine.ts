// What must an engine promise?
import type { Result } from "neverthrow";
import type { PackageContract } from "../package/report.ts";
import type { JsonObject } from "../run/json.ts";
import type { ProcessIdentity } from "../run/run.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Fault } from "./fault.ts";
import type { LogWriter } from "./run-outputs.ts";
import type { WorkspacePaths } from "./workspaces.ts";

export interface EngineDescription {
  readonly name: string;
  readonly available: boolean;
  /** Why not, as a sentence; `null` when available. */
  readonly reason: string | null;
  readonly version: string | null;
  /** The models that a run may ask for; `null` when there are none, or it does not know them. */
  readonly models: readonly string[] | null;
  /** Whether its runs can reach the network: `none`, or `open`. */
  readonly network: "none" | "open";
  /** Which wall stands around its runs, for people: `bubblewrap`, `namespaces and Node permissions`, … */
  readonly wall: string;
}

export interface EngineJob {
  readonly run: RunId;
  readonly attempt: AttemptId;
  readonly contract: PackageContract;
  readonly paths: WorkspacePaths;
  /** What the program gets on standard input, and as the file that lies at `paths.documentPath` already: an engine may take either. */
  readonly document: JsonObject;
  readonly limits: EngineLimits;
  readonly logs: LogWriter;
  /**
   * Called once, when the process stands behind its gate and has not run a line of the skill. The engine opens the gate
   * only after ok; on err it ends the process. So the process is on record before it can act.
   */
  readonly started: (process: ProcessIdentity) => Promise<Result<void, unknown>>;
}

export interface EngineLimits {
  /** Bytes and count of the files a run may write before it is ended. */
  readonly maxWrittenBytes: number;
  readonly maxWrittenFiles: number;
  /** Milliseconds between the polite signal and the final one. */
  readonly graceMs: number;
}

export type EngineOutcome =
  /** The program ended by itself. */
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: string }
  /** Ended because `signal` aborted. */
  | { readonly kind: "stopped" }
  /** Ended because it wrote too much. */
  | { readonly kind: "files_limit"; readonly message: string }
  /** Never ran: the program or the wall could not be started. */
  | { readonly kind: "not_started"; readonly message: string };

export interface Engine {
  readonly name: string;
  /** What it is and whether it can run now; asked often, so answered from what start-up found. */
  describe(): EngineDescription;
  /** Why this engine cannot run this package here, as a sentence; `null` when it can. */
  refuses(contract: PackageContract): string | null;
  /**
   * Runs a job to its end. Resolves only when every process of the job is gone and all output is in `logs`.
   * An abort ends the whole process group: politely, then after `graceMs` for good. One that comes before the gate is
   * open is the end of what stands behind it, and the program never acts. Where programs are no processes, an abort asks
   * alone. What `refuses()` names is not started.
   */
  execute(job: EngineJob, signal: AbortSignal): Promise<Result<EngineOutcome, Fault>>;
  /** Ends what a dead server left of a job, if it is still that process; resolves when it is gone. */
  reap(process: ProcessIdentity): Promise<Result<void, Fault>>;
}

// How are a program's files kept where there is no disk?
import type { AttemptId, RunId } from "../run/run-id.ts";

/** The files of every workspace in memory, by path below the workspace, such as `run/output.json`. */
export interface MemoryFiles {
  /** Makes or replaces one file. */
  write(run: RunId, attempt: AttemptId, path: string, bytes: Uint8Array): void;
  /** What there is now. */
  read(run: RunId, attempt: AttemptId): ReadonlyMap<string, Uint8Array>;
}

// What does the sweep do about one run, and about files whose run it has looked up? (req D3, D5)
import { awaitsFiles } from "../run/awaits-files.ts";
import { isTerminal } from "../run/phase.ts";
import type { EpochMs, Run } from "../run/run.ts";

export type DueAction =
  /** The upload never came: the run ends as failed. */
  | "expire_upload"
  /** The temporary files go: their retention is over, or their removal failed before. */
  | "remove_temporary_files"
  /** Outputs and record go. */
  | "forget"
  | "nothing";

/** What is due for `run` at `now`. */
export function dueAction(run: Run, now: EpochMs): DueAction {
  const { state, temporaryFiles } = run;
  if (awaitsFiles(run)) return run.state.dueAt <= now ? "expire_upload" : "nothing";
  if (state.phase === "deleting") return "forget";
  if (!("endedAt" in state)) return "nothing";
  if (state.outputsDueAt <= now) return "forget";
  if (temporaryFiles.state === "removal_failed") return "remove_temporary_files";
  if (temporaryFiles.state === "retained" && temporaryFiles.expiresAt <= now) return "remove_temporary_files";
  return "nothing";
}

/**
 * Whether temporary files found on disk belong to nobody. `run` is the record looked up after they were listed,
 * `null` when there is none: a run is on record before any file of it exists.
 */
export function isOrphanTemporary(run: Run | null): boolean {
  if (run === null) return true;
  if (run.state.phase === "awaiting_upload" || run.state.phase === "deleting") return true;
  const { state } = run.temporaryFiles;
  // A run that was born with its end never had any.
  return isTerminal(run.state.phase) && (state === "removed" || state === "none");
}

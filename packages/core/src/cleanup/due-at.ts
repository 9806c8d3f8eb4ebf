// When does the sweep have to look at a run next, because of what its record says? (req D3, D5)
import { awaitsFiles } from "../run/awaits-files.ts";
import type { EpochMs, Run } from "../run/run.ts";

/**
 * The moment from which `run` needs the sweep, `null` while nothing can become due.
 * A store keeps this as a column with an index, so a sweep costs what is due and not what exists.
 */
export function dueAt(run: Run): EpochMs | null {
  const { state, temporaryFiles } = run;
  if (awaitsFiles(run)) return run.state.dueAt;
  if (state.phase === "deleting") return ALWAYS;
  if (!("endedAt" in state)) return null;
  if (temporaryFiles.state === "removal_failed") return ALWAYS;
  if (temporaryFiles.state === "retained") return Math.min(temporaryFiles.expiresAt, state.outputsDueAt);
  return state.outputsDueAt;
}

/** Whatever the clock says, also after it was put back. */
const ALWAYS: EpochMs = 0;

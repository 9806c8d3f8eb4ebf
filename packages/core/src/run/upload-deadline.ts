// Until when may an upload come, when one was claimed and did not come whole? (design §7 Upload)
import type { EpochMs, RunIn } from "./run.ts";

/**
 * The deadline that `run` has if it leaves its phase at `now`: the time in which an upload is under way does not count,
 * whatever the clock does meanwhile.
 */
export function uploadDeadline(run: RunIn<"receiving" | "staging">, now: EpochMs): EpochMs {
  return run.state.dueAt + Math.max(0, now - run.updatedAt);
}

// How long may a run run? (design §7 Options)
import type { RunOptions } from "./run-options.ts";

/** Milliseconds from the start of the process: the server's limit, or a shorter one that the client asked for. */
export function deadlineMs(options: RunOptions, serverLimitMs: number): number {
  const wanted = options.hard_timeout_seconds;
  return wanted === null ? serverLimitMs : Math.min(wanted * 1000, serverLimitMs);
}

// What must time promise?
import type { EpochMs } from "../run/run.ts";

export interface Clock {
  /** Wall-clock time, for what must survive a restart. May jump. */
  now(): EpochMs;
  /** Milliseconds since an arbitrary start; never goes back. For durations and deadlines. */
  monotonic(): number;
  /**
   * Resolves after `ms` milliseconds, or at once when `signal` aborts; never rejects. Where there is no signal somebody waits
   * to go on, and the process stays open for that; a sleep that can be aborted holds no process open alone.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// What time is it, by the machine's own clocks?
import type { Clock } from "../ports/clock.ts";

/** Timers count in 31 bits of milliseconds; a longer one would ring at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const memoryClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),

  async sleep(ms, signal) {
    const end = performance.now() + ms;
    for (let left = ms; left > 0 && signal?.aborted !== true; left = end - performance.now()) {
      await nap(Math.min(left, LONGEST_TIMER), signal);
    }
  },
};

function nap(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const rise = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", rise);
      resolve();
    };
    const timer = setTimeout(rise, Math.ceil(ms));
    if (signal !== undefined) letProcessEnd(timer);
    signal?.addEventListener("abort", rise);
  });
}

/** Where a timer can hold a process open, as in Node, this one does not; a browser's timer is a plain number. */
function letProcessEnd(timer: unknown): void {
  if (typeof timer !== "object" || timer === null || !("unref" in timer)) return;
  if (typeof timer.unref === "function") timer.unref();
}

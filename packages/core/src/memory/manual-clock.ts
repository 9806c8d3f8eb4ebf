// What time is it, when a test decides?
import type { Clock } from "../ports/clock.ts";
import type { EpochMs } from "../run/run.ts";

export interface ManualClock extends Clock {
  /** Lets `ms` milliseconds pass on both clocks and wakes, in order, whoever's sleep is over. */
  advance(ms: number): void;
  /** Sets the wall clock alone, as an operator or a time server does. */
  jumpTo(now: EpochMs): void;
  /** How many sleep now. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands at `start` until it is told to move. */
export function createManualClock(start: EpochMs): ManualClock {
  let wall = start;
  let elapsed = 0;
  const sleeping = new Set<Sleeper>();

  return {
    now: () => wall,
    monotonic: () => elapsed,

    sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          sleeping.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper: Sleeper = { until: elapsed + ms, wake };
        sleeping.add(sleeper);
        signal?.addEventListener("abort", wake);
      });
    },

    advance(ms) {
      wall += ms;
      elapsed += ms;
      const due = [...sleeping].filter((sleeper) => sleeper.until <= elapsed);
      for (const sleeper of due.sort((one, other) => one.until - other.until)) sleeper.wake();
    },

    jumpTo(now) {
      wall = now;
    },

    get sleepers() {
      return sleeping.size;
    },
  };
}

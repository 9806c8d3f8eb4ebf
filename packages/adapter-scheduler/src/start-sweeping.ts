// When is swept? (req D3; design §9)
import { randomInt } from "node:crypto";
import type { Log, Mayfly, SweepReport } from "@mayfly/core";

export interface SweepSchedule {
  /** Milliseconds between two sweeps. */
  readonly intervalMs: number;
  readonly log: Log;
}

export interface Sweeping {
  /** Sweeps now, or awaits the sweep that goes on. */
  now(): Promise<SweepReport>;
  /** Starts no more sweeps; resolves when the one that goes on has ended. */
  stop(): Promise<void>;
}

const SHARDS = 256;
/** Timers count in 31 bits of milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Sweeps after every interval, never two at once, each looking through the next shard of the outputs. The first is left to
 * chance: with many short lives that began at the same one, others would never have their turn. Counts the time that
 * passes: a schedule by the wall clock would rest for a day when that is put back by one.
 */
export function startSweeping(mayfly: Pick<Mayfly, "sweep">, { intervalMs, log }: SweepSchedule): Sweeping {
  let shard = randomInt(SHARDS);
  let going: Promise<SweepReport> | null = null;

  const now = (): Promise<SweepReport> => {
    going ??= mayfly.sweep(shard).finally(() => {
      going = null;
      shard = (shard + 1) % SHARDS;
    });
    return going;
  };

  const catchBug = (bug: unknown): void => log.error("a sweep broke off because of a bug", { cause: bug });
  const timer = setInterval(() => void now().catch(catchBug), Math.min(intervalMs, LONGEST_TIMER));
  timer.unref();

  return {
    now,
    async stop() {
      clearInterval(timer);
      await going;
    },
  };
}

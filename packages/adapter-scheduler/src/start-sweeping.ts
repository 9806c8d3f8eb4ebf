// When is swept? (req D3; design §9)
import type { Log, Mayfly, SweepReport } from "@mayfly/core";
import { Cron } from "croner";

export interface SweepSchedule {
  /** Milliseconds between two sweeps, at least a second. */
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

/** Sweeps after every interval, never two at once, each looking through the next shard of the outputs. */
export function startSweeping(mayfly: Mayfly, { intervalMs, log }: SweepSchedule): Sweeping {
  let shard = 0;
  let going: Promise<SweepReport> | null = null;

  const now = (): Promise<SweepReport> => {
    going ??= mayfly.sweep(shard).finally(() => {
      going = null;
      shard = (shard + 1) % SHARDS;
    });
    return going;
  };

  const seconds = Math.max(1, Math.round(intervalMs / 1000));
  const catchBug = (bug: unknown): void => log.error("a sweep broke off because of a bug", { cause: bug });
  const job = new Cron(
    "* * * * * *",
    { interval: seconds, startAt: inSeconds(seconds), protect: true, unref: true, catch: catchBug },
    async () => {
      await now();
    },
  );

  return {
    now,
    async stop() {
      job.stop();
      await going;
    },
  };
}

/** croner takes a moment, and its pattern of every second is thinned out by the interval from there on. */
function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

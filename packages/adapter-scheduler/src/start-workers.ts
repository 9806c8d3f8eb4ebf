// Who takes queued runs, and how many at once?
import type { Log, Mayfly } from "@mayfly/core";

export interface WorkersOptions {
  /** Runs at once, at least 1. */
  readonly maxRunning: number;
  /** Milliseconds after which the queue is looked at without a hint, since hints may be lost. */
  readonly pollMs?: number;
  readonly log: Log;
}

export interface Workers {
  /** Takes no more runs; resolves when those that run have ended. */
  drain(): Promise<void>;
  readonly running: number;
}

const POLL_MS = 1000;

/**
 * Takes runs from the queue, oldest first, never more than `maxRunning` at once. A fault of the queue is logged and
 * tried again at the next look.
 */
export function startWorkers(mayfly: Mayfly, { maxRunning, pollMs = POLL_MS, log }: WorkersOptions): Workers {
  const running = new Set<Promise<void>>();
  let open = true;
  let looking: Promise<void> | null = null;
  let again = false;

  const fill = async (): Promise<void> => {
    while (open && running.size < maxRunning) {
      const taken = await mayfly.take();
      if (taken.isErr()) log.error("the queue could not be read; it is tried again", { message: taken.error.message });
      if (taken.isErr() || taken.value === null) return;
      const catchBug = (bug: unknown): void => log.error("a worker broke off because of a bug", { cause: bug });
      const execution = taken.value
        .execute()
        .catch(catchBug)
        .finally(() => {
          running.delete(execution);
          look();
        });
      running.add(execution);
    }
  };

  /** Looks at the queue now; a call during a look makes it look once more afterwards, so no hint is lost in between. */
  const look = (): void => {
    if (looking !== null) {
      again = true;
      return;
    }
    const catchBug = (bug: unknown): void =>
      log.error("the queue could not be looked at because of a bug", { cause: bug });
    looking = fill()
      .catch(catchBug)
      .finally(() => {
        looking = null;
        if (again) {
          again = false;
          look();
        }
      });
  };

  const unsubscribe = mayfly.onQueued(look);
  const timer = setInterval(look, pollMs);
  timer.unref();
  look();

  return {
    async drain() {
      open = false;
      clearInterval(timer);
      unsubscribe();
      await looking;
      await Promise.all(running);
    },
    get running() {
      return running.size;
    },
  };
}

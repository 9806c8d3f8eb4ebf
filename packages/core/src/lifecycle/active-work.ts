// Which runs does this process work on right now?
import type { RunId } from "../run/run-id.ts";

/** Why work is asked to stop. */
export type StopReason = "canceled" | "deadline" | "shutdown";

/** One piece of work on one run; nobody else in this process works on that run until `finish`. */
export interface Work {
  readonly signal: AbortSignal;
  finish(): void;
}

/** Brief work ends by itself soon, so others wait for it; long work may take as long as an upload or a run. */
export type Length = "brief" | "long";

/** At most one piece of work a run, so that whoever cleans can end and await whoever writes. */
export class ActiveWork {
  readonly #works = new Map<
    RunId,
    { readonly abort: AbortController; readonly done: Promise<void>; readonly length: Length }
  >();

  /** Starts work on `run`, or `null` while there is other work on it. */
  begin(run: RunId, length: Length = "long"): Work | null {
    if (this.#works.has(run)) return null;
    const abort = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#works.set(run, { abort, done: promise, length });
    const finish = (): void => {
      if (this.#works.get(run)?.abort === abort) this.#works.delete(run);
      resolve();
    };
    return { signal: abort.signal, finish };
  }

  /** Waits for the end of other work on `run`, then starts. */
  async beginAfterOthers(run: RunId): Promise<Work> {
    for (;;) {
      const work = this.begin(run);
      if (work !== null) return work;
      // oxlint-disable-next-line no-await-in-loop -- each turn waits for whoever got there first
      await this.#works.get(run)?.done;
    }
  }

  /** Starts work on `run` once brief work on it has ended; `null` while there is long work. */
  async beginAfterBrief(run: RunId): Promise<Work | null> {
    for (;;) {
      const work = this.begin(run);
      const other = this.#works.get(run);
      if (work !== null || other?.length !== "brief") return work;
      // oxlint-disable-next-line no-await-in-loop -- each turn waits for whoever got there first
      await other.done;
    }
  }

  get size(): number {
    return this.#works.size;
  }

  /** Asks the work on `run` to stop; resolves when it has ended. */
  async stop(run: RunId, reason: StopReason): Promise<void> {
    const work = this.#works.get(run);
    work?.abort.abort(reason);
    await work?.done;
  }

  /** Asks all work to stop; resolves when it has ended. */
  async stopAll(reason: StopReason): Promise<void> {
    await Promise.all([...this.#works.keys()].map((run) => this.stop(run, reason)));
  }

  /** Resolves when the work that goes on now has ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.#works.values()].map((work) => work.done));
  }
}

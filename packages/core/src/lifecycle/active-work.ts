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

/** Somebody in the line of a run. */
interface Place {
  readonly abort: AbortController;
  readonly length: Length;
  /** Called once, when everybody before has finished. */
  readonly begin: (work: Work) => void;
}

/** Who works on a run, and behind it whoever waits for that. A run without a line is worked on by nobody. */
interface Line {
  readonly places: Place[];
  readonly empty: PromiseWithResolvers<void>;
}

/**
 * At most one piece of work a run, so that whoever cleans can end and await whoever writes. Work is handed from one to
 * the next without a gap: a run that somebody waits for never looks as if nobody cared for it.
 */
export class ActiveWork {
  readonly #lines = new Map<RunId, Line>();
  #closed = false;

  /** Starts work on `run`, or `null` while there is other work on it. */
  begin(run: RunId, length: Length = "long"): Work | null {
    if (this.#lines.has(run)) return null;
    let begun: Work | null = null;
    this.#join(run, length, (work) => {
      begun = work;
    });
    return begun;
  }

  /** Starts when everybody who is there before has finished. The place in the line is taken before this returns. */
  beginAfterOthers(run: RunId, length: Length = "long"): Promise<Work> {
    return new Promise((resolve) => {
      this.#join(run, length, resolve);
    });
  }

  /** Starts work on `run` once brief work on it has ended; `null` while there is long work. */
  async beginAfterBrief(run: RunId): Promise<Work | null> {
    const others = this.#lines.get(run)?.places ?? [];
    return others.some((each) => each.length === "long") ? null : this.beginAfterOthers(run);
  }

  /** Asks everybody in the line of `run` to stop, and starts when they have. */
  takeOver(run: RunId, reason: StopReason): Promise<Work> {
    for (const place of this.#lines.get(run)?.places ?? []) place.abort.abort(reason);
    return this.beginAfterOthers(run);
  }

  /** How many runs are worked on. */
  get size(): number {
    return this.#lines.size;
  }

  /** Whether all work was asked to stop, so that no new upload or run should begin. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Asks all work to stop; resolves when nothing goes on any more. */
  async stopAll(reason: StopReason): Promise<void> {
    this.#closed = true;
    for (const { places } of this.#lines.values()) for (const place of places) place.abort.abort(reason);
    while (this.#lines.size > 0) await Promise.all([...this.#lines.values()].map((line) => line.empty.promise));
  }

  #join(run: RunId, length: Length, begin: (work: Work) => void): void {
    const line = this.#lines.get(run) ?? { places: [], empty: Promise.withResolvers<void>() };
    this.#lines.set(run, line);
    const place: Place = { abort: new AbortController(), length, begin };
    line.places.push(place);
    if (line.places[0] === place) this.#start(run, line, place);
  }

  #start(run: RunId, line: Line, place: Place): void {
    const finish = (): void => {
      // Only whoever works can finish, and only once.
      if (line.places[0] !== place) return;
      line.places.shift();
      const [next] = line.places;
      if (next !== undefined) return this.#start(run, line, next);
      this.#lines.delete(run);
      line.empty.resolve();
    };
    place.begin({ signal: place.abort.signal, finish });
  }
}

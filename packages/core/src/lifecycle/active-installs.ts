// Which changes of the registry go on in this process right now, and who waits for whom?
import type { Install, InstallId } from "../skill/install.ts";
import { GoingOn, settled } from "./going-on.ts";

/** Changes of one skill come one after another; those of others do not wait for them. */
export class ActiveInstalls {
  readonly #abort = new AbortController();
  readonly #going = new GoingOn();
  /** The last in the line of each skill; it never rejects. */
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #worked = new Set<InstallId>();
  /** How installs ended whose records still say that they go on, because that is not written yet, or could not be. */
  readonly untold = new Map<InstallId, Install>();

  /** Aborts when all work was asked to stop. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Says that an install is worked on until the answer is called; `null` when somebody works on it already. */
  begin(install: InstallId): (() => void) | null {
    if (this.#worked.has(install)) return null;
    this.#worked.add(install);
    return () => void this.#worked.delete(install);
  }

  /** Keeps `work` in mind until it is over, so that `stop` waits for it. */
  track<T>(work: Promise<T>): Promise<T> {
    return this.#going.track(work);
  }

  /** Does `work` when every change of the skill `id` that came before is over. */
  inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(id) ?? Promise.resolve()).then(work);
    const over = settled(turn);
    this.#last.set(id, over);
    void over.then(() => {
      if (this.#last.get(id) === over) this.#last.delete(id);
    });
    return turn;
  }

  /** Asks all work to stop; resolves when nothing goes on any more. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#going.over();
  }
}

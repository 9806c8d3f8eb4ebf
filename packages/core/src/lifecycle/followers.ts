// Who sees to the followers of a run that has ended, when several ends come at once?
import type { Log } from "../ports/log.ts";

/** Settles the followers of one key one time after the other. */
export class Followers {
  readonly #settle: (key: string) => Promise<void>;
  readonly #log: Log;
  readonly #going = new Map<string, { again: boolean }>();

  constructor(settle: (key: string) => Promise<void>, log: Log) {
    this.#settle = settle;
    this.#log = log;
  }

  /**
   * Called when a run of `key` is in flight no more. While its followers are being settled, they are settled once more
   * after that, and the caller does not wait: it may well be what is waited for. Never rejects; what could not be done
   * is left to the sweep.
   */
  async settle(key: string): Promise<void> {
    const going = this.#going.get(key);
    if (going !== undefined) {
      going.again = true;
      return;
    }
    const mine = { again: true };
    this.#going.set(key, mine);
    try {
      while (mine.again) {
        mine.again = false;
        await this.#settle(key);
      }
    } catch (bug) {
      this.#log.error("followers could not be settled because of a bug; the sweep will", { key, cause: bug });
    } finally {
      this.#going.delete(key);
    }
  }
}

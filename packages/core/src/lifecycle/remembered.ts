// What was found out lately, or is being found out, and need not be found out again?
import { ok, type Result } from "neverthrow";

/** The last values that were asked for, at most `most`. */
export class Remembered<T, E> {
  readonly #most: number;
  readonly #values = new Map<string, T>();
  readonly #asked = new Map<string, Promise<Result<T, E>>>();

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * The value of `key`. `find` looks for it where it is not known; whoever asks meanwhile gets the same answer. An error
   * is forgotten once it was told, and so is a value that `keyOf` says to belong to another key.
   */
  async get(key: string, find: () => Promise<Result<T, E>>, keyOf: (value: T) => string | null): Promise<Result<T, E>> {
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#keep(key, known);
      return ok(known);
    }
    return this.#asked.get(key) ?? this.#ask(key, find, keyOf);
  }

  async #ask(
    key: string,
    find: () => Promise<Result<T, E>>,
    keyOf: (value: T) => string | null,
  ): Promise<Result<T, E>> {
    const asked = find();
    this.#asked.set(key, asked);
    try {
      const found = await asked;
      const actual = found.isOk() ? keyOf(found.value) : null;
      if (found.isOk() && actual !== null) this.#keep(actual, found.value);
      return found;
    } finally {
      this.#asked.delete(key);
    }
  }

  #keep(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) if (this.#values.size > this.#most) this.#values.delete(oldest);
  }
}

// What goes on beside the work on runs, and when is it over?

/** What goes on, for whoever has to wait until it is over. */
export class GoingOn {
  readonly #going = new Set<Promise<void>>();

  /** Keeps `work` in mind until it is over. */
  track<T>(work: Promise<T>): Promise<T> {
    const over = settled(work);
    this.#going.add(over);
    void over.then(() => this.#going.delete(over));
    return work;
  }

  /** Resolves when nothing goes on any more. */
  async over(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
  }
}

/** Whoever waits for an end does not mind which one it is; the work's own caller hears of a failure. */
export function settled(work: Promise<unknown>): Promise<void> {
  return work.then(
    () => undefined,
    () => undefined,
  );
}

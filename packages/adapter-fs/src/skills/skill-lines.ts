// Who may read a skill's folder, and who may change it, when several want to at once?

interface Line {
  /** Resolves when everybody who came before may be overtaken by no one: all of them have left. */
  last: Promise<unknown>;
  /** Those who read together at the end of the line; `null` when a change stands there. */
  readers: Promise<unknown> | null;
}

/**
 * A line for each skill, in the order of arrival: readers go together, a change goes alone. So readers of this process
 * never see a skill between two versions, and neither they nor changes wait for ever.
 */
export class SkillLines {
  readonly #lines = new Map<string, Line>();
  readonly #changes = new Map<string, number>();

  /** How often a skill was changed here; what was read before the last change is old. */
  changes(id: string): number {
    return this.#changes.get(id) ?? 0;
  }

  /** Does `work` while nobody changes any of the skills. */
  async read<T>(ids: readonly string[], work: () => Promise<T>): Promise<T> {
    const done = Promise.withResolvers<void>();
    const before = ids.map((id) => this.#join(id, done.promise, true));
    await Promise.all(before);
    try {
      return await work();
    } finally {
      done.resolve();
    }
  }

  /** Does `work` while nobody else reads or changes the skill. */
  async change<T>(id: string, work: () => Promise<T>): Promise<T> {
    const done = Promise.withResolvers<void>();
    await this.#join(id, done.promise, false);
    try {
      return await work();
    } finally {
      this.#changes.set(id, this.changes(id) + 1);
      done.resolve();
    }
  }

  /** Takes a place until `done`; answers when it is this one's turn. */
  #join(id: string, done: Promise<void>, reads: boolean): Promise<unknown> {
    const line = this.#lines.get(id) ?? { last: Promise.resolve(), readers: null };
    // Readers who join readers wait for the same change before them.
    const turn = reads && line.readers !== null ? line.readers : line.last;
    const next: Line = { last: Promise.all([line.last, done]), readers: reads ? turn : null };
    this.#lines.set(id, next);
    void next.last.then(() => {
      if (this.#lines.get(id) === next) this.#lines.delete(id);
    });
    return turn;
  }
}

/** Those of each data folder in this process: its catalogs and installers stand in the same lines. */
const LINES = new Map<string, SkillLines>();

export function linesOf(dataDir: string): SkillLines {
  const lines = LINES.get(dataDir) ?? new SkillLines();
  LINES.set(dataDir, lines);
  return lines;
}

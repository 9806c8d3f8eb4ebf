// What did callers hear who raced for the same records, and can it be true?
import type { HistoryEntry, Move, Run } from "@mayfly/core";
import { expect } from "vitest";
import { idAt } from "../a-run.ts";
import type { RecordsUnderTest } from "../records-under-test.ts";

interface Taken {
  readonly after: Run;
  readonly entry: HistoryEntry;
}

/** What was answered, in the order in which it was heard. */
export class RacingJournal {
  /** By id of the run, then by version. */
  readonly #taken = new Map<Run["id"], Map<number, Taken>>();
  /** The highest version at which somebody forgot a run. */
  readonly #forgotten = new Map<Run["id"], number>();
  readonly #lost: { readonly id: Run["id"]; readonly version: number }[] = [];

  #born = 0;

  freshId(): Run["id"] {
    this.#born += 1;
    return idAt(this.#born);
  }

  /** Somebody heard that `after` is on record by `move`; of one version only one may hear that. */
  won(after: Run, move: Move | null): void {
    const versions = this.#taken.get(after.id) ?? new Map<number, Taken>();
    expect(versions.has(after.version), `Two took version ${after.version} of ${after.id}.`).toBe(false);
    const entry = { version: after.version, move, phase: after.state.phase, at: after.updatedAt };
    this.#taken.set(after.id, versions.set(after.version, { after, entry }));
  }

  /** Somebody heard that a run is forgotten, which others may have done before. */
  forgot({ id, version }: Pick<Run, "id" | "version">): void {
    this.#forgotten.set(id, Math.max(version, this.#forgotten.get(id) ?? 0));
  }

  /** Somebody heard that `version` of a run is not the last any more. */
  lost({ id, version }: Pick<Run, "id" | "version">): void {
    this.#lost.push({ id, version });
  }

  async expectLawful({ runs }: Pick<RecordsUnderTest, "runs">): Promise<void> {
    for (const [id, versions] of this.#taken) {
      const taken = [...versions.values()].sort((one, other) => one.after.version - other.after.version);
      expect(taken.map(({ after }) => after.version)).toEqual(taken.map((_, n) => n + 1));
      const forgotten = this.#forgotten.get(id);
      if (forgotten !== undefined) expect(forgotten).toBe(taken.length);
      const kept = forgotten === undefined ? taken : [];
      expect((await runs.find(id))._unsafeUnwrap()).toEqual(kept.at(-1)?.after ?? null);
      expect((await runs.history(id))._unsafeUnwrap()).toEqual(kept.map(({ entry }) => entry));
    }
    // Who loses, loses to somebody.
    for (const { id, version } of this.#lost) {
      expect(this.#taken.get(id)?.has(version + 1) === true || this.#forgotten.has(id)).toBe(true);
    }
  }
}

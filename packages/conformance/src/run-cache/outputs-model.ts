// Which outputs should there be, in the plainest words?
import type { RunId } from "@mayfly/core";

export const OUTPUT_TTL = 1000;
export const CACHE_TTL = 700;

interface Pointer {
  readonly outputs: RunId;
  /** When the sweep takes it away. */
  readonly dueAt: number;
}

/** The law: what points where. Outputs are there while anything does. */
export class OutputsModel {
  readonly runs = new Map<RunId, Pointer>();
  readonly entries = new Map<number, Pointer>();
  readonly everSeen = new Set<RunId>();
  now = 0;

  /** A run that ended; `key` when it is a job, whose outputs the cache keeps. */
  ended(run: RunId, outputs: RunId, key: number | null): void {
    this.everSeen.add(outputs);
    this.runs.set(run, { outputs, dueAt: this.now + OUTPUT_TTL });
    if (key === null) return;
    this.entries.set(key, { outputs, dueAt: this.now + CACHE_TTL });
  }

  /** The outputs that answer a job of `key`, `null` where it has to run. */
  hit(key: number): RunId | null {
    const entry = this.entries.get(key);
    return entry !== undefined && entry.dueAt > this.now ? entry.outputs : null;
  }

  sweep(): void {
    for (const pointers of [this.runs, this.entries] as Map<unknown, Pointer>[]) {
      for (const [name, { dueAt }] of pointers) if (dueAt <= this.now) pointers.delete(name);
    }
  }

  /** Those that something points to. */
  kept(): Set<RunId> {
    return new Set([...this.runs.values(), ...this.entries.values()].map(({ outputs }) => outputs));
  }
}

// What is counted for the operator? The one table: steps count by it, adapters show it, a page is made of it.

/** Counted since the process began, and apart for each value of each label. */
interface CounterDescription {
  /** One line for the operator. */
  readonly meaning: string;
  /** All that each label may say. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

export const COUNTERS = {
  runs_created: {
    meaning: "Runs that were created. A request that finds its run again creates none.",
    labels: { kind: ["temporary", "installed"] },
  },
  runs_ended: {
    meaning: "Runs that came to their end.",
    labels: { kind: ["temporary", "installed"], status: ["succeeded", "failed", "canceled"] },
  },
  refusals: {
    meaning: "Requests that were refused for want of room, and may succeed later.",
    labels: { reason: ["queue_full", "awaiting_full", "validations_full", "no_space"] },
  },
  cleanups_failed: {
    meaning:
      "Times that something could not be removed at once: the temporary files of a run at its end, an upload that was given back, what a deleted run left, a package that was held for judging. The sweep removes it.",
    labels: { at: ["end", "give_back", "delete", "hold"] },
  },
  ends_put_off: {
    meaning:
      "Times that a decided run could not come to its end: its process was still there, its result could not be written, or its end could not be put on record. The sweep ends it.",
    labels: { reason: ["process", "result", "record"] },
  },
  cache_lookups: {
    meaning: "Jobs that were looked up in the cache: answered by an equal one, or run themselves.",
    labels: { outcome: ["hit", "miss"] },
  },
  installs_ended: {
    meaning: "Installs that came to their end.",
    labels: { status: ["succeeded", "failed"] },
  },
  sweeps: {
    meaning: "Sweeps that went through.",
    labels: {},
  },
  swept: {
    meaning:
      "What sweeps ended or removed, or tried to: uploads that never came, temporary files of ended runs, runs whose retention was over, runs that nobody worked on, entries of the cache, request keys, files that belong to nobody.",
    labels: {
      what: ["expired", "removed", "forgotten", "mended", "uncached", "keys", "orphans"],
    },
  },
  swept_bytes: {
    meaning: "Bytes of the files that sweeps removed.",
    labels: {},
  },
  sweep_failures: {
    meaning: "What sweeps could not do. The next one tries again.",
    labels: {},
  },
} as const satisfies Readonly<Record<string, CounterDescription>>;

export type CounterName = keyof typeof COUNTERS;

/** A value for each label that the counter has. */
export type CounterLabels<Name extends CounterName> = {
  readonly [Label in keyof LabelsOf<Name>]: ValueOf<LabelsOf<Name>[Label]>;
};

type LabelsOf<Name extends CounterName> = (typeof COUNTERS)[Name]["labels"];
type ValueOf<Values> = Values extends readonly (infer Value extends string)[] ? Value : never;

/** Every way in which the labels of a counter can be said; one without labels has one way. */
export function labelSets<Name extends CounterName>(name: Name): readonly CounterLabels<Name>[] {
  let sets: readonly Readonly<Record<string, string>>[] = [{}];
  for (const [label, values] of Object.entries<readonly string[]>(COUNTERS[name].labels)) {
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [label]: value })));
  }
  return sets as readonly CounterLabels<Name>[];
}

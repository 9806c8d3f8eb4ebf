// How is counted where nobody but the program itself asks for the counts?
import { COUNTERS, type CounterLabels, type CounterName } from "../ports/counter-table.ts";
import type { Counters } from "../ports/counters.ts";

export interface MemoryCounters extends Counters {
  /** What was counted so far. */
  read<Name extends CounterName>(name: Name, labels: CounterLabels<Name>): number;
}

export function createMemoryCounters(): MemoryCounters {
  const counts = new Map<string, number>();
  const read: MemoryCounters["read"] = (name, labels) => counts.get(keyOf(name, labels)) ?? 0;
  return {
    count(name, labels, amount = 1) {
      if (amount > 0 && Number.isFinite(amount)) counts.set(keyOf(name, labels), read(name, labels) + amount);
    },
    read,
  };
}

/** The labels in the order of the table, however they were said. */
function keyOf(name: CounterName, labels: Readonly<Record<string, string>>): string {
  return [name, ...Object.keys(COUNTERS[name].labels).map((label) => labels[label])].join(" ");
}

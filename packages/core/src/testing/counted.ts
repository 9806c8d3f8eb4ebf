// What has been counted, as a test says it?
import type { MemoryCounters } from "../memory/memory-counters.ts";
import { COUNTERS, labelSets, type CounterName } from "../ports/counter-table.ts";

/** All counts above zero, by such as `runs_ended temporary failed`: the name, and the labels in the order of the table. */
export function counted({ read }: MemoryCounters): Readonly<Record<string, number>> {
  const names = Object.keys(COUNTERS) as CounterName[];
  const series = names.flatMap((name) =>
    labelSets(name).map((labels) => [[name, ...Object.values(labels)].join(" "), read(name, labels)] as const),
  );
  return Object.fromEntries(series.filter(([, count]) => count > 0));
}

// What is counted of a sweep that went through?
import { labelSets } from "../ports/counter-table.ts";
import type { Context } from "./context.ts";
import type { SweepReport } from "./sweep-tally.ts";

export function countSweep({ ports }: Context, report: SweepReport): void {
  const { counters } = ports;
  counters.count("sweeps", {});
  for (const { what } of labelSets("swept")) counters.count("swept", { what }, report[what]);
  counters.count("swept_bytes", {}, report.bytes);
  counters.count("sweep_failures", {}, report.failures);
}

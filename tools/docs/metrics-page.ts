// What does the page of the metrics say? It is made of the one table that the steps count by.
import { ACTIVE_WORK, metricName } from "@mayfly/adapter-prometheus";
import { COUNTERS, type CounterName } from "@mayfly/core";
import { table } from "./table.ts";

export function metricsPage(): string {
  const rows = (Object.keys(COUNTERS) as CounterName[]).map((name) => {
    const { meaning, labels } = COUNTERS[name];
    const shown = Object.entries<readonly string[]>(labels).map(([label, values]) => {
      return `\`${label}\`: ${values.map((value) => `\`${value}\``).join(", ")}`;
    });
    return [`\`${metricName(name)}\``, shown.join("; "), meaning];
  });
  return [
    "# Metrics",
    "",
    "`GET /metrics` tells them in Prometheus' text format, to whoever has the key where the server has one. The counts are of",
    "this process and begin at zero with it; what is on record, a restart does not count again. Each is made of the table that",
    "the steps of a run count by (`core/src/ports/counter-table.ts`), and every one is there from the start.",
    "",
    ...table(["counter", "labels", "counts"], rows),
    "",
    `Besides, \`${ACTIVE_WORK.name}\` is a gauge. ${ACTIVE_WORK.help}`,
    "",
    "What begins with `process_` or `nodejs_` is what prom-client tells of every process of Node: memory, processor time, open",
    "files, the lag of the event loop, garbage collection.",
    "",
    "## What to watch",
    "",
    "- A cleanup that failed is on its run as a warning, in the log with the reason, and in `mayfly_cleanups_failed_total`; the",
    '  sweep that makes up for it counts in `mayfly_swept_total{what="removed"}`. While `mayfly_sweep_failures_total` grows,',
    "  something stays that should not.",
    '- `mayfly_refusals_total{reason="queue_full"}` that grows for long asks for more workers, `no_space` for a larger disk.',
    "- `mayfly_ends_put_off_total` is zero on a machine that is well.",
    "",
  ].join("\n");
}

import { describeCounters } from "@mayfly/conformance";
import { COUNTERS, labelSets, type CounterName } from "@mayfly/core";
import { describe, expect, test } from "vitest";
import { ACTIVE_WORK, createPrometheusMetrics, metricName, type PrometheusMetrics } from "./index.ts";

/** The value of one series, read as Prometheus reads it: from the text alone. */
async function readSeries({ text }: PrometheusMetrics, metric: string, labels: object = {}): Promise<number> {
  const said = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const lines = (await text()).split("\n").filter((line) => !line.startsWith("#"));
  const found = lines.filter((line) => {
    const [, name, set = ""] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    return name === metric && set.split(",").toSorted().join(",") === said.toSorted().join(",");
  });
  expect(found).toHaveLength(1);
  return Number(found[0]?.split(" ").at(-1));
}

describeCounters("createPrometheusMetrics()", () => {
  const metrics = createPrometheusMetrics();
  return { counters: metrics.counters, read: (name, labels) => readSeries(metrics, metricName(name), labels) };
});

describe("createPrometheusMetrics()", () => {
  test("tells every counter with its type and meaning, and nothing else unless asked", async () => {
    const metrics = createPrometheusMetrics();
    const text = await metrics.text();
    const names = Object.keys(COUNTERS) as CounterName[];
    for (const name of names) {
      expect(text).toContain(
        `# HELP ${metricName(name)} ${COUNTERS[name].meaning}\n# TYPE ${metricName(name)} counter\n`,
      );
    }
    const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(series).toHaveLength(names.flatMap((name) => labelSets(name)).length);
    expect(metrics.contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
  });

  test("asks what goes on whenever somebody reads", async () => {
    let active = 2;
    const metrics = createPrometheusMetrics({ activeWork: () => active });
    expect(await readSeries(metrics, ACTIVE_WORK.name)).toBe(2);
    active = 0;
    expect(await readSeries(metrics, ACTIVE_WORK.name)).toBe(0);
  });

  test("tells of the process where that is wanted", async () => {
    const metrics = createPrometheusMetrics({ ofProcess: true });
    expect(await readSeries(metrics, "process_resident_memory_bytes")).toBeGreaterThan(0);
    expect(await readSeries(metrics, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  });
});

describe("metricName()", () => {
  test.each(Object.keys(COUNTERS) as CounterName[])("makes of %s a name that Prometheus takes", (name) => {
    expect(metricName(name)).toMatch(/^mayfly_[a-z]+(?:_[a-z]+)*_total$/);
    for (const label of Object.keys(COUNTERS[name].labels)) expect(label).toMatch(/^[a-z]+$/);
  });
});

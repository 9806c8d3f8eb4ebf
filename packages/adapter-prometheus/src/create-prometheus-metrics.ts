// How does Prometheus read what Mayfly counts?
import { COUNTERS, labelSets, type CounterName, type Counters } from "@mayfly/core";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

export interface PrometheusOptions {
  /** Asked for the gauge of what goes on now, each time that somebody reads. */
  readonly activeWork?: () => number;
  /** Whether to tell of the process too: memory, processor time, lag of the event loop. */
  readonly ofProcess?: boolean;
}

export interface PrometheusMetrics {
  readonly counters: Counters;
  readonly contentType: string;
  /** All of it as it is now, in Prometheus' text format. */
  text(): Promise<string>;
}

/** The gauge of what goes on now. */
export const ACTIVE_WORK = {
  name: "mayfly_active_work",
  help: "Runs, uploads and validations that are worked on right now.",
} as const;

/** How often the lag of the event loop is looked at; prom-client's own 10 ms took 0.7 % of a core of an idle server. */
const LAG_PRECISION_MS = 50;

/** By the conventions of Prometheus: of whom it is, and that it only grows. */
export function metricName(name: CounterName): string {
  return `mayfly_${name}_total`;
}

/** Metrics of their own, apart from whatever else this process may show. */
export function createPrometheusMetrics({ activeWork, ofProcess = false }: PrometheusOptions = {}): PrometheusMetrics {
  const registry = new Registry();
  const made = new Map((Object.keys(COUNTERS) as CounterName[]).map((name) => [name, counterIn(registry, name)]));
  if (activeWork !== undefined) {
    const gauge: Gauge = new Gauge({ ...ACTIVE_WORK, registers: [registry], collect: () => gauge.set(activeWork()) });
  }
  if (ofProcess) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_PRECISION_MS });
  return {
    counters: {
      count(name, labels, amount = 1) {
        if (amount > 0 && Number.isFinite(amount)) made.get(name)?.inc(labels, amount);
      },
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/** Every series is there from the beginning, or its first step would not show as an increase. */
function counterIn(registry: Registry, name: CounterName): Counter {
  const { meaning, labels } = COUNTERS[name];
  const labelNames = Object.keys(labels);
  const counter = new Counter({ name: metricName(name), help: meaning, labelNames, registers: [registry] });
  for (const set of labelSets(name)) counter.inc(set, 0);
  return counter;
}

// What does @mayfly/adapter-prometheus give to whoever watches a server?
export {
  ACTIVE_WORK,
  createPrometheusMetrics,
  metricName,
  type PrometheusMetrics,
  type PrometheusOptions,
} from "./create-prometheus-metrics.ts";

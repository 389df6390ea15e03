import type { MathSignal, Metric, Signal } from "groundplan/core";
import { objectiveSignals } from "groundplan/observability";
import { apiVersion, metricNamespace, metrics } from "../../functions/contract";
import type { Context } from "./context";

/** Numbers of the source document, "Key Performance Indicators". */
const KPI = {
  apiMilliseconds: 200,
  initMilliseconds: 1_000,
  queryMilliseconds: 50,
  availabilityPercent: 99.95,
  errorPercent: 0.1,
} as const;

const FOR_A_QUARTER_HOUR = { periodSeconds: 300, evaluationPeriods: 3, missingData: "notBreaching" } as const;

/** Availability of the API as an objective: four windows, and the alarms that fire together. */
export function availability({ prefix }: Context) {
  return objectiveSignals({
    id: "availability",
    promise: "Requests succeed",
    bad: apiMetric(prefix, "5XXError", "Sum", "Server errors"),
    total: apiMetric(prefix, "Count", "Sum", "Requests"),
    targetPercent: KPI.availabilityPercent,
  });
}

/** The other numbers as alarms: latency, share of errors, cold starts and queries. */
export function kpiSignals({ prefix, environment: { name } }: Context): readonly (Signal | MathSignal)[] {
  const slow = (id: string, metric: Metric, threshold: number, why: string): Signal => ({
    ...metric,
    ...FOR_A_QUARTER_HOUR,
    id,
    why,
    threshold,
    comparison: "at-or-above",
  });
  return [
    slow(
      "kpi-api-latency",
      apiMetric(prefix, "Latency", "p95", "p95"),
      KPI.apiMilliseconds,
      "One request in twenty takes 200 ms or longer; the traces tell where",
    ),
    slow(
      "kpi-cold-start",
      ownMetric(name, metrics.initTime),
      KPI.initMilliseconds,
      "One cold start in twenty takes a second or longer; reduce the bundle or provision concurrency",
    ),
    slow(
      "kpi-query-time",
      ownMetric(name, metrics.queryTime),
      KPI.queryMilliseconds,
      "One query in twenty takes 50 ms or longer; read Performance Insights",
    ),
    errorShare(prefix),
  ];
}

function errorShare(prefix: string): MathSignal {
  return {
    ...FOR_A_QUARTER_HOUR,
    id: "kpi-error-share",
    why: "More than one request in a thousand fails",
    expression: "100 * FILL(failed, 0) / requests",
    metrics: {
      failed: apiMetric(prefix, "5XXError", "Sum", "Server errors"),
      requests: apiMetric(prefix, "Count", "Sum", "Requests"),
    },
    label: "Failed requests (%)",
    threshold: KPI.errorPercent,
    comparison: "at-or-above",
  };
}

/** Metrics of the stage, which API Gateway publishes by the name of the API. */
function apiMetric(prefix: string, metricName: string, statistic: string, label: string): Metric {
  return {
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiName: `${prefix}-rest-api`, Stage: apiVersion },
    statistic,
    label,
  };
}

/** Metrics of the functions have their service and the environment as dimensions. */
function ownMetric(environment: string, metricName: string): Metric {
  return {
    namespace: metricNamespace,
    metricName,
    dimensions: { service: "saas", environment },
    statistic: "p95",
    label: "p95",
  };
}

import type { Graph, Metric, Signal } from "../../core";

type Dimensions = Metric["dimensions"];

const PERIOD_SECONDS = 300;
const SERVER_ERRORS_IN_PERIOD = 10;
const LATENCY_MS = 3_000;

/** Signals: ten server errors in five minutes, and a p95 latency over three seconds for 15 minutes. */
export function httpApiSignals(id: string, dimensions: Dimensions): readonly Signal[] {
  return [
    {
      ...metric(dimensions, "5xx", "Sum", "Server errors"),
      id: `${id}-5xx`,
      why: "Callers get server errors; the access log tells which routes, the function's log why",
      threshold: SERVER_ERRORS_IN_PERIOD,
      comparison: "at-or-above",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
    {
      ...metric(dimensions, "Latency", "p95", "p95"),
      id: `${id}-latency`,
      why: "One request in twenty takes longer than this many milliseconds; compare with the integration latency",
      threshold: LATENCY_MS,
      comparison: "above",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 3,
      missingData: "notBreaching",
    },
  ];
}

/** Graphs of requests, errors and latency. */
export function httpApiGraphs(dimensions: Dimensions): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(dimensions, metricName, statistic, label);
  return [
    { title: "API requests", metrics: [of("Count", "Sum", "Requests")] },
    {
      title: "API errors",
      metrics: [of("4xx", "Sum", "Client errors (4xx)"), of("5xx", "Sum", "Server errors (5xx)")],
    },
    {
      title: "API latency (ms)",
      metrics: [
        of("Latency", "p50", "p50"),
        of("Latency", "p95", "p95"),
        of("IntegrationLatency", "p95", "Integration p95"),
      ],
    },
  ];
}

/** A metric of the stage. HTTP APIs publish `4xx` and `5xx`, REST APIs `4XXError` and `5XXError`. */
function metric(dimensions: Dimensions, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/ApiGateway", metricName, dimensions, statistic, label };
}

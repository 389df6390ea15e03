import type { Graph, MathSignal, Metric, Signal } from "../../core";

type Dimensions = Metric["dimensions"];

const PERIOD_SECONDS = 300;
const SERVER_ERRORS_IN_PERIOD = 10;
const LATENCY_MS = 3_000;
const CLIENT_ERROR_SHARE = 0.25;
const MISS_PERCENT = 90;
const QUARTER_OF_AN_HOUR = {
  periodSeconds: PERIOD_SECONDS,
  evaluationPeriods: 3,
  missingData: "notBreaching",
} as const;

/**
 * Signals: ten server errors in five minutes; for 15 minutes a p95 latency of the API or its backends over three
 * seconds, more than a quarter of the requests refused, and of a cache more than 90 % of the requests missed.
 */
export function restApiSignals(
  id: string,
  dimensions: Dimensions,
  isCached: boolean,
): readonly (Signal | MathSignal)[] {
  const slow = (kind: string, metricName: string, why: string): Signal => ({
    ...QUARTER_OF_AN_HOUR,
    ...metric(dimensions, metricName, "p95", "p95"),
    id: `${id}-${kind}`,
    why,
    threshold: LATENCY_MS,
    comparison: "above",
  });
  return [
    {
      ...QUARTER_OF_AN_HOUR,
      ...metric(dimensions, "5XXError", "Sum", "Server errors"),
      id: `${id}-5xx`,
      why: "Callers get server errors; the access log tells which routes, the function's log why",
      threshold: SERVER_ERRORS_IN_PERIOD,
      comparison: "at-or-above",
      evaluationPeriods: 1,
    },
    {
      ...QUARTER_OF_AN_HOUR,
      ...metric(dimensions, "4XXError", "Average", "Share of client errors"),
      id: `${id}-4xx-share`,
      why: "A quarter of the requests is refused: a client, an authorizer or a web ACL is wrong",
      threshold: CLIENT_ERROR_SHARE,
      comparison: "above",
    },
    slow("latency", "Latency", "One request in twenty takes longer than this many milliseconds"),
    slow("integration-latency", "IntegrationLatency", "One answer of a backend in twenty takes this many milliseconds"),
    ...(isCached ? [misses(id, dimensions)] : []),
  ];
}

export function restApiGraphs(dimensions: Dimensions, isCached: boolean): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(dimensions, metricName, statistic, label);
  const cache = {
    title: "API cache",
    metrics: [of("CacheHitCount", "Sum", "Hits"), of("CacheMissCount", "Sum", "Misses")],
  };
  return [
    { title: "API requests", metrics: [of("Count", "Sum", "Requests")] },
    {
      title: "API errors",
      metrics: [of("4XXError", "Sum", "Client errors (4xx)"), of("5XXError", "Sum", "Server errors (5xx)")],
    },
    {
      title: "API latency (ms)",
      metrics: [
        of("Latency", "p50", "p50"),
        of("Latency", "p95", "p95"),
        of("IntegrationLatency", "p95", "Integration p95"),
      ],
    },
    ...(isCached ? [cache] : []),
  ];
}

function misses(id: string, dimensions: Dimensions): MathSignal {
  return {
    ...QUARTER_OF_AN_HOUR,
    id: `${id}-cache-misses`,
    why: "The cache answers almost nothing: its lifetime is too short, its key too fine, or nobody asks twice",
    threshold: MISS_PERCENT,
    comparison: "above",
    expression: "100 * missed / (missed + hit)",
    metrics: {
      missed: metric(dimensions, "CacheMissCount", "Sum", "Misses"),
      hit: metric(dimensions, "CacheHitCount", "Sum", "Hits"),
    },
    label: "Missed requests (%)",
  };
}

/** A metric of the stage. REST APIs publish by name, so that two APIs of one name share their metrics. */
function metric(dimensions: Dimensions, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/ApiGateway", metricName, dimensions, statistic, label };
}

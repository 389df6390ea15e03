import type { Graph, Metric, Signal } from "../../core";

export interface ServerlessCacheMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly cacheName: string;
  readonly maxStorageGb: number;
  readonly maxEcpuPerSecond: number;
}

const PERIOD_SECONDS = 300;
const ALARM_PERCENT = 80;
const BYTES_PER_GB = 1_000_000_000;

/** Converts a percentage of the limit into the unit of `<id>-cpu`: ElastiCache processing units per alarm period. */
export function ecpuThreshold(maxEcpuPerSecond: number, percent: number): number {
  return Math.round((maxEcpuPerSecond * PERIOD_SECONDS * percent) / 100);
}

/** Converts a percentage of the storage limit into the unit of `<id>-memory`: bytes. */
export function storageThreshold(maxStorageGb: number, percent: number): number {
  return Math.round((maxStorageGb * BYTES_PER_GB * percent) / 100);
}

/**
 * Signals of a cache: processing units and stored bytes close to their limits.
 *
 * A serverless cache has no nodes and publishes no CPU utilization. Beyond `maxEcpuPerSecond` it throttles, beyond
 * `maxStorageGb` it evicts; the signals compare consumption with a share of these limits.
 */
export function serverlessCacheSignals({
  id,
  cacheName,
  maxStorageGb,
  maxEcpuPerSecond,
}: ServerlessCacheMetrics): readonly Signal[] {
  const evaluation = {
    comparison: "above",
    periodSeconds: PERIOD_SECONDS,
    evaluationPeriods: 3,
    missingData: "notBreaching",
  } as const;
  return [
    {
      ...metric(cacheName, "ElastiCacheProcessingUnits", "Sum", "ECPU in five minutes"),
      ...evaluation,
      id: `${id}-cpu`,
      why: "The cache is close to its limit of processing units and will throttle; raise maxEcpuPerSecond",
      threshold: ecpuThreshold(maxEcpuPerSecond, ALARM_PERCENT),
    },
    {
      ...metric(cacheName, "BytesUsedForCache", "Maximum", "Stored bytes"),
      ...evaluation,
      id: `${id}-memory`,
      why: "The cache is close to its storage limit and will evict keys; raise maxStorageGb or shorten lifetimes",
      threshold: storageThreshold(maxStorageGb, ALARM_PERCENT),
    },
  ];
}

export function serverlessCacheGraphs(cacheName: string): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(cacheName, metricName, statistic, label);
  return [
    {
      title: "Cache processing units",
      metrics: [of("ElastiCacheProcessingUnits", "Sum", "ECPU"), of("ThrottledCmds", "Sum", "Throttled commands")],
    },
    {
      title: "Cache memory",
      metrics: [of("BytesUsedForCache", "Maximum", "Stored bytes"), of("Evictions", "Sum", "Evicted keys")],
    },
    { title: "Cache connections", metrics: [of("CurrConnections", "Maximum", "Connections")] },
    { title: "Cache hit rate", metrics: [of("CacheHitRate", "Average", "Hit rate (%)")] },
  ];
}

function metric(cacheName: string, metricName: string, statistic: string, label: string): Metric {
  // Serverless caches publish under `clusterId`; `CacheClusterId` is the dimension of node-based ones.
  return { namespace: "AWS/ElastiCache", metricName, dimensions: { clusterId: cacheName }, statistic, label };
}

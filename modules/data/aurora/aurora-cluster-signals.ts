import type { Graph, Metric, Signal } from "../../core";

export interface AuroraClusterMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly clusterIdentifier: string;
  readonly minCapacityAcu: number;
  readonly maxCapacityAcu: number;
}

const CONNECTIONS_ALARM_SHARE = 0.8;
const CPU_ALARM_PERCENT = 80;

/**
 * Returns the connections that one instance accepts by default.
 *
 * Aurora derives `max_connections` from the memory at the maximum capacity. The line runs through the values that AWS
 * publishes (1 ACU: 189, 4: 823, 8: 1669, 16: 3360), up to a limit of 5000, or of 2000 when the minimum capacity is
 * below 1 ACU (Aurora User Guide, "Maximum connections for Aurora Serverless v2").
 */
export function maxConnections(minCapacityAcu: number, maxCapacityAcu: number): number {
  const limit = minCapacityAcu < 1 ? 2000 : 5000;
  return Math.min(limit, Math.round(211.4 * maxCapacityAcu - 22.4));
}

/**
 * Signals of a cluster: connections close to their limit, and high CPU.
 *
 * Both use the maximum over the cluster's instances, because an idle reader would halve the average. CPU is relative
 * to the maximum capacity, so a high value means that the cluster cannot scale further.
 */
export function auroraClusterSignals({
  id,
  clusterIdentifier,
  minCapacityAcu,
  maxCapacityAcu,
}: AuroraClusterMetrics): readonly Signal[] {
  const evaluation = {
    comparison: "above",
    periodSeconds: 300,
    evaluationPeriods: 3,
    missingData: "notBreaching",
  } as const;
  return [
    {
      ...metric(clusterIdentifier, "DatabaseConnections", "Maximum", "Connections of the busiest instance"),
      ...evaluation,
      id: `${id}-connections`,
      why: "An instance is running out of connections; look for clients that leak or do not pool them",
      threshold: Math.floor(CONNECTIONS_ALARM_SHARE * maxConnections(minCapacityAcu, maxCapacityAcu)),
    },
    {
      ...metric(clusterIdentifier, "CPUUtilization", "Maximum", "CPU of the busiest instance"),
      ...evaluation,
      id: `${id}-cpu`,
      why: "An instance uses most of the CPU of its maximum capacity; find the queries or raise maxCapacityAcu",
      threshold: CPU_ALARM_PERCENT,
    },
  ];
}

export function auroraClusterGraphs(clusterIdentifier: string): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(clusterIdentifier, metricName, statistic, label);
  return [
    { title: "Database connections", metrics: [of("DatabaseConnections", "Maximum", "Busiest instance")] },
    { title: "Database CPU", metrics: [of("CPUUtilization", "Maximum", "Busiest instance (% of maximum capacity)")] },
    { title: "Database capacity", metrics: [of("ServerlessDatabaseCapacity", "Maximum", "Largest instance (ACU)")] },
    {
      title: "Database storage",
      metrics: [
        of("VolumeBytesUsed", "Average", "Cluster volume (bytes)"),
        of("FreeLocalStorage", "Minimum", "Free local storage (bytes)"),
      ],
    },
  ];
}

function metric(clusterIdentifier: string, metricName: string, statistic: string, label: string): Metric {
  const dimensions = { DBClusterIdentifier: clusterIdentifier };
  return { namespace: "AWS/RDS", metricName, dimensions, statistic, label };
}

import type { Graph, Metric, Signal } from "../../core";

/** Id of a node in the metrics, and whether it is created as a replica. */
interface ClusterNode {
  readonly clusterId: string;
  readonly suffix: string;
}

const LIMIT_PERCENT = 80;
const EVALUATION = { periodSeconds: 60, evaluationPeriods: 3, missingData: "notBreaching" } as const;

/** The nodes `<name>-0001-001` to `<name>-<shards>-<replicas + 1>`, under which ElastiCache publishes metrics. */
function nodesOf(name: string, shards: number, replicasPerShard: number): ClusterNode[] {
  const numbered = (count: number, digits: number): string[] =>
    Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, "0"));
  return numbered(shards, 4).flatMap((shard) =>
    numbered(replicasPerShard + 1, 3).map((node) => ({
      clusterId: `${name}-${shard}-${node}`,
      suffix: `${shard}-${node}`,
    })),
  );
}

/**
 * Signals of each node: its engine's CPU or its memory above 80 %, evicted keys, more than a second behind the primary,
 * and refused clients, each for three minutes. After a failover any node of a shard can be the primary.
 */
export function redisClusterSignals(id: string, name: string, shards: number, replicas: number): readonly Signal[] {
  return nodesOf(name, shards, replicas).flatMap(({ clusterId, suffix }) => {
    const signal = (kind: string, metricName: string, threshold: number, why: string): Signal => ({
      ...metric(clusterId, metricName, "Maximum", `${metricName} of ${suffix}`),
      ...EVALUATION,
      id: `${id}-${suffix}-${kind}`,
      why,
      threshold,
      comparison: "above",
    });
    return [
      signal("cpu", "EngineCPUUtilization", LIMIT_PERCENT, "The engine of a node is busy; add shards or a larger type"),
      signal(
        "memory",
        "DatabaseMemoryUsagePercentage",
        LIMIT_PERCENT,
        "The memory of a node is almost full, so that keys will be evicted; add shards or shorten lifetimes",
      ),
      signal("evictions", "Evictions", 0, "A node evicts keys that clients expect; add shards or shorten lifetimes"),
      signal("lag", "ReplicationLag", 1, "A replica is more than a second behind, so that a failover loses writes"),
      signal(
        "authentication",
        "AuthenticationFailures",
        0,
        "A client fails to authenticate for minutes; it has an old password, or does not belong here",
      ),
    ];
  });
}

export function redisClusterGraphs(name: string, shards: number, replicas: number): readonly Graph[] {
  const nodes = nodesOf(name, shards, replicas);
  const of = (title: string, metricName: string, statistic: string): Graph => ({
    title,
    metrics: nodes.map(({ clusterId, suffix }) => metric(clusterId, metricName, statistic, suffix)),
  });
  return [
    of("Cache CPU (%)", "EngineCPUUtilization", "Maximum"),
    of("Cache memory (%)", "DatabaseMemoryUsagePercentage", "Maximum"),
    of("Cache evictions", "Evictions", "Sum"),
    of("Cache connections", "CurrConnections", "Maximum"),
  ];
}

function metric(clusterId: string, metricName: string, statistic: string, label: string): Metric {
  const dimensions = { CacheClusterId: clusterId, CacheNodeId: "0001" };
  return { namespace: "AWS/ElastiCache", metricName, dimensions, statistic, label };
}

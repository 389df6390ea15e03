import type { Graph, MathSignal, Metric, Signal } from "../../core";

interface TargetGroupMetrics {
  /** Prefix of the signal ids: the ids of load balancer and target group. */
  readonly id: string;
  readonly loadBalancerArnSuffix: string;
  /** Suffixes of the ARNs of the groups, by the word that distinguishes them. */
  readonly groups: Readonly<Record<string, string>>;
}

const NO_HEALTHY_TARGET = {
  why: "No target passes its health check, so that every request fails; read the log group of the service",
  threshold: 1,
  comparison: "below",
  periodSeconds: 60,
  evaluationPeriods: 2,
  missingData: "breaching",
} as const;

/**
 * Signals of one target group: no healthy target, where the absence of data is a fault, and unhealthy targets.
 */
export function targetGroupSignals(metrics: TargetGroupMetrics): readonly Signal[] {
  const [arnSuffix] = Object.values(metrics.groups);
  return [
    {
      ...metric(metrics, arnSuffix!, "HealthyHostCount", "Minimum", "Healthy targets"),
      ...NO_HEALTHY_TARGET,
      id: `${metrics.id}-healthy-targets`,
    },
    ...unhealthySignals(metrics),
  ];
}

/** No healthy target in any of several groups, of which those without targets have no data. */
export function healthySignal(metrics: TargetGroupMetrics): MathSignal {
  const groups = Object.entries(metrics.groups).map(
    ([color, arnSuffix]) => [color, metric(metrics, arnSuffix, "HealthyHostCount", "Minimum", color)] as const,
  );
  return {
    ...NO_HEALTHY_TARGET,
    id: `${metrics.id}-healthy-targets`,
    label: "Healthy targets",
    expression: groups.map(([color]) => `FILL(${color}, 0)`).join(" + "),
    metrics: Object.fromEntries(groups),
  };
}

/** Unhealthy targets of each group. */
export function unhealthySignals(metrics: TargetGroupMetrics): readonly Signal[] {
  return Object.entries(metrics.groups).map(([color, arnSuffix]) => ({
    ...metric(metrics, arnSuffix, "UnHealthyHostCount", "Maximum", `Unhealthy targets${color && ` (${color})`}`),
    id: [metrics.id, ...(color ? [color] : []), "unhealthy-targets"].join("-"),
    why: "A target fails its health check and receives no requests; read the log group of the service",
    threshold: 0,
    comparison: "above",
    periodSeconds: 60,
    evaluationPeriods: 5,
    missingData: "notBreaching",
  }));
}

export function targetGroupGraphs(metrics: TargetGroupMetrics): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): readonly Metric[] =>
    Object.entries(metrics.groups).map(([color, arnSuffix]) =>
      metric(metrics, arnSuffix, metricName, statistic, `${label}${color && ` (${color})`}`),
    );
  return [
    {
      title: "Targets",
      metrics: [
        ...of("HealthyHostCount", "Minimum", "Healthy targets"),
        ...of("UnHealthyHostCount", "Maximum", "Unhealthy targets"),
      ],
    },
  ];
}

function metric(
  { loadBalancerArnSuffix: LoadBalancer }: TargetGroupMetrics,
  TargetGroup: string,
  metricName: string,
  statistic: string,
  label: string,
): Metric {
  const dimensions = { TargetGroup, LoadBalancer };
  return { namespace: "AWS/ApplicationELB", metricName, dimensions, statistic, label };
}

import type { Graph, Metric, Signal } from "../../../core";

const status = (healthCheckId: string, label: string): Metric => ({
  namespace: "AWS/Route53",
  metricName: "HealthCheckStatus",
  dimensions: { HealthCheckId: healthCheckId },
  statistic: "Minimum",
  label,
  region: "us-east-1",
});

/** Signal of an unhealthy check: its status is 1 while healthy, 0 otherwise. */
export function healthSignals(id: string, healthCheckId: string): readonly Signal[] {
  return [
    {
      ...status(healthCheckId, "Status"),
      id: `${id}-unhealthy`,
      why: "Route 53 finds the endpoint unhealthy, and answers with the standby of names that fail over",
      threshold: 1,
      comparison: "below",
      periodSeconds: 60,
      evaluationPeriods: 1,
      missingData: "breaching",
    },
  ];
}

export function healthGraphs(name: string, healthCheckId: string): readonly Graph[] {
  return [{ title: `${name} health`, metrics: [status(healthCheckId, "1 is healthy")] }];
}

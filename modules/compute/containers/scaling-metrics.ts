import type { CloudwatchMetricAlarmMetricQuery } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { FargateService } from "./fargate-service";
import type { ScalingSteps, StepThresholds } from "./service-scaling-props";

/** Granularity of the alarms, and of the metrics that they read. */
const PERIOD_SECONDS = 60;

/** A metric that steps follow, with its queries; the last one, `id`, is the value. */
export interface StepMetric {
  /** Kebab-case, part of alarm names and construct ids. */
  readonly name: string;
  readonly id: string;
  readonly thresholds: StepThresholds;
  readonly queries: readonly CloudwatchMetricAlarmMetricQuery[];
}

/** The metrics of steps, in a fixed order. */
export function stepMetrics(service: FargateService, steps: ScalingSteps): readonly StepMetric[] {
  const { cpuPercent, memoryPercent, requestsPerTask } = steps;
  return [
    ...(cpuPercent ? [loadOf(service, "cpu", "CPUUtilization", cpuPercent)] : []),
    ...(memoryPercent ? [loadOf(service, "memory", "MemoryUtilization", memoryPercent)] : []),
    ...(requestsPerTask ? [requestsOf(service, requestsPerTask)] : []),
  ];
}

/** Queries of which only the value with this id is returned. */
export function returning(
  id: string,
  queries: readonly CloudwatchMetricAlarmMetricQuery[],
): CloudwatchMetricAlarmMetricQuery[] {
  return queries.map((query) => ({ ...query, returnData: query.id === id }));
}

/** Query of a metric of a service. */
function serviceQuery(
  { clusterName, serviceName }: FargateService,
  id: string,
  namespace: string,
  metricName: string,
): CloudwatchMetricAlarmMetricQuery {
  const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
  return { id, metric: { namespace, metricName, dimensions, stat: "Average", period: PERIOD_SECONDS } };
}

function loadOf(service: FargateService, name: string, metricName: string, thresholds: StepThresholds): StepMetric {
  return { name, id: name, thresholds, queries: [serviceQuery(service, name, "AWS/ECS", metricName)] };
}

function requestsOf(service: FargateService, thresholds: NonNullable<ScalingSteps["requestsPerTask"]>): StepMetric {
  const dimensions = { LoadBalancer: thresholds.loadBalancer.loadBalancerArnSuffix };
  const metric = { namespace: "AWS/ApplicationELB", metricName: "RequestCount", dimensions };
  return {
    name: "requests",
    id: "perTask",
    thresholds,
    queries: [
      { id: "requests", metric: { ...metric, stat: "Sum", period: PERIOD_SECONDS } },
      serviceQuery(service, "tasks", "ECS/ContainerInsights", "RunningTaskCount"),
      // A period may have no request or, during a deployment, no running task.
      { id: "perTask", expression: "FILL(requests, 0) / IF(tasks > 0, tasks, 1)", label: "Requests per task" },
    ],
  };
}

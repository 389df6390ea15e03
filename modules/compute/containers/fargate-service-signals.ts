import { matchedEventsSignal, type Graph, type Metric, type Signal } from "../../core";

interface ServiceMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly clusterName: string;
  readonly serviceName: string;
}

const CPU_PERCENT = 80;
const MEMORY_PERCENT = 85;
const EVALUATION = { periodSeconds: 60, evaluationPeriods: 2 } as const;

/**
 * Signals of a service: load of its tasks, and no running task, where the absence of data is a fault. The number of
 * tasks is a metric of Container Insights.
 */
export function serviceSignals(metrics: ServiceMetrics): readonly Signal[] {
  return [
    {
      ...metric(metrics, "AWS/ECS", "CPUUtilization", "Average", "CPU"),
      ...EVALUATION,
      id: `${metrics.id}-cpu`,
      why: "The tasks use more than this share of their CPU, in percent; scale out or find the load",
      threshold: CPU_PERCENT,
      comparison: "above",
      missingData: "notBreaching",
    },
    {
      ...metric(metrics, "AWS/ECS", "MemoryUtilization", "Average", "Memory"),
      ...EVALUATION,
      id: `${metrics.id}-memory`,
      why: "The tasks use more than this share of their memory, in percent; at 100 ECS stops them",
      threshold: MEMORY_PERCENT,
      comparison: "above",
      missingData: "notBreaching",
    },
    {
      ...metric(metrics, "ECS/ContainerInsights", "RunningTaskCount", "Minimum", "Running tasks"),
      ...EVALUATION,
      id: `${metrics.id}-tasks`,
      why: "No task runs; read the events of the service and its log group",
      threshold: 1,
      comparison: "below",
      missingData: "breaching",
    },
  ];
}

/** Event pattern of deployments of a service that failed, so that ECS returned to the old revision. */
export function failedDeployments(serviceArn: string): object {
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: [serviceArn],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  };
}

export function failedDeploymentsSignal(id: string, ruleName: string): Signal {
  return matchedEventsSignal({
    ruleName,
    id: `${id}-failed-deployments`,
    why: "A deployment failed, and ECS returned to the old revision; read the events of the service",
    label: "Failed deployments",
  });
}

export function serviceGraphs(metrics: ServiceMetrics): readonly Graph[] {
  return [
    {
      title: "Service load (%)",
      metrics: [
        metric(metrics, "AWS/ECS", "CPUUtilization", "Average", "CPU"),
        metric(metrics, "AWS/ECS", "MemoryUtilization", "Average", "Memory"),
      ],
    },
    {
      title: "Service tasks",
      metrics: ["DesiredTaskCount", "RunningTaskCount", "PendingTaskCount"].map((metricName) =>
        metric(metrics, "ECS/ContainerInsights", metricName, "Average", metricName.replace("TaskCount", "")),
      ),
    },
  ];
}

function metric(
  { clusterName: ClusterName, serviceName: ServiceName }: ServiceMetrics,
  namespace: string,
  metricName: string,
  statistic: string,
  label: string,
): Metric {
  return { namespace, metricName, dimensions: { ClusterName, ServiceName }, statistic, label };
}

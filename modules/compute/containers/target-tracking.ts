import type { AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration as TargetTracking } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import type { BacklogTarget, ServiceScalingProps } from "./service-scaling-props";

/** Configurations of target tracking by the ids of their policies. */
export function trackedPolicies({ service, track = {}, backlog }: ServiceScalingProps): Record<string, TargetTracking> {
  const { cpuPercent, memoryPercent, requests } = track;
  return {
    ...(cpuPercent !== undefined && { "track-cpu": predefined("ECSServiceAverageCPUUtilization", cpuPercent) }),
    ...(memoryPercent !== undefined && {
      "track-memory": predefined("ECSServiceAverageMemoryUtilization", memoryPercent),
    }),
    ...(requests && {
      "track-requests": predefined(
        "ALBRequestCountPerTarget",
        requests.perTarget,
        `${requests.targetGroup.loadBalancerArnSuffix}/${requests.targetGroup.targetGroupArnSuffix}`,
      ),
    }),
    ...(backlog && { "track-backlog": backlogPerTask(backlog, service.clusterName, service.serviceName) }),
  };
}

function predefined(predefinedMetricType: string, targetValue: number, resourceLabel?: string): TargetTracking {
  return { targetValue, predefinedMetricSpecification: { predefinedMetricType, resourceLabel } };
}

/** Waiting messages by running tasks. With no task, the number of messages itself starts the first one. */
function backlogPerTask(
  { queue, messagesPerTask }: BacklogTarget,
  clusterName: string,
  serviceName: string,
): TargetTracking {
  const ofService = [
    { name: "ClusterName", value: clusterName },
    { name: "ServiceName", value: serviceName },
  ];
  return {
    targetValue: messagesPerTask,
    customizedMetricSpecification: {
      metrics: [
        query("messages", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Sum", [
          { name: "QueueName", value: queue.queueName },
        ]),
        query("tasks", "ECS/ContainerInsights", "RunningTaskCount", "Average", ofService),
        {
          id: "backlog",
          expression: "messages / IF(tasks > 0, tasks, 1)",
          label: "Messages per task",
          returnData: true,
        },
      ],
    },
  };
}

function query(
  id: string,
  namespace: string,
  metricName: string,
  stat: string,
  dimensions: { readonly name: string; readonly value: string }[],
) {
  return { id, returnData: false, metricStat: { stat, metric: { namespace, metricName, dimensions } } };
}

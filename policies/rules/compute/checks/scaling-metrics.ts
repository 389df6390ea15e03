import { fail } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { listOf, select } from "../../../engine/values";
import type { ResourceGraph } from "../../../graph/resource-graph";
import { isBlueGreen } from "./blue-green";

const TRACKING = "target_tracking_scaling_policy_configuration";
const PREDEFINED = `${TRACKING}.predefined_metric_specification.predefined_metric_type`;
const TYPE = "aws_appautoscaling_policy";
const TARGET = "aws_appautoscaling_target";

/** Names of the CloudWatch metrics behind predefined ones. */
const METRICS: Readonly<Record<string, string>> = {
  ALBRequestCountPerTarget: "RequestCountPerTarget",
  ECSServiceAverageCPUUtilization: "CPUUtilization",
  ECSServiceAverageMemoryUtilization: "MemoryUtilization",
};

/** Metrics that a policy follows: its own, or those of the alarms that call it. */
function metricsOf(policy: Resource, graph: ResourceGraph): readonly string[] {
  const tracked = [
    ...select(policy.values, PREDEFINED).map(({ value }) => METRICS[String(value)]),
    ...select(policy.values, `${TRACKING}.customized_metric_specification.metric_name`).map(({ value }) => value),
  ];
  const alarms = graph.referrers(policy, "aws_cloudwatch_metric_alarm");
  const watched = alarms.flatMap(({ values }) => [
    values["metric_name"],
    ...select(values, "metric_query.metric.metric_name").map(({ value }) => value),
  ]);
  return [...tracked, ...watched].filter((one) => typeof one === "string");
}

const isTracking = ({ values }: Resource): boolean => listOf(values[TRACKING]).length > 0;

/** Scalable targets of a policy, and what they scale. */
function scaledBy(policy: Resource, graph: ResourceGraph): readonly Resource[] {
  const named = graph.targetsAt(policy, "resource_id");
  return [
    ...named,
    ...named.filter(({ type }) => type === TARGET).flatMap((one) => graph.targetsAt(one, "resource_id")),
  ];
}

/** Rejects a policy that tracks a metric on which another policy of the same target steps. */
export const hasOwnMetric: Check = (policy, { graph }) => {
  const scaled = scaledBy(policy, graph);
  const metrics = isTracking(policy) ? metricsOf(policy, graph) : [];
  return graph
    .inStack(policy.stack, TYPE)
    .filter((other) => !isTracking(other) && isSameTarget(policy, other, scaled, graph))
    .flatMap((other) => metricsOf(other, graph).map((metric) => ({ metric, address: other.address })))
    .filter(({ metric }) => metrics.includes(metric))
    .slice(0, 1)
    .map(({ metric, address }) => fail(TRACKING, `tracks ${metric}, as ${address} does in steps`));
};

function isSameTarget(policy: Resource, other: Resource, scaled: readonly Resource[], graph: ResourceGraph): boolean {
  return (
    policy.values["resource_id"] === other.values["resource_id"] ||
    scaledBy(other, graph).some((one) => scaled.includes(one))
  );
}

/** CodeDeploy moves the tasks between two target groups, of which a policy can name one. */
export const tracksNoMovedRequests: Check = (policy, { graph }) => {
  const tracksRequests = select(policy.values, PREDEFINED).some(({ value }) => value === "ALBRequestCountPerTarget");
  return tracksRequests && scaledBy(policy, graph).some(isBlueGreen)
    ? [fail(PREDEFINED, "must not be ALBRequestCountPerTarget for a service that CodeDeploy deploys")]
    : [];
};

import { all, fail, unknown } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isUnresolved, numberOf, recordsOf } from "../../../engine/values";
import { isLess, related } from "../conditions";
import { GUIDES, type OwnRefusal } from "../own-refusal";

const API = `${GUIDES}/autoscaling/application/APIReference`;
const STEPS = "step_scaling_policy_configuration";
const TRACKING = "target_tracking_scaling_policy_configuration";
const BLOCKS: Readonly<Record<string, string>> = { StepScaling: STEPS, TargetTrackingScaling: TRACKING };

const hasOrderedCapacity = (block?: string): Check =>
  related({
    block,
    at: "max_capacity",
    decidedBy: ["max_capacity", "min_capacity"],
    problemOf: ({ max_capacity: most, min_capacity: least }) =>
      isLess(most, least) ? `is ${String(most)}, below min_capacity ${String(least)}` : undefined,
  });

const hasBlockOfType: Check = ({ values }) => {
  const { policy_type: type = "StepScaling" } = values;
  const block = BLOCKS[String(type)];
  return block === undefined || !isEmpty(values[block]) ? [] : [fail(block, `must be set with ${String(type)}`)];
};

const adjoins: Check = ({ values }) =>
  recordsOf(values[STEPS]).flatMap((policy) => {
    const path = `${STEPS}.step_adjustment`;
    const steps = recordsOf(policy["step_adjustment"]);
    const bounds = steps.flatMap((step) => [step["metric_interval_lower_bound"], step["metric_interval_upper_bound"]]);
    return bounds.some(isUnresolved) ? [unknown(path)] : stepFindings(steps, path);
  });

function stepFindings(steps: readonly Values[], path: string): readonly Finding[] {
  const ranges = steps
    .map((step) => ({
      from: numberOf(step["metric_interval_lower_bound"]) ?? -Infinity,
      to: numberOf(step["metric_interval_upper_bound"]) ?? Infinity,
    }))
    .sort((a, b) => a.from - b.from);
  return ranges.slice(1).flatMap(({ from }, index) => {
    const { to } = ranges[index]!;
    if (from === to) return [];
    return [fail(path, from < to ? `has steps that overlap at ${from}` : `has no step from ${to} to ${from}`)];
  });
}

export const SCALING: readonly OwnRefusal[] = [
  {
    id: "gp-autoscaling-capacity-order",
    title: "The maximum capacity of scalable targets is not below the minimum",
    fix: "Raise max_capacity, or lower min_capacity.",
    documentation: `${API}/API_RegisterScalableTarget.html`,
    types: ["aws_appautoscaling_scheduled_action", "aws_appautoscaling_target"],
    check: all(hasOrderedCapacity(), hasOrderedCapacity("scalable_target_action")),
  },
  {
    id: "gp-autoscaling-policy-configuration",
    title: "Scaling policies have the configuration of their type",
    fix: `Add ${STEPS}, or ${TRACKING} if policy_type is TargetTrackingScaling.`,
    documentation: `${API}/API_PutScalingPolicy.html`,
    types: ["aws_appautoscaling_policy"],
    check: hasBlockOfType,
  },
  {
    id: "gp-autoscaling-resource-label",
    title: "Target tracking of requests names the target group",
    fix: "Set resource_label to <arn_suffix of the load balancer>/<arn_suffix of the target group>.",
    documentation: `${API}/API_PredefinedMetricSpecification.html`,
    types: ["aws_appautoscaling_policy"],
    check: related({
      block: `${TRACKING}.predefined_metric_specification`,
      at: "resource_label",
      decidedBy: ["predefined_metric_type"],
      problemOf: ({ resource_label: label, predefined_metric_type: metric }) =>
        metric === "ALBRequestCountPerTarget" && isEmpty(label)
          ? "must be set with ALBRequestCountPerTarget"
          : undefined,
    }),
  },
  {
    id: "gp-autoscaling-steps",
    title: "Steps of scaling policies neither overlap nor leave a gap",
    fix: "Begin each step where another ends: metric_interval_lower_bound is the upper bound of the step below it.",
    documentation: `${API}/API_StepAdjustment.html`,
    types: ["aws_appautoscaling_policy"],
    check: adjoins,
  },
];

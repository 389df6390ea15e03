import type { TestStack } from "groundplan/testing";

type Metrics = Readonly<Record<string, number>>;

/** Metric queries of an alarm: metrics by id, and the expression that returns data if there is one. */
interface Alarm {
  readonly comparison: string;
  readonly threshold: number;
  readonly periods: number;
  readonly expression: string;
}

/** Alarms, steps and limits of the API's scaling, as the configuration has them. */
export interface Scaling {
  readonly high: readonly Alarm[];
  readonly low: Alarm;
  readonly add: number;
  readonly remove: number;
  readonly cooldownMinutes: number;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** @throws Error unless every alarm acts on the policy of its direction, with periods of a minute. */
export function scalingOf(stack: TestStack): Scaling {
  const target = stack.resource("aws_appautoscaling_target", "api-scaling");
  const out = stepOf(stack, "scale-out");
  const inward = stepOf(stack, "scale-in");
  if (out.cooldown !== inward.cooldown) throw new Error("two cooldowns");
  return {
    high: ["cpu", "memory", "requests"].map((metric) => alarmOf(stack, `high-${metric}`, "scale-out")),
    low: alarmOf(stack, "low", "scale-in"),
    add: out.adjustment,
    remove: -inward.adjustment,
    cooldownMinutes: out.cooldown / 60,
    min: Number(target["min_capacity"]),
    max: Number(target["max_capacity"]),
    desired: Number(stack.resource("aws_ecs_service", "api_service")["desired_count"]),
  };
}

interface StepConfiguration {
  readonly cooldown: number;
  readonly step_adjustment: readonly [{ readonly scaling_adjustment: number }];
}

function stepOf(stack: TestStack, direction: string): { readonly cooldown: number; readonly adjustment: number } {
  const policy = stack.resource("aws_appautoscaling_policy", `api-scaling_${direction}`);
  const { cooldown, step_adjustment } = policy["step_scaling_policy_configuration"] as StepConfiguration;
  return { cooldown, adjustment: step_adjustment[0].scaling_adjustment };
}

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly return_data?: boolean;
  readonly metric?: { readonly period: number };
}

function alarmOf(stack: TestStack, name: string, policy: string): Alarm {
  const block = stack.resource("aws_cloudwatch_metric_alarm", `api-scaling_${name}_`);
  const actions = block["alarm_actions"] as string[];
  const queries = block["metric_query"] as Query[];
  if (!actions.every((action) => action.includes(`api-scaling_${policy}_`))) throw new Error(`${name} acts elsewhere`);
  if (queries.some(({ metric }) => metric && metric.period !== 60)) throw new Error(`${name} has other periods`);
  const { id, expression = id } = queries.find((query) => query.return_data === true)!;
  return {
    expression: id === "perTask" ? id : expression,
    comparison: String(block["comparison_operator"]),
    threshold: Number(block["threshold"]),
    periods: Number(block["evaluation_periods"]),
  };
}

/** Value of an expression: a metric, or a sum of `IF(<metric> >= <limit>, 1, 0)`. */
function valueOf(expression: string, metrics: Metrics): number {
  if (expression in metrics) return metrics[expression]!;
  const terms = expression.split(" + ").map((term) => /^IF\((\w+) >= ([\d.]+), 1, 0\)$/.exec(term));
  return terms.reduce((sum, term) => sum + (metrics[term![1]!]! >= Number(term![2]) ? 1 : 0), 0);
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/** Average metrics of the service at a number of tasks. */
export type Load = (tasks: number) => Metrics;

/**
 * Number of tasks at the end of each load, which lasts an hour. CloudWatch evaluates the alarms every minute; an alarm
 * in its state acts again. The cooldown of a step that adds tasks delays the next such step; the cooldown of either
 * delays one that removes tasks (Application Auto Scaling, "Cooldown period" of step scaling).
 */
export function simulate(scaling: Scaling, loads: readonly Load[]): number[] {
  const history = new Map<Alarm, number>();
  let tasks = scaling.desired;
  let [added, removed] = [-Infinity, -Infinity];
  const isFiring = (alarm: Alarm, metrics: Metrics): boolean => {
    const breaches = COMPARISONS[alarm.comparison]!(valueOf(alarm.expression, metrics), alarm.threshold);
    const minutes = breaches ? (history.get(alarm) ?? 0) + 1 : 0;
    history.set(alarm, minutes);
    return minutes >= alarm.periods;
  };
  return loads.map((load, position) => {
    for (let minute = position * 60; minute < (position + 1) * 60; minute += 1) {
      const metrics = load(tasks);
      const isHigh = scaling.high.map((alarm) => isFiring(alarm, metrics)).some(Boolean);
      const isLow = isFiring(scaling.low, metrics);
      if (isHigh && minute - added >= scaling.cooldownMinutes) {
        tasks = Math.min(tasks + scaling.add, scaling.max);
        added = minute;
      } else if (isLow && minute - Math.max(added, removed) >= scaling.cooldownMinutes) {
        tasks = Math.max(tasks - scaling.remove, scaling.min);
        removed = minute;
      }
    }
    return tasks;
  });
}

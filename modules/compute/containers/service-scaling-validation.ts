import type { Construct } from "constructs";
import {
  Validation,
  fields,
  integer,
  isKnown,
  matching,
  numberBetween,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import type {
  BacklogTarget,
  ScalingSteps,
  ServiceScalingProps,
  StepThresholds,
  TrackedMetrics,
  TrackedRequests,
} from "./service-scaling-props";

const MOST_TASKS = 5_000;
const MOST_REQUESTS = 1_000_000_000;

/** A metric that could have a tracking policy and steps. */
interface Followed {
  /** Property of the steps on the metric. */
  readonly property: "cpuPercent" | "memoryPercent" | "requestsPerTask";
  readonly tracked: number | TrackedRequests | undefined;
  readonly steps: StepThresholds | undefined;
}

/**
 * Checks the limits of `RegisterScalableTarget` and `PutScalingPolicy`, and that each metric has one policy: two would
 * add and remove tasks in turn.
 *
 * @throws InputError with every problem of the props.
 */
export function validateServiceScaling(scope: Construct, id: string, props: ServiceScalingProps): void {
  requireProps(scope, id, props, { name: "string", service: "object", minTasks: "number", maxTasks: "number" });
  const { minTasks, maxTasks, service, backlog } = props;
  const validation = new Validation(scope, id).props(props, {
    minTasks: integer(0, MOST_TASKS, "choose the fewest tasks"),
    maxTasks: integer(isKnown(minTasks) ? Math.max(1, minTasks) : 1, MOST_TASKS, "choose at least minTasks"),
    "service.desiredTasks": withinLimits(minTasks, maxTasks),
    track: trackedMetrics(service.controller),
    steps: scalingSteps(),
    backlog: fields<BacklogTarget>(() => ({
      messagesPerTask: numberBetween(1, MOST_REQUESTS, "divide the seconds of waiting by those of one message"),
    })),
    cooldownSeconds: integer(0, 3_600, "choose at most an hour"),
    name: matching(/^[\w-]{1,200}$/, "at most 200 letters, digits, _ and -", "shorten or reword name"),
  });
  const metrics = followedMetrics(props);
  metrics.forEach((metric) => checkOnePolicy(validation, metric));
  validation
    .check(
      backlog !== undefined || metrics.some(({ tracked, steps }) => tracked !== undefined || steps !== undefined),
      "track",
      undefined,
      "a metric to track, steps, or the backlog of a queue",
      "name the metric that the number of tasks follows",
    )
    .throwIfInvalid();
}

function followedMetrics({ track = {}, steps = {} }: ServiceScalingProps): readonly Followed[] {
  return [
    { property: "cpuPercent", tracked: track.cpuPercent, steps: steps.cpuPercent },
    { property: "memoryPercent", tracked: track.memoryPercent, steps: steps.memoryPercent },
    { property: "requestsPerTask", tracked: track.requests, steps: steps.requestsPerTask },
  ];
}

function checkOnePolicy(validation: Validation, { property, tracked, steps }: Followed): void {
  validation.check(
    tracked === undefined || steps === undefined,
    `steps.${property}`,
    steps?.high,
    "no metric of track: one policy per metric",
    "track the metric or step on it, not both",
  );
}

function withinLimits(minTasks: number, maxTasks: number): Rule<number> {
  return satisfying(
    (desired) => (!isKnown(minTasks) || desired >= minTasks) && (!isKnown(maxTasks) || desired <= maxTasks),
    `${minTasks} to ${maxTasks}, the limits of scaling`,
    "change desiredTasks of the service, or the limits",
  );
}

function trackedMetrics(controller: ServiceScalingProps["service"]["controller"]): Rule<TrackedMetrics> {
  return fields<TrackedMetrics>(() => ({
    cpuPercent: numberBetween(1, 100, "choose a share in percent"),
    memoryPercent: numberBetween(1, 100, "choose a share in percent"),
    requests: [
      fields<TrackedRequests>(() => ({
        perTarget: numberBetween(1, MOST_REQUESTS, "choose the requests of one minute"),
      })),
      satisfying<TrackedRequests>(
        () => controller === "rolling",
        "nothing for a service that CodeDeploy deploys",
        "use steps.requestsPerTask, which does not depend on the target group",
        ({ perTarget }) => perTarget,
      ),
    ],
  }));
}

function scalingSteps(): Rule<ScalingSteps> {
  return fields<ScalingSteps>(() => ({
    cpuPercent: thresholds(100),
    memoryPercent: thresholds(100),
    requestsPerTask: thresholds(MOST_REQUESTS),
    addTasks: integer(1, MOST_TASKS, "add at least one task"),
    removeTasks: integer(1, MOST_TASKS, "remove at least one task"),
    outMinutes: integer(1, 60, "wait one minute to one hour"),
    inMinutes: integer(1, 60, "wait one minute to one hour"),
  }));
}

function thresholds(most: number): Rule<StepThresholds> {
  return fields<StepThresholds>(({ high }) => ({
    high: numberBetween(0, most, "choose the value above which tasks are added"),
    low: satisfying(
      (low) => low >= 0 && (!isKnown(high) || low < high),
      `0 to less than high, ${high}`,
      "leave a gap, or tasks are added and removed in turn",
    ),
  }));
}

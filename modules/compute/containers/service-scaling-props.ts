import type { FargateService } from "./fargate-service";

/** Values that target tracking holds, each by a policy of its own. */
export interface TrackedMetrics {
  /** Average CPU of the tasks in percent: 1 to 100. @default not tracked */
  readonly cpuPercent?: number;
  /** Average memory of the tasks in percent: 1 to 100. @default not tracked */
  readonly memoryPercent?: number;
  /**
   * Requests in a minute for each target. Not with CodeDeploy: the metric belongs to one target group, and two
   * alternate. @default not tracked
   */
  readonly requests?: TrackedRequests;
}

/** Requests of one target group. */
export interface TrackedRequests {
  /** Requests in a minute for each target: at least 1. */
  readonly perTarget: number;
  /** Target group of the service, such as a `TargetGroup` of `compute/load-balancing`. */
  readonly targetGroup: { readonly loadBalancerArnSuffix: string; readonly targetGroupArnSuffix: string };
}

/** Limits of a metric: above `high` steps add tasks, and they remove tasks while every metric is below its `low`. */
export interface StepThresholds {
  /** Above this value tasks are added. */
  readonly high: number;
  /** Below this value tasks may be removed: less than `high`. */
  readonly low: number;
}

/** Requests of a load balancer in a minute for each running task. */
export interface RequestThresholds extends StepThresholds {
  /** Load balancer whose requests are counted, such as an `ApplicationLoadBalancer`. */
  readonly loadBalancer: { readonly loadBalancerArnSuffix: string };
}

/** Steps by alarms of CloudWatch on one or several metrics. */
export interface ScalingSteps {
  /** Average CPU of the tasks in percent. @default not considered */
  readonly cpuPercent?: StepThresholds;
  /** Average memory of the tasks in percent. @default not considered */
  readonly memoryPercent?: StepThresholds;
  /** Requests in a minute for each running task; also with CodeDeploy. @default not considered */
  readonly requestsPerTask?: RequestThresholds;
  /** Tasks that one step adds: at least 1. @default 2 */
  readonly addTasks?: number;
  /** Tasks that one step removes: at least 1. @default 1 */
  readonly removeTasks?: number;
  /** Minutes above `high` before a step adds tasks: 1 to 60. @default 2 */
  readonly outMinutes?: number;
  /** Minutes below `low` before a step removes tasks: 1 to 60. @default 5 */
  readonly inMinutes?: number;
}

/** Tracking of waiting messages for each running task of a worker. */
export interface BacklogTarget {
  /** Queue that the tasks consume, such as a `Queue` of `messaging`. */
  readonly queue: { readonly queueName: string };
  /**
   * Messages that may wait for each task: the seconds that a message may wait, divided by those that it takes. At
   * least 1.
   */
  readonly messagesPerTask: number;
}

export interface ServiceScalingProps {
  /** Prefix of the names of policies and alarms: at most 200 letters, digits, _ and -. */
  readonly name: string;
  /** Service whose number of tasks is scaled; its `desiredTasks` is the number at creation. */
  readonly service: FargateService;
  /** Fewest tasks: 0 to `maxTasks`. Without a task there is no CPU or memory to scale on. */
  readonly minTasks: number;
  /** Most tasks: `minTasks` to 5000. */
  readonly maxTasks: number;
  /** Target tracking. @default none */
  readonly track?: TrackedMetrics;
  /** Step scaling on metrics that are not tracked. @default none */
  readonly steps?: ScalingSteps;
  /** Target tracking of a queue. @default none */
  readonly backlog?: BacklogTarget;
  /** Seconds after a scaling activity before the next one of its policy: 0 to 3600. @default 300 */
  readonly cooldownSeconds?: number;
}

export const SERVICE_SCALING_DEFAULTS = { cooldownSeconds: 300 } as const satisfies Partial<ServiceScalingProps>;

export const SCALING_STEPS_DEFAULTS = {
  addTasks: 2,
  removeTasks: 1,
  outMinutes: 2,
  inMinutes: 5,
} as const satisfies Partial<ScalingSteps>;

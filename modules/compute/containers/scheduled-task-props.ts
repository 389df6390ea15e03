import type { Grantee, RegionalProvider } from "../../core";
import type { FargateTaskSettings } from "./fargate-task-props";

/** Standard queue for runs that could not be started, such as a `Queue` of `messaging`. */
export interface UnstartedQueue {
  /** ARN of a standard queue in the region of the schedule. */
  readonly queueArn: string;
  /** Region of the queue, for a `queueArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** True for a FIFO queue, which is refused. @default false */
  readonly isFifo?: boolean;
  /** Allows the role of the schedule to send messages. */
  grantSend(grantee: Grantee): void;
}

export interface ScheduledTaskProps extends FargateTaskSettings {
  /** `rate(5 minutes)`, or a cron expression in UTC with six fields: `cron(0 3 * * ? *)`. */
  readonly expression: string;
  /** Receives the requests of runs that ECS did not start; `"none"` drops them. */
  readonly deadLetterQueue: UnstartedQueue | "none";
  /** Retries if ECS does not start a run: 0 to 185. A run that fails is not repeated. @default 3 */
  readonly maximumRetryAttempts?: number;
  /** Seconds after which Scheduler drops a run that did not start: 60 to 86400. @default 3600 */
  readonly maximumEventAgeSeconds?: number;
  /** A `DISABLED` schedule exists and does not run. @default "ENABLED" */
  readonly state?: "ENABLED" | "DISABLED";
  /**
   * Hours within which a run must have succeeded: 1 to 168 (a CloudWatch alarm evaluates seven days). Choose more than
   * the interval and the duration of runs, such as 26 for a daily run. @default no such signal
   */
  readonly successWithinHours?: number;
  /** Region of the task and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const SCHEDULED_TASK_DEFAULTS = {
  maximumRetryAttempts: 3,
  maximumEventAgeSeconds: 3_600,
  state: "ENABLED",
} as const satisfies Partial<ScheduledTaskProps>;

export const schedulerRoleName = (name: string): string => `${name}-scheduler`;
export const failedRunsRule = (name: string): string => `${name}-failed-runs`;
export const successfulRunsRule = (name: string): string => `${name}-successful-runs`;

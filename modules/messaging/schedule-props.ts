import type { Grantee, KeyReference, RegionalProvider } from "../core";

/** Function that a schedule invokes, such as a `ContainerFunction`. */
export interface ScheduleTarget {
  /** ARN of the alias that Scheduler invokes, in the region of the schedule. */
  readonly aliasArn: string;
  /** Region of the function, for an `aliasArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** Allows the role of the schedule to invoke the alias. */
  grantInvoke(grantee: Grantee): void;
}

/** Standard queue for events that could not be delivered, such as a `Queue`. */
export interface UndeliveredQueue {
  /** ARN of a standard queue in the region of the schedule. */
  readonly queueArn: string;
  /** Region of the queue, for a `queueArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** True for a FIFO queue, which is refused. @default false */
  readonly isFifo?: boolean;
  /** Allows the role of the schedule to send messages. */
  grantSend(grantee: Grantee): void;
}

export interface ScheduleProps {
  /** Physical name of the schedule, its group and its role: at most 64 letters, digits, ., _ and -. */
  readonly name: string;
  /** `rate(5 minutes)`, or a cron expression in UTC with six fields: `cron(0 3 * * ? *)`. */
  readonly expression: string;
  /** Function that Scheduler invokes asynchronously. Retries of Lambda follow those of the schedule. */
  readonly target: ScheduleTarget;
  /** Event, as a value that becomes JSON. @default {} */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Retries after a failed delivery: 0 to 185. @default 3 */
  readonly maximumRetryAttempts?: number;
  /** Seconds after which Scheduler drops an undelivered event: 60 to 86400. @default 3600 */
  readonly maximumEventAgeSeconds?: number;
  /** Receives events that could not be delivered; `"none"` drops them. */
  readonly deadLetterQueue: UndeliveredQueue | "none";
  /** A `DISABLED` schedule exists and does not run. @default "ENABLED" */
  readonly state?: "ENABLED" | "DISABLED";
  /** Key of the schedule's region that encrypts `input`. @default an AWS owned key */
  readonly key?: KeyReference;
  /** Region of the schedule and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const SCHEDULE_DEFAULTS = {
  input: {},
  maximumRetryAttempts: 3,
  maximumEventAgeSeconds: 3_600,
  state: "ENABLED",
} as const satisfies Partial<ScheduleProps>;

/** Props after defaults. */
export type ScheduleSettings = ScheduleProps & Required<Pick<ScheduleProps, keyof typeof SCHEDULE_DEFAULTS>>;

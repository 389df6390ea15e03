import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { ServiceRole, Validation, checkName, type AwsRegion, type Grantee, type KeyReference } from "../core";
import { checkExpression } from "./schedule-expression";

/** The function that a schedule invokes. A `ContainerFunction` is one. */
export interface ScheduleTarget {
  readonly aliasArn: string;
  grantInvoke(grantee: Grantee): void;
}

/** Where events go that could not be delivered: a standard queue. A `Queue` is one. */
export interface UndeliveredQueue {
  readonly queueArn: string;
  grantSend(grantee: Grantee): void;
}

export interface ScheduleProps {
  /** Physical name of the schedule, its group and its role. At most 64 letters, digits, ., _ and -. */
  readonly name: string;
  readonly account: string;
  readonly region: AwsRegion;
  /** `rate(5 minutes)`, or a cron expression in UTC with six fields: `cron(0 3 * * ? *)`. */
  readonly expression: string;
  /** Invoked asynchronously, with `input` as its event: the function's own retries follow those of the schedule. */
  readonly target: ScheduleTarget;
  /** The event, as a value that becomes JSON. @default {} */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Attempts after a failed delivery: 0 to 185. @default 3 */
  readonly maximumRetryAttempts?: number;
  /** Seconds after which an event is no longer delivered: 60 to 86400. @default 3600 */
  readonly maximumEventAgeSeconds?: number;
  /** Takes events that could not be delivered. @default they are dropped */
  readonly deadLetterQueue?: UndeliveredQueue;
  /** Encrypts the schedule's input. @default a key of AWS's own */
  readonly key?: KeyReference;
}

export const SCHEDULE_DEFAULTS = { input: {}, maximumRetryAttempts: 3, maximumEventAgeSeconds: 3_600 } as const;

/**
 * An EventBridge Scheduler schedule that invokes one function, in a group and with a role of its own.
 *
 * Only this group's schedules can assume the role, which may invoke the target and nothing else. Times are UTC and exact: there is no
 * flexible window.
 */
export class Schedule extends Construct {
  readonly scheduleArn: string;
  readonly groupName: string;
  readonly roleArn: string;

  /** @throws InputError when the name, the expression or a limit is not what EventBridge Scheduler accepts. */
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    validate(scope, id, props);
    super(scope, id);
    const group = new SchedulerScheduleGroup(this, "group", { name: props.name });
    const role = this.createRole(props);
    const schedule = this.createSchedule(props, group, role);
    this.scheduleArn = schedule.arn;
    this.groupName = group.name;
    this.roleArn = role.roleArn;
  }

  private createRole({ name, account, region, target, deadLetterQueue, key }: ScheduleProps): ServiceRole {
    const groupArn = `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
    const role = new ServiceRole(this, "role", {
      name,
      description: `Invokes the target of the schedule ${name}`,
      service: "scheduler.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: [groupArn] },
      ],
    });
    target.grantInvoke(role);
    deadLetterQueue?.grantSend(role);
    key?.grantUse(role);
    return role;
  }

  private createSchedule(props: ScheduleProps, group: SchedulerScheduleGroup, role: ServiceRole): SchedulerSchedule {
    const { name, expression, target, deadLetterQueue, key, input = SCHEDULE_DEFAULTS.input } = props;
    return new SchedulerSchedule(this, "schedule", {
      name,
      groupName: group.name,
      scheduleExpression: expression,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: key?.keyArn,
      target: {
        arn: target.aliasArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        retryPolicy: {
          maximumRetryAttempts: props.maximumRetryAttempts ?? SCHEDULE_DEFAULTS.maximumRetryAttempts,
          maximumEventAgeInSeconds: props.maximumEventAgeSeconds ?? SCHEDULE_DEFAULTS.maximumEventAgeSeconds,
        },
        deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
      },
      // The first run may be due as soon as the schedule is there.
      dependsOn: role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
  }
}

/** Limits of `CreateSchedule` and its `RetryPolicy`. */
function validate(scope: Construct, id: string, props: ScheduleProps): void {
  const { name, account, expression, maximumRetryAttempts, maximumEventAgeSeconds } = props;
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .integer("maximumRetryAttempts", maximumRetryAttempts, 0, 185, "choose how often a delivery is tried again")
    .integer("maximumEventAgeSeconds", maximumEventAgeSeconds, 60, 86_400, "let an event grow a minute to a day old");
  checkName(validation, "schedule name", name);
  checkExpression(validation, "expression", expression);
  validation.throwIfInvalid();
}

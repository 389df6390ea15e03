import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { AwsStack, ServiceRole, useProviderOf, withDefaults } from "../core";
import { SCHEDULE_DEFAULTS, type ScheduleProps, type ScheduleSettings } from "./schedule-props";
import { validateSchedule } from "./schedule-validation";

/**
 * An EventBridge Scheduler schedule that invokes one function, with its own group and role.
 *
 * Only schedules of this group can assume the role, which may only invoke the target. Times are in UTC and exact,
 * without a flexible time window.
 */
export class Schedule extends Construct {
  readonly scheduleArn: string;
  readonly groupName: string;
  readonly roleArn: string;

  /** @throws InputError when the name, the expression or a limit is not what EventBridge Scheduler accepts. */
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    validateSchedule(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const group = new SchedulerScheduleGroup(this, "group", { name: props.name });
    const role = this.createRole(props);
    const schedule = this.createSchedule(withDefaults(props, SCHEDULE_DEFAULTS), group, role);
    this.scheduleArn = schedule.arn;
    this.groupName = group.name;
    this.roleArn = role.roleArn;
  }

  private createRole({ name, target, deadLetterQueue, key }: ScheduleProps): ServiceRole {
    const { account, region, partition } = AwsStack.of(this);
    const groupArn = `arn:${partition}:scheduler:${region}:${account}:schedule-group/${name}`;
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
    if (deadLetterQueue !== "none") deadLetterQueue.grantSend(role);
    key?.grantUse(role);
    return role;
  }

  private createSchedule(
    settings: ScheduleSettings,
    group: SchedulerScheduleGroup,
    role: ServiceRole,
  ): SchedulerSchedule {
    const { name, expression, target, deadLetterQueue, key } = settings;
    return new SchedulerSchedule(this, "schedule", {
      name,
      state: settings.state,
      groupName: group.name,
      scheduleExpression: expression,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: key?.keyArn,
      target: {
        arn: target.aliasArn,
        roleArn: role.roleArn,
        input: JSON.stringify(settings.input),
        retryPolicy: {
          maximumRetryAttempts: settings.maximumRetryAttempts,
          maximumEventAgeInSeconds: settings.maximumEventAgeSeconds,
        },
        deadLetterConfig: deadLetterQueue === "none" ? undefined : { arn: deadLetterQueue.queueArn },
      },
      // The first run may be due as soon as the schedule exists.
      dependsOn: role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
  }
}

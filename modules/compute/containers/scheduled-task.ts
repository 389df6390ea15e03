import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  resourcesIn,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Peer,
  type PolicyStatement,
  type Signal,
} from "../../core";
import type { ContainerSecret } from "./container-definition";
import { FargateTask } from "./fargate-task";
import { failedRuns, successfulRuns } from "./run-events";
import { runTaskStatements } from "./scheduled-task-grants";
import {
  SCHEDULED_TASK_DEFAULTS,
  failedRunsRule,
  schedulerRoleName,
  successfulRunsRule,
  type ScheduledTaskProps,
} from "./scheduled-task-props";
import { heartbeatSignal, scheduledTaskSignals } from "./scheduled-task-signals";
import { validateScheduledTask } from "./scheduled-task-validation";

/**
 * A task on Fargate that EventBridge Scheduler runs at set times, in UTC. Scheduler repeats a start that ECS refused;
 * a run that fails is not repeated. Both cases have a signal.
 *
 * Statements of grants go to the task role, the role of the application; `readSecret` lets ECS read a secret for it.
 */
export class ScheduledTask extends Construct implements Grantee, Peer {
  readonly peerName: string;
  readonly securityGroupId: string;
  readonly taskDefinitionArn: string;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly logGroupName: string;
  readonly scheduleArn: string;
  /** `<id>-not-started`, `<id>-failed-runs`, and `<id>-no-success` with `successWithinHours`. */
  readonly signals: readonly Signal[];
  private readonly task: FargateTask;
  private readonly declaredVariables: readonly string[];

  /** @throws InputError when a name, the container, the size or the schedule is not what AWS accepts. */
  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    validateScheduledTask(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, cluster, container } = props;
    this.peerName = id;
    this.declaredVariables = Object.keys(container.environment ?? {});
    this.task = new FargateTask(this, "task", props, false);
    this.securityGroupId = this.task.securityGroup.securityGroupId;
    this.taskDefinitionArn = this.task.taskDefinitionArn;
    this.taskRoleArn = this.task.taskRoleArn;
    this.executionRoleArn = this.task.executionRoleArn;
    this.logGroupName = this.task.logGroupName;
    const group = new SchedulerScheduleGroup(this, "group", { name });
    this.scheduleArn = this.createSchedule(props, group.name, this.createRole(props)).arn;
    this.countRuns("failed-runs", failedRunsRule(name), failedRuns(cluster.clusterArn, name));
    const signals = scheduledTaskSignals({ id, groupName: name, failedRunsRule: failedRunsRule(name) });
    this.signals = signalsIn(this, [...signals, ...this.heartbeat(id, props)]);
  }

  addStatement(statement: PolicyStatement): void {
    this.task.addStatement(statement);
  }

  /**
   * Passes a secret to the container in a variable. The container reads it at the start of each run.
   *
   * @param jsonKey - key of a secret that is a JSON object. @default the whole secret
   * @throws InputError when the variable has another value already, or a name is not valid.
   */
  readSecret(variable: string, secret: ContainerSecret, jsonKey = ""): void {
    this.task.readSecret(variable, secret, jsonKey, this.declaredVariables);
  }

  /** A disabled schedule has no heartbeat: its alarm would fire until it is enabled. */
  private heartbeat(id: string, { name, cluster, state, successWithinHours: hours }: ScheduledTaskProps): Signal[] {
    if (hours === undefined || state === "DISABLED") return [];
    this.countRuns("successful-runs", successfulRunsRule(name), successfulRuns(cluster.clusterArn, name));
    return [heartbeatSignal({ id, successfulRunsRule: successfulRunsRule(name), hours })];
  }

  /** Creates a rule without targets, whose matches EventBridge counts by a metric. */
  private countRuns(id: string, name: string, pattern: object): void {
    const eventPattern = JSON.stringify(pattern);
    new CloudwatchEventRule(this, id, { name, description: "Counts runs by a metric", eventPattern });
  }

  private createRole({ name, cluster, deadLetterQueue }: ScheduledTaskProps): ServiceRole {
    const { account, region, partition } = AwsStack.of(this);
    const groupArn = `arn:${partition}:scheduler:${region}:${account}:schedule-group/${name}`;
    const role = new ServiceRole(this, "role", {
      name: schedulerRoleName(name),
      description: `Starts the runs of ${name}`,
      service: "scheduler.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: [groupArn] },
      ],
    });
    runTaskStatements(this.task, cluster, AwsStack.of(this)).forEach((statement) => role.addStatement(statement));
    if (deadLetterQueue !== "none") deadLetterQueue.grantSend(role);
    return role;
  }

  private createSchedule(props: ScheduledTaskProps, groupName: string, role: ServiceRole): SchedulerSchedule {
    const { name, cluster, placement, deadLetterQueue, ...settings } = withDefaults(props, SCHEDULED_TASK_DEFAULTS);
    const schedule = new SchedulerSchedule(this, "schedule", {
      name,
      state: settings.state,
      groupName,
      scheduleExpression: settings.expression,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: cluster.clusterArn,
        roleArn: role.roleArn,
        ecsParameters: {
          taskDefinitionArn: this.taskDefinitionArn,
          taskCount: 1,
          launchType: "FARGATE",
          platformVersion: "LATEST",
          propagateTags: "TASK_DEFINITION",
          enableEcsManagedTags: true,
          networkConfiguration: {
            subnets: [...placement.subnetIds],
            securityGroups: [this.securityGroupId],
            assignPublicIp: false,
          },
        },
        retryPolicy: {
          maximumRetryAttempts: settings.maximumRetryAttempts,
          maximumEventAgeInSeconds: settings.maximumEventAgeSeconds,
        },
        deadLetterConfig: deadLetterQueue === "none" ? undefined : { arn: deadLetterQueue.queueArn },
      },
    });
    // The first run may be due as soon as the schedule exists.
    schedule.dependsOn = resourcesIn([this.task, role, cluster]);
    return schedule;
  }
}

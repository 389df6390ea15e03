import {
  EcsCluster,
  SCHEDULED_TASK_DEFAULTS,
  ScheduledTask,
  type ScheduledTaskProps,
} from "../../../../modules/compute/containers";
import type { AwsStack, Grantee } from "../../../../modules/core";
import { Alarms } from "../../../../modules/observability";
import { GeneratedSecret } from "../../../../modules/security";
import { matchingRules, synthesizeStack } from "../../../../testing";
import { container, logKey } from "./services";

const queueArn = "arn:aws:sqs:us-east-1:111122223333:shop-unstarted";
const deadLetterQueue = {
  queueArn,
  grantSend: (role: Grantee) =>
    role.addStatement({ sid: "SendUnstarted", actions: ["sqs:SendMessage"], resources: [queueArn] }),
};

const createTask = (stack: AwsStack, differences: Partial<ScheduledTaskProps> = {}) =>
  new ScheduledTask(stack, "report", {
    name: "shop-report",
    cluster: EcsCluster.fromName(stack, "containers", "shop"),
    container,
    size: { cpu: 256, memoryMib: 512 },
    placement: {
      vpcId: "vpc-0a1b",
      subnetIds: ["subnet-0a", "subnet-0b"],
      availabilityZones: ["us-east-1a", "us-east-1b"],
    },
    logKey,
    expression: "cron(0 3 * * ? *)",
    deadLetterQueue,
    ...differences,
  });
const synthesizeTask = (differences: Partial<ScheduledTaskProps> = {}) =>
  synthesizeStack((stack) => createTask(stack, differences));
const clusterArn = "arn:aws:ecs:us-east-1:111122223333:cluster/shop";
const taskArn = expect.stringMatching(
  /^\$\{aws_ecs_task_definition\.report_task_task-definition_\w+\.arn\}$/,
) as string;

describe("ScheduledTask", () => {
  test("runs one task in private subnets at exact times in UTC", () => {
    expect(synthesizeTask().resource("aws_scheduler_schedule")).toMatchObject({
      name: "shop-report",
      state: "ENABLED",
      group_name: expect.stringContaining("aws_scheduler_schedule_group.report_group_"),
      schedule_expression: "cron(0 3 * * ? *)",
      schedule_expression_timezone: "UTC",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: clusterArn,
        ecs_parameters: {
          task_definition_arn: taskArn,
          task_count: 1,
          launch_type: "FARGATE",
          propagate_tags: "TASK_DEFINITION",
          enable_ecs_managed_tags: true,
          network_configuration: { subnets: ["subnet-0a", "subnet-0b"], assign_public_ip: false },
        },
        retry_policy: { maximum_retry_attempts: 3, maximum_event_age_in_seconds: 3_600 },
        dead_letter_config: { arn: queueArn },
      },
    });
    expect(SCHEDULED_TASK_DEFAULTS).toEqual({
      maximumRetryAttempts: 3,
      maximumEventAgeSeconds: 3_600,
      state: "ENABLED",
    });
  });

  test("exists before its schedule, with its role and its policies", () => {
    const { depends_on: precedents } = synthesizeTask().resource("aws_scheduler_schedule") as { depends_on: string[] };
    for (const precedent of ["report_task_task-role_", "report_role_policy_", "report_task_task-definition"]) {
      expect(precedents.join()).toContain(precedent);
    }
  });

  test("is started by a role of its schedule group, which may run this revision in this cluster only", () => {
    const stack = synthesizeTask();
    expect(stack.statements("report_role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        {
          test: "ArnEquals",
          variable: "aws:SourceArn",
          values: ["arn:aws:scheduler:us-east-1:111122223333:schedule-group/shop-report"],
        },
      ],
    });
    expect(stack.statements("report_role_permissions")).toEqual([
      expect.objectContaining({
        actions: ["ecs:RunTask"],
        resources: [taskArn],
        condition: [{ test: "ArnEquals", variable: "ecs:cluster", values: [clusterArn] }],
      }),
      expect.objectContaining({
        actions: ["ecs:TagResource"],
        resources: ["arn:aws:ecs:us-east-1:111122223333:task/shop/*"],
        condition: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RunTask"] }],
      }),
      expect.objectContaining({
        actions: ["iam:PassRole"],
        resources: [
          expect.stringContaining("report_task_execution-role_"),
          expect.stringContaining("report_task_task-role_"),
        ],
        condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
      }),
      expect.objectContaining({ sid: "SendUnstarted" }),
    ]);
  });

  test("drops runs that do not start if it has no dead-letter queue", () => {
    const stack = synthesizeTask({ deadLetterQueue: "none", state: "DISABLED", maximumRetryAttempts: 0 });
    const schedule = stack.resource("aws_scheduler_schedule") as { target: object };
    expect(schedule).toMatchObject({ state: "DISABLED", target: { retry_policy: { maximum_retry_attempts: 0 } } });
    expect(schedule.target).not.toHaveProperty("dead_letter_config");
    expect(stack.statements("report_role_permissions")).toHaveLength(3);
  });

  test.each<[string, object, string[]]>([
    ["ended with 0", {}, ["shop-report-successful-runs"]],
    ["ended with 1", { exitCode: 1 }, ["shop-report-failed-runs"]],
    ["ran out of memory", { exitCode: 137 }, ["shop-report-failed-runs"]],
    ["did not start", { exitCode: undefined, stopCode: "TaskFailedToStart" }, ["shop-report-failed-runs"]],
    ["was stopped by a user", { exitCode: 0, stopCode: "UserInitiated" }, ["shop-report-failed-runs"]],
    ["still runs", { lastStatus: "RUNNING", exitCode: undefined, stopCode: undefined }, []],
    ["belongs to another task", { group: "family:shop-report-2", exitCode: 1 }, []],
    ["belongs to a service", { group: "service:shop-report", exitCode: 1 }, []],
    ["is of another cluster", { clusterArn: `${clusterArn}-2`, exitCode: 1 }, []],
  ])("counts a run that %s", (_, differences, rules) => {
    const { exitCode, ...fields } = { exitCode: 0, ...differences };
    const detail = {
      clusterArn,
      group: "family:shop-report",
      lastStatus: "STOPPED",
      stopCode: "EssentialContainerExited",
      containers: [{ name: "app", ...(exitCode !== undefined && { exitCode }) }],
      ...fields,
    };
    const event = { source: "aws.ecs", "detail-type": "ECS Task State Change", detail };
    expect(matchingRules(synthesizeTask({ successWithinHours: 26 }), event)).toEqual(rules);
  });

  test("has a heartbeat that hours without a successful run stop, and none by default or while it is disabled", () => {
    const heartbeat = (differences: Partial<ScheduledTaskProps>) => {
      let found: unknown;
      const stack = synthesizeStack((scope) => {
        found = createTask(scope, differences).signals.find(({ id }) => id === "report-no-success");
      });
      return { found, rules: Object.keys(stack.resources("aws_cloudwatch_event_rule")).length };
    };
    expect(heartbeat({ successWithinHours: 26 })).toEqual({
      found: expect.objectContaining({
        metricName: "MatchedEvents",
        dimensions: { RuleName: "shop-report-successful-runs" },
        comparison: "below",
        threshold: 1,
        periodSeconds: 3_600,
        evaluationPeriods: 26,
        missingData: "breaching",
      }),
      rules: 2,
    });
    expect(heartbeat({})).toEqual({ found: undefined, rules: 1 });
    expect(heartbeat({ successWithinHours: 26, state: "DISABLED" })).toEqual({ found: undefined, rules: 1 });
  });

  test("has a heartbeat that an alarm accepts, up to a week", () => {
    const alarm = synthesizeStack((scope) => {
      const { signals } = createTask(scope, { successWithinHours: 168 });
      new Alarms(scope, "alarms", { name: "shop", topicArn: "arn:aws:sns:us-east-1:111122223333:alarms", signals });
    }).resource("aws_cloudwatch_metric_alarm", "no-success");
    expect(alarm).toMatchObject({ evaluation_periods: 168, period: 3_600, treat_missing_data: "breaching" });
  });

  test("has signals for runs that did not start and runs that failed", () => {
    const stack = synthesizeStack((scope) => {
      const { signals } = createTask(scope);
      new Alarms(scope, "alarms", { name: "shop", topicArn: "arn:aws:sns:us-east-1:111122223333:alarms", signals });
    });
    const metrics = Object.values(stack.resources("aws_cloudwatch_metric_alarm")).map((alarm) => {
      const { namespace, metric_name, dimensions } = alarm as Record<string, unknown>;
      return { namespace, metric_name, dimensions };
    });
    expect(metrics).toEqual([
      { namespace: "AWS/Events", metric_name: "MatchedEvents", dimensions: { RuleName: "shop-report-failed-runs" } },
      {
        namespace: "AWS/Scheduler",
        metric_name: "InvocationDroppedCount",
        dimensions: { ScheduleGroup: "shop-report" },
      },
    ]);
  });

  test("reads secrets and receives grants like a service", () => {
    const stack = synthesizeStack((scope) => {
      const secret = new GeneratedSecret(scope, "token", { name: "token", description: "Token", key: logKey });
      const task = createTask(scope, { container: { ...container, environment: { LEVEL: "info" } } });
      task.readSecret("REPORT_TOKEN", secret);
      task.readSecret("REPORT_USER", secret, "username");
      task.addStatement({ sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] });
      expect(() => task.readSecret("LEVEL", secret)).toThrow(/readSecret: got "LEVEL"; allowed: a variable without/);
    });
    const { container_definitions: json } = stack.resource("aws_ecs_task_definition") as Record<string, string>;
    expect(json).toContain("REPORT_TOKEN");
    expect(stack.statements("report_task_task-role_permissions")).toEqual([expect.objectContaining({ sid: "Read" })]);
  });

  test.each<[string, Partial<ScheduledTaskProps>, RegExp]>([
    ["five fields", { expression: "0 3 * * *" }, /expression: got "0 3 \* \* \*"/],
    ["a port", { container: { ...container, port: 80 } }, /container: got 80; allowed: no port/],
    ["a FIFO queue", { deadLetterQueue: { ...deadLetterQueue, queueArn: `${queueArn}.fifo` } }, /queueArn: got/],
    ["186 retries", { maximumRetryAttempts: 186 }, /maximumRetryAttempts: got 186/],
    ["an age of a second", { maximumEventAgeSeconds: 1 }, /maximumEventAgeSeconds: got 1/],
    ["a heartbeat of eight days", { successWithinHours: 192 }, /successWithinHours: got 192; .* 1 to 168/],
    ["another state", { state: "PAUSED" as "ENABLED" }, /state: got "PAUSED"/],
    ["a name that is too long for its role", { name: "a".repeat(55) }, /name: got .*role name/],
  ])("refuses %s", (_, differences, message) => {
    expect(() => synthesizeTask(differences)).toThrow(message);
  });
});

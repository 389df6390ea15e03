import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const SCHEDULE = { type: "aws_scheduler_schedule", name: "batch_schedule" } as const;
const TASK = { type: "aws_ecs_task_definition" } as const;
const ALARM = "aws_cloudwatch_metric_alarm";
const RULE = { type: "aws_cloudwatch_event_rule", name: "batch_failed-runs" } as const;

/** Actions on the data lake and on the secret of the database that the task's role allows. */
function actions(stack: TestStack, resource: RegExp): string[] {
  return stack
    .statements("batch_task_task-role_permissions")
    .filter(({ resources }) => (resources as string[]).some((one) => resource.test(one)))
    .flatMap((statement) => statement["actions"] as string[])
    .sort();
}

requirement(
  "SU-C4 starts a Fargate task in private subnets every night, by EventBridge Scheduler",
  (stack) => {
    expect(stack.resource(SCHEDULE.type, SCHEDULE.name)).toMatchObject({
      schedule_expression: "cron(0 2 * * ? *)",
      state: "ENABLED",
      target: {
        arn: expect.stringContaining("aws_ecs_cluster"),
        dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue.unstarted-runs") },
        ecs_parameters: {
          launch_type: "FARGATE",
          task_definition_arn: expect.stringContaining("aws_ecs_task_definition"),
          network_configuration: {
            assign_public_ip: false,
            subnets: ["a", "b"].map((letter) => expect.stringContaining(`network_private-${letter}`) as string),
          },
        },
      },
    });
    const definition = stack.resource(TASK.type);
    expect(definition).toMatchObject({ family: "scaleup-batch", cpu: "1024", memory: "4096" });
    const [container] = JSON.parse(String(definition["container_definitions"])) as Record<string, unknown>[];
    expect(container).toMatchObject({
      image: expect.stringMatching(/\/scaleup-batch@sha256:[0-9a-f]{64}$/),
      command: ["aggregate"],
      readonlyRootFilesystem: true,
      environment: expect.arrayContaining([
        { name: "DATA_LAKE_BUCKET", value: expect.stringContaining("aws_s3_bucket.lake_bucket") },
        { name: "DATABASE_ENDPOINT", value: expect.stringContaining("aws_db_instance.database") },
      ]),
    });
  },
  [
    { ...SCHEDULE, path: "schedule_expression", value: "rate(5 minutes)" },
    { ...SCHEDULE, path: "state", value: "DISABLED" },
    { ...SCHEDULE, path: "target.dead_letter_config" },
    { ...SCHEDULE, path: "target.ecs_parameters.launch_type", value: "EC2" },
    { ...SCHEDULE, path: "target.ecs_parameters.network_configuration.assign_public_ip", value: true },
    { ...TASK, path: "family", value: "other" },
    { ...TASK, path: "memory", value: "512" },
    { ...TASK, path: "container_definitions.0.image", value: "scaleup-batch:latest" },
    { ...TASK, path: "container_definitions.0.command", value: ["migrate"] },
    { ...TASK, path: "container_definitions.0.environment", value: [] },
  ],
);

/** Folders of the data lake in which the task's role may do something. */
function folders(stack: TestStack, action: string): string[] {
  return stack
    .statements("batch_task_task-role_permissions")
    .filter(({ actions }) => (actions as string[]).includes(action))
    .flatMap(({ resources }) => resources as string[])
    .map((resource) => resource.replace(/^\$\{aws_s3_bucket\.lake_bucket_\w+\.arn\}/, "lake"))
    .sort();
}

requirement(
  "SU-C4 lets the task read events, write aggregates of the data lake and read the credentials of the database",
  (stack) => {
    expect(folders(stack, "s3:ListBucket")).toEqual(["lake", "lake"]);
    expect(folders(stack, "s3:GetObject")).toEqual(["lake/aggregates/*", "lake/events/*"]);
    expect(folders(stack, "s3:PutObject")).toEqual(["lake/aggregates/*"]);
    expect(actions(stack, /aws_secretsmanager_secret\.database-secret/)).toEqual([
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
    ]);
    expect(actions(stack, /media|dynamodb/)).toEqual([]);
  },
  [
    { type: "aws_iam_policy_document", name: "batch_task_task-role_permissions", path: "statement", value: [] },
    {
      type: "aws_iam_policy_document",
      name: "batch_task_task-role_permissions",
      path: "statement.0.actions",
      value: ["secretsmanager:*"],
    },
    {
      type: "aws_iam_policy_document",
      name: "batch_task_task-role_permissions",
      path: "statement.4.resources",
      value: ["${aws_s3_bucket.media_bucket_1.arn}"],
    },
    {
      type: "aws_iam_policy_document",
      name: "batch_task_task-role_permissions",
      path: "statement.4.actions",
      value: ["s3:GetObject", "s3:PutObject"],
    },
  ],
);

requirement(
  "SU-C4 raises an alarm for a run that fails, for one that does not start, and after 26 hours without a success",
  (stack) => {
    const stopped = { group: ["family:scaleup-batch"], lastStatus: ["STOPPED"] };
    expect(JSON.parse(String(stack.resource(RULE.type, RULE.name)["event_pattern"]))).toMatchObject({
      "detail-type": ["ECS Task State Change"],
      detail: {
        $or: [
          { ...stopped, containers: { exitCode: [{ "anything-but": [0] }] } },
          { ...stopped, stopCode: [{ "anything-but": ["EssentialContainerExited"] }] },
        ],
      },
    });
    expect(stack.resource(ALARM, "alarms_batch-no-success")).toMatchObject({
      dimensions: { RuleName: "scaleup-batch-successful-runs" },
      evaluation_periods: 26,
      treat_missing_data: "breaching",
    });
    for (const name of ["batch-failed-runs", "batch-not-started", "batch-no-success"]) {
      const alarm = stack.resource(ALARM, `alarms_${name}`);
      expect(alarm["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.alarm-topic")]);
    }
  },
  [
    { ...RULE },
    { ...RULE, path: "event_pattern.detail.$or.0.group", value: ["family:other"] },
    { ...RULE, path: "event_pattern.detail.$or", value: [] },
    { type: ALARM, name: "alarms_batch-failed-runs" },
    { type: ALARM, name: "alarms_batch-not-started", path: "alarm_actions", value: [] },
    { type: ALARM, name: "alarms_batch-no-success", path: "treat_missing_data", value: "notBreaching" },
    { type: ALARM, name: "alarms_batch-no-success", path: "alarm_actions", value: [] },
  ],
);

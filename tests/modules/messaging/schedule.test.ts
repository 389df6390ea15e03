import { TerraformOutput, TerraformVariable } from "cdktf";
import { InputError, type AwsStack, type Grantee, type KeyReference } from "../../../modules/core";
import { Queue, SCHEDULE_DEFAULTS, Schedule, type ScheduleProps } from "../../../modules/messaging";
import { synthesizeStack } from "../../../testing";

const aliasArn = "arn:aws:lambda:us-east-1:111122223333:function:shop-dev-outbox:live";
const queueArn = "arn:aws:sqs:us-east-1:111122223333:shop-dev-undelivered";
const props: ScheduleProps = {
  name: "shop-dev-outbox",
  expression: "rate(1 minute)",
  deadLetterQueue: "none",
  target: {
    aliasArn,
    grantInvoke: (role: Grantee) =>
      role.addStatement({ sid: "InvokeOutbox", actions: ["lambda:InvokeFunction"], resources: [aliasArn] }),
  },
};
const deadLetterQueue = {
  queueArn,
  grantSend: (role: Grantee) =>
    role.addStatement({ sid: "SendUndelivered", actions: ["sqs:SendMessage"], resources: [queueArn] }),
};
const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/data",
  region: "us-east-1",
  grantUse: (role) =>
    role.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:us-east-1:1:key/data"] }),
};

const createSchedule = (stack: AwsStack<"us-east-1">, differences: Partial<ScheduleProps> = {}) =>
  new Schedule(stack, "outbox-schedule", { ...props, ...differences });

const synthesizeSchedule = (differences: Partial<ScheduleProps> = {}) =>
  synthesizeStack((stack) => createSchedule(stack, differences));

describe("Schedule", () => {
  test("the schedule invokes the alias at exact times in UTC", () => {
    expect(synthesizeSchedule().resource("aws_scheduler_schedule")).toMatchObject({
      name: "shop-dev-outbox",
      group_name: expect.stringMatching(/^\$\{aws_scheduler_schedule_group\.outbox-schedule_group_\w+\.name\}$/),
      schedule_expression: "rate(1 minute)",
      schedule_expression_timezone: "UTC",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: aliasArn,
        input: "{}",
        retry_policy: { maximum_retry_attempts: 3, maximum_event_age_in_seconds: 3_600 },
      },
    });
  });

  test("only schedules of the group assume the role, which may invoke the alias only", () => {
    const stack = synthesizeSchedule();
    expect(stack.statements("role_trust")).toEqual([
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          {
            test: "ArnEquals",
            variable: "aws:SourceArn",
            values: ["arn:aws:scheduler:us-east-1:111122223333:schedule-group/shop-dev-outbox"],
          },
        ],
      }),
    ]);
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual(["InvokeOutbox"]);
  });

  test("the schedule depends on the role's permissions", () => {
    expect(synthesizeSchedule().resource("aws_scheduler_schedule")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_iam_role\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(SCHEDULE_DEFAULTS).toEqual({
      input: {},
      maximumRetryAttempts: 3,
      maximumEventAgeSeconds: 3_600,
      state: "ENABLED",
    });
    const settings = Object.fromEntries(Object.keys(SCHEDULE_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeSchedule(settings).config).toEqual(synthesizeSchedule().config);
  });

  test("a disabled schedule exists and does not run", () => {
    expect(synthesizeSchedule().resource("aws_scheduler_schedule")["state"]).toBe("ENABLED");
    const disabled = synthesizeSchedule({ state: "DISABLED" });
    expect(disabled.resource("aws_scheduler_schedule")["state"]).toBe("DISABLED");
  });

  test("input and retry policy are settings", () => {
    const stack = synthesizeSchedule({ input: { task: "clean" }, maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 });
    expect(stack.resource("aws_scheduler_schedule")).toMatchObject({
      target: {
        input: '{"task":"clean"}',
        retry_policy: { maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 },
      },
    });
  });

  test("the role may use the dead-letter queue and the key", () => {
    const stack = synthesizeSchedule({ deadLetterQueue, key });
    expect(stack.resource("aws_scheduler_schedule")).toMatchObject({
      kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/data",
      target: { dead_letter_config: { arn: queueArn } },
    });
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      "InvokeOutbox",
      "SendUndelivered",
      "UseKey",
    ]);
  });

  test("there is no dead-letter queue and no customer key by default", () => {
    const schedule = synthesizeSchedule().resource("aws_scheduler_schedule");
    expect(schedule).not.toHaveProperty("kms_key_arn");
    expect(schedule["target"]).not.toHaveProperty("dead_letter_config");
  });

  test.each(["rate(1 hour)", "rate(1 day)", "rate(2 minutes)", "rate(10 hours)", "cron(0/5 3 ? * MON-FRI 2030-2035)"])(
    "%s is accepted",
    (expression) => {
      expect(synthesizeSchedule({ expression }).resource("aws_scheduler_schedule")).toMatchObject({
        schedule_expression: expression,
      });
    },
  );

  test.each([
    ["rate(1 hours)", "a rate of 1 minute, hour or day, or of several"],
    ["rate(5 minute)", "a rate of 1 minute"],
    ["rate(0 minutes)", "a rate of 1 minute"],
    ["rate(1 week)", "a rate of 1 minute"],
    ["at(2030-01-01T00:00:00)", String.raw`cron\(\.\.\.\)`],
    ["cron(0 3 * * *)", "six fields"],
    ["cron(0 25 * * ? *)", "hours from 0 to 23"],
  ])("%s is refused", (expression, allowed) => {
    expect(() => synthesizeSchedule({ expression })).toThrow(
      new RegExp(`outbox-schedule: expression: got ".*"; allowed: ${allowed}`),
    );
  });

  test("an expression that is unknown until plan is not checked", () => {
    expect(() =>
      synthesizeStack((scope) => {
        const expression = new TerraformVariable(scope, "expression", { type: "string" }).stringValue;
        createSchedule(scope, { expression });
      }),
    ).not.toThrow();
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeSchedule({
        name: "my outbox",
        key: { ...key, region: "us-west-2" },
        maximumRetryAttempts: 186,
        maximumEventAgeSeconds: 59,
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^4 invalid settings/);
    expect(invalid).toThrow(/name: got "my outbox"; allowed: a schedule name of at most 64/);
    expect(invalid).toThrow(/key\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/maximumRetryAttempts: got 186; allowed: a whole number from 0 to 185/);
    expect(invalid).toThrow(/maximumEventAgeSeconds: got 59; allowed: a whole number from 60 to 86400/);
  });

  test("the fields identify the schedule, its group and its role", () => {
    const { config } = synthesizeStack((scope) => {
      const { scheduleArn, groupName, roleArn } = createSchedule(scope);
      new TerraformOutput(scope, "told", { value: [scheduleArn, groupName, roleArn] });
    });
    expect(config.output?.["told"]?.["value"]).toEqual([
      expect.stringContaining("aws_scheduler_schedule."),
      expect.stringContaining("aws_scheduler_schedule_group."),
      expect.stringContaining("aws_iam_role."),
    ]);
  });

  test("the addresses are these", () => {
    expect(synthesizeSchedule().addresses).toMatchInlineSnapshot(`
     [
       "aws_iam_role.outbox-schedule_role_204CE381",
       "aws_iam_role_policy.outbox-schedule_role_policy_BB22EC85",
       "aws_scheduler_schedule.outbox-schedule_7717534D",
       "aws_scheduler_schedule_group.outbox-schedule_group_741FBABA",
       "data.aws_iam_policy_document.outbox-schedule_role_permissions_document_EA8A4B51",
       "data.aws_iam_policy_document.outbox-schedule_role_trust_document_3910207C",
     ]
    `);
  });

  test("a FIFO queue is refused as dead-letter queue, by its ARN or by itself", () => {
    expect(() => synthesizeSchedule({ deadLetterQueue: { ...deadLetterQueue, queueArn: `${queueArn}.fifo` } })).toThrow(
      /deadLetterQueue\.queueArn: got ".*\.fifo"; allowed: the ARN of a standard queue/,
    );
    const fifo = (stack: AwsStack<"us-east-1">) =>
      createSchedule(stack, {
        deadLetterQueue: new Queue(stack, "queue", { name: "a", key, ordering: { deduplication: "id" } }),
      });
    expect(() => synthesizeStack(fifo)).toThrow(
      "deadLetterQueue.isFifo: got true; allowed: a standard queue; pass a queue that is not FIFO",
    );
  });
});

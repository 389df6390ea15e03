import type { TestStack } from "groundplan/testing";
import { requirement, standbyRequirement } from "./requirement";

const MACHINE = "aws_sfn_state_machine";
const POLICY = "aws_iam_policy_document";
const WORKFLOWS = ["cancel", "change-plan", "create", "payment-failed", "renew"];

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly HeartbeatSeconds?: number;
  readonly Retry?: readonly object[];
}

interface Definition {
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

const definitionOf = (stack: TestStack, name: string) =>
  JSON.parse(String(stack.resource(MACHINE, `${name}-workflow_state-machine`)["definition"])) as Definition;

const tasksOf = ({ States }: Definition) => Object.values(States).filter(({ Type }) => Type === "Task");

requirement(
  "SA-C3 has a standard workflow for each change of a subscription, traced and logged without its data",
  (stack) => {
    expect(Object.keys(stack.resources(MACHINE))).toHaveLength(5);
    for (const name of WORKFLOWS) {
      expect(stack.resource(MACHINE, `${name}-workflow_state-machine`)).toMatchObject({
        name: `saas-${name}`,
        type: "STANDARD",
        tracing_configuration: { enabled: true },
        logging_configuration: { level: "ALL", include_execution_data: false },
      });
    }
  },
  WORKFLOWS.flatMap((name) => [
    { type: MACHINE, name: `${name}-workflow_state-machine` },
    { type: MACHINE, name: `${name}-workflow_state-machine`, path: "type", value: "EXPRESS" },
    { type: MACHINE, name: `${name}-workflow_state-machine`, path: "tracing_configuration.enabled", value: false },
    { type: MACHINE, name: `${name}-workflow_state-machine`, path: "logging_configuration.level", value: "OFF" },
  ]),
);

requirement(
  "SA-C3 retries every task within a timeout, and ends every workflow",
  (stack) => {
    for (const name of WORKFLOWS) {
      const definition = definitionOf(stack, name);
      expect(definition.TimeoutSeconds).toBeGreaterThan(0);
      const tasks = tasksOf(definition);
      expect(tasks.length).toBeGreaterThan(0);
      expect(tasks.filter(({ TimeoutSeconds, Retry = [] }) => !TimeoutSeconds || Retry.length === 0)).toEqual([]);
    }
  },
  [
    ...WORKFLOWS.map((name) => ({
      type: MACHINE,
      name: `${name}-workflow_state-machine`,
      path: "definition.TimeoutSeconds",
    })),
    { type: MACHINE, name: "renew-workflow_state-machine", path: "definition.States.Charge.Retry" },
    { type: MACHINE, name: "renew-workflow_state-machine", path: "definition.States.Charge.TimeoutSeconds" },
    { type: MACHINE, name: "cancel-workflow_state-machine", path: "definition.States.Refund.Retry", value: [] },
  ],
);

const WAITING = ["change-plan", "create", "payment-failed", "renew"];

requirement(
  "SA-C3 waits for PayPal with a token and a heartbeat",
  (stack) => {
    const waits = (name: string) =>
      tasksOf(definitionOf(stack, name)).filter(({ Resource }) => Resource!.endsWith(".waitForTaskToken"));
    expect(WORKFLOWS.filter((name) => waits(name).length > 0)).toEqual(WAITING);
    expect(WAITING.flatMap(waits).filter(({ HeartbeatSeconds }) => !HeartbeatSeconds)).toEqual([]);
    const resume = stack
      .statements("settlement-function_role_permissions")
      .find(({ sid }) => sid === "ResumeWorkflows");
    expect(resume).toMatchObject({
      actions: ["states:SendTaskHeartbeat", "states:SendTaskSuccess"],
      resources: expect.arrayContaining(
        WAITING.map((name) => `arn:aws:states:us-east-1:123456789012:stateMachine:saas-${name}`),
      ),
    });
  },
  [
    { type: MACHINE, name: "renew-workflow_state-machine", path: "definition.States.Wait.HeartbeatSeconds" },
    {
      type: MACHINE,
      name: "renew-workflow_state-machine",
      path: "definition.States.Wait.Resource",
      value: "arn:aws:states:::lambda:invoke",
    },
    { type: POLICY, name: "settlement-function_role_permissions", path: "statement", value: [] },
  ],
);

const RENEW_POLICY = { type: POLICY, name: "renew-workflow_role_permissions" } as const;

requirement(
  "SA-C3 invokes the function billing only, and a failed renewal starts its workflow",
  (stack) => {
    for (const name of WORKFLOWS) {
      const invoke = stack
        .statements(`${name}-workflow_role_permissions`)
        .filter(({ actions }) => (actions as string[]).includes("lambda:InvokeFunction"));
      expect(invoke).toMatchObject([{ resources: [expect.stringContaining("aws_lambda_alias.billing-function")] }]);
    }
    const start = stack.statements(RENEW_POLICY.name).find(({ sid }) => sid === "StartPaymentFailedWorkflow");
    expect(start).toMatchObject({
      actions: ["states:StartExecution"],
      resources: [expect.stringContaining("aws_sfn_state_machine.payment-failed-workflow")],
    });
    expect(JSON.stringify(definitionOf(stack, "renew"))).toContain(
      "arn:aws:states:us-east-1:123456789012:stateMachine:saas-payment-failed",
    );
  },
  [
    { ...RENEW_POLICY, path: "statement", value: [] },
    { ...RENEW_POLICY, path: "statement.2.resources", value: ["*"] },
    { ...RENEW_POLICY, path: "statement.3.resources", value: ["${aws_sfn_state_machine.cancel-workflow_1.arn}"] },
  ],
);

const SCHEDULE = { type: "aws_scheduler_schedule", name: "renewals_schedule" } as const;

requirement(
  "SA-C3 SA-M1 starts due renewals every day",
  (stack) => {
    expect(stack.resource(SCHEDULE.type, SCHEDULE.name)).toMatchObject({
      schedule_expression: "cron(0 1 * * ? *)",
      state: "ENABLED",
      target: {
        arn: expect.stringContaining("aws_lambda_alias.renewals-function_alias"),
        dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue.undelivered-queue") },
      },
    });
  },
  [
    { ...SCHEDULE },
    { ...SCHEDULE, path: "schedule_expression", value: "cron(0 1 1 * ? *)" },
    { ...SCHEDULE, path: "state", value: "DISABLED" },
    { ...SCHEDULE, path: "target.arn", value: "${aws_lambda_alias.billing-function_alias_1.arn}" },
    { ...SCHEDULE, path: "target.dead_letter_config" },
  ],
);

standbyRequirement(
  "SA-C3 has the workflows in the second region, whose schedule is disabled while the main one serves",
  (stack) => {
    const names = Object.values(stack.resources(MACHINE)).map(({ name }) => name);
    expect([...names].sort()).toEqual(WORKFLOWS.map((name) => `saas-standby-${name}`));
    expect(stack.resource(SCHEDULE.type, SCHEDULE.name)["state"]).toBe("DISABLED");
  },
  [
    { type: MACHINE, name: "cancel-workflow_state-machine" },
    { ...SCHEDULE, path: "state", value: "ENABLED" },
  ],
);

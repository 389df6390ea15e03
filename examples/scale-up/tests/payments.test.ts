import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const MACHINE = { type: "aws_sfn_state_machine" } as const;
const INTEGRATION = { type: "aws_api_gateway_integration", name: "post-pay_integration" } as const;

interface Task {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName: string };
  readonly TimeoutSeconds: number;
  readonly Retry?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly MaxAttempts: number;
    readonly MaxDelaySeconds: number;
  }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
}

function tasks(stack: TestStack): Record<string, Task> {
  const { States } = JSON.parse(String(stack.resource(MACHINE.type)["definition"])) as { States: Record<string, Task> };
  return Object.fromEntries(Object.entries(States).filter(([, { Type }]) => Type === "Task"));
}

requirement(
  "SU-C3 takes payments by a state machine that retries, catches and compensates",
  (stack) => {
    const machine = stack.resource(MACHINE.type);
    expect(machine).toMatchObject({ name: "scaleup-payments", type: "STANDARD" });
    const states = tasks(stack);
    expect(Object.keys(states)).toEqual(["Claim", "Charge", "Record", "Refund", "Release"]);
    for (const state of Object.values(states)) {
      expect(state.Resource).toBe("arn:aws:states:::lambda:invoke");
      expect(state.Parameters!.FunctionName).toMatch(/aws_lambda_alias\.payment-function_alias_\w+\.arn/);
      expect(state.Retry!.flatMap(({ ErrorEquals }) => ErrorEquals)).toContain("Lambda.TooManyRequestsException");
    }
    expect(states["Charge"]!.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Refund" }]);
    expect(states["Record"]!.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Refund" }]);
    expect(states["Claim"]!.Catch!.map(({ Next }) => Next)).toEqual(["Refused", "Release"]);
    for (const name of ["Refund", "Release"]) {
      expect(states[name]!.Retry!.at(-1)!.ErrorEquals).toEqual(["States.ALL"]);
    }
  },
  [
    { ...MACHINE, path: "name", value: "other" },
    { ...MACHINE, path: "type", value: "EXPRESS" },
    { ...MACHINE, path: "definition.States.Charge.Catch", value: [] },
    { ...MACHINE, path: "definition.States.Record.Catch.0.Next", value: "Paid" },
    { ...MACHINE, path: "definition.States.Claim.Retry", value: [] },
    { ...MACHINE, path: "definition.States.Refund.Retry", value: [] },
    { ...MACHINE, path: "definition.States.Release" },
    { ...MACHINE, path: "definition.States.Charge.Parameters.FunctionName", value: "other" },
  ],
);

requirement(
  "SU-C3 traces and logs executions without their data, and may only invoke the payment function",
  (stack) => {
    expect(stack.resource(MACHINE.type)).toMatchObject({
      tracing_configuration: { enabled: true },
      logging_configuration: {
        level: "ALL",
        include_execution_data: false,
        log_destination: expect.stringContaining("aws_cloudwatch_log_group.payments_log-group"),
      },
      role_arn: expect.stringContaining("aws_iam_role.payments_role"),
    });
    const invocations = stack
      .statements("payments_role_permissions")
      .filter(({ actions }) => (actions as string[]).some((action) => action.startsWith("lambda:")));
    expect(invocations).toEqual([
      expect.objectContaining({
        actions: ["lambda:InvokeFunction"],
        resources: [expect.stringMatching(/^\$\{aws_lambda_alias\.payment-function_alias_\w+\.arn\}$/)],
      }),
    ]);
  },
  [
    { ...MACHINE, path: "tracing_configuration.enabled", value: false },
    { ...MACHINE, path: "logging_configuration.level", value: "OFF" },
    { ...MACHINE, path: "logging_configuration.include_execution_data", value: true },
    { ...MACHINE, path: "role_arn", value: "other" },
  ],
);

requirement(
  "SU-C3 starts an execution by POST /pay, named by the customer and the order, so that an order is paid once",
  (stack) => {
    const integration = stack.resource(INTEGRATION.type, INTEGRATION.name);
    expect(integration).toMatchObject({
      type: "AWS",
      uri: "arn:aws:apigateway:us-east-1:states:action/StartExecution",
      credentials: expect.stringContaining("aws_iam_role.api_role"),
    });
    const { "application/json": template } = integration["request_templates"] as Record<string, string>;
    expect(template).toContain('{"stateMachineArn":"${aws_sfn_state_machine.payments_state-machine');
    expect(template).toMatch(/"name":"[^,]+context\.authorizer\.customerId.+-.+input\.path\('\$\.orderId'\)/);
    const refused = stack.resource("aws_api_gateway_integration_response", /post-pay_integration-response-400/);
    expect(refused["response_templates"]).toEqual({
      "application/json": expect.stringContaining(
        "ExecutionAlreadyExists'))#set($context.responseOverride.status = 202){}",
      ),
    });
    expect(stack.statements("api_role_permissions")).toMatchObject([
      {
        actions: ["states:StartExecution"],
        resources: [expect.stringContaining("aws_sfn_state_machine.payments_state-machine")],
      },
    ]);
  },
  [
    { ...INTEGRATION, path: "uri", value: "arn:aws:apigateway:us-east-1:states:action/StopExecution" },
    { ...INTEGRATION, path: "credentials", value: "other" },
    { ...INTEGRATION, path: "request_templates", value: { "application/json": "{}" } },
    {
      type: "aws_api_gateway_integration_response",
      name: "post-pay_integration-response-400",
      path: "response_templates",
      value: { "application/json": "{}" },
    },
  ],
);

/** Seconds that the tasks take if every attempt ends at its timeout and every pause has its maximum. */
function longestSeconds(states: Readonly<Record<string, Task>>): number {
  return Object.values(states).reduce((sum, { TimeoutSeconds, Retry = [] }) => {
    const retries = Retry.map(({ MaxAttempts, MaxDelaySeconds }) => MaxAttempts * (TimeoutSeconds + MaxDelaySeconds));
    return sum + TimeoutSeconds + retries.reduce((all, seconds) => all + seconds, 0);
  }, 0);
}

requirement(
  "SU-C3 has time for every retry of every task: an execution that ends between two tasks would compensate nothing",
  (stack) => {
    const { TimeoutSeconds } = JSON.parse(String(stack.resource(MACHINE.type)["definition"])) as {
      TimeoutSeconds: number;
    };
    expect(longestSeconds(tasks(stack))).toBeLessThan(TimeoutSeconds);
  },
  [
    { ...MACHINE, path: "definition.TimeoutSeconds", value: 3_600 },
    { ...MACHINE, path: "definition.States.Refund.Retry.0.MaxAttempts", value: 200 },
  ],
);

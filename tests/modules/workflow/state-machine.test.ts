import { TerraformOutput } from "cdktf";
import { InputError, type AwsStack } from "../../../modules/core";
import { synthesizeStack } from "../../../testing";
import { STATE_MACHINE_DEFAULTS, StateMachine, type StateMachineProps } from "../../../modules/workflow";
import { testRole } from "../../support/synth";

const props: StateMachineProps = {
  name: "shop-dev-payment",
  account: "111122223333",
  definition: JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/logs", region: "us-east-1", grantUse: () => {} },
};

const createMachine = (stack: AwsStack<"us-east-1">, differences: Partial<StateMachineProps> = {}) =>
  new StateMachine(stack, "payment", { ...props, ...differences });

const synthesizeMachine = (differences: Partial<StateMachineProps> = {}) =>
  synthesizeStack((stack) => createMachine(stack, differences));

describe("StateMachine", () => {
  test("is a traced standard workflow that logs every event without its data", () => {
    expect(synthesizeMachine().resource("aws_sfn_state_machine")).toMatchObject({
      name: "shop-dev-payment",
      type: "STANDARD",
      definition: props.definition,
      tracing_configuration: { enabled: true },
      logging_configuration: {
        level: "ALL",
        include_execution_data: false,
        log_destination: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.payment_log-group_\w+\.arn\}:\*$/),
      },
    });
  });

  test("logs to an encrypted group for 90 days", () => {
    expect(synthesizeMachine().resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vendedlogs/states/shop-dev-payment",
      retention_in_days: 90,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/logs",
    });
  });

  test("has defaults that are not changed by accident, nor by an explicit undefined", () => {
    expect(STATE_MACHINE_DEFAULTS).toEqual({ type: "STANDARD", logExecutionData: false, logRetentionDays: 90 });
    const settings = Object.fromEntries(Object.keys(STATE_MACHINE_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeMachine(settings).config).toEqual(synthesizeMachine().config);
  });

  test("can be an express workflow that logs its data for a year", () => {
    const stack = synthesizeMachine({ type: "EXPRESS", logExecutionData: true, logRetentionDays: 365 });
    expect(stack.resource("aws_sfn_state_machine")).toMatchObject({
      type: "EXPRESS",
      logging_configuration: { include_execution_data: true },
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 365 });
  });

  test("has a role that only it assumes, and that delivers logs and traces", () => {
    const stack = synthesizeMachine();
    expect(stack.statements("role_trust")).toEqual([
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["states.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          {
            test: "ArnLike",
            variable: "aws:SourceArn",
            values: ["arn:aws:states:us-east-1:111122223333:stateMachine:shop-dev-payment"],
          },
        ],
      }),
    ]);
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({ sid: "DeliverLogs", actions: expect.arrayContaining(["logs:CreateLogDelivery"]) }),
      expect.objectContaining({ sid: "WriteTraces", actions: expect.arrayContaining(["xray:PutTraceSegments"]) }),
    ]);
  });

  test("is made when its role may deliver logs", () => {
    expect(synthesizeMachine().resource("aws_sfn_state_machine")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_iam_role\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  test("takes grants as statements of its role", () => {
    const aliasArn = "arn:aws:lambda:us-east-1:111122223333:function:shop-payment:live";
    const stack = synthesizeStack((scope) =>
      createMachine(scope).addStatement({ sid: "Invoke", actions: ["lambda:InvokeFunction"], resources: [aliasArn] }),
    );
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      "DeliverLogs",
      "WriteTraces",
      "Invoke",
    ]);
  });

  test("grants starting executions, and nothing of what they may do", () => {
    const stack = synthesizeStack((scope) => createMachine(scope).grantStart(testRole(scope)));
    const documents = stack.config.data?.["aws_iam_policy_document"] ?? {};
    const granted = Object.entries(documents).find(([name]) => name.startsWith("role_permissions"))?.[1];
    expect(granted?.["statement"]).toEqual([
      {
        sid: "StartPayment",
        effect: "Allow",
        actions: ["states:StartExecution"],
        resources: [expect.stringMatching(/^\$\{aws_sfn_state_machine\.payment_state-machine_\w+\.arn\}$/)],
      },
    ]);
  });

  test("grants following and redriving its executions, and neither starting nor stopping one", () => {
    const stack = synthesizeStack((scope) => createMachine(scope).grantRedrive(testRole(scope)));
    const documents = stack.config.data?.["aws_iam_policy_document"] ?? {};
    const granted = Object.entries(documents).find(([name]) => name.startsWith("role_permissions"))?.[1];
    expect(granted?.["statement"]).toEqual([
      {
        sid: "RedrivePayment",
        effect: "Allow",
        actions: [
          "states:DescribeExecution",
          "states:DescribeStateMachine",
          "states:DescribeStateMachineForExecution",
          "states:GetExecutionHistory",
          "states:ListExecutions",
          "states:RedriveExecution",
        ],
        resources: [
          expect.stringMatching(/^\$\{aws_sfn_state_machine\.payment_state-machine_\w+\.arn\}$/),
          "arn:aws:states:us-east-1:111122223333:execution:shop-dev-payment:*",
        ],
      },
    ]);
  });

  test("lists failed executions and those out of time as worth an alarm", () => {
    synthesizeStack((scope) => {
      const { signals, stateMachineArn } = createMachine(scope);
      const common = {
        namespace: "AWS/States",
        dimensions: { StateMachineArn: stateMachineArn },
        statistic: "Sum",
        threshold: 1,
        comparison: "at-or-above",
        periodSeconds: 300,
        evaluationPeriods: 1,
        missingData: "notBreaching",
      };
      expect(signals).toEqual([
        expect.objectContaining({ ...common, id: "payment-failed", metricName: "ExecutionsFailed" }),
        expect.objectContaining({ ...common, id: "payment-timed-out", metricName: "ExecutionsTimedOut" }),
      ]);
    });
  });

  test("graphs executions and their duration", () => {
    synthesizeStack((scope) =>
      expect(
        createMachine(scope).graphs.map(({ metrics }) =>
          metrics.map(({ metricName, statistic }) => `${metricName} ${statistic}`),
        ),
      ).toEqual([
        [
          "ExecutionsStarted Sum",
          "ExecutionsSucceeded Sum",
          "ExecutionsFailed Sum",
          "ExecutionsTimedOut Sum",
          "ExecutionsAborted Sum",
        ],
        ["ExecutionTime p50", "ExecutionTime p95"],
      ]),
    );
  });

  test("tells its ARN, name and role", () => {
    const { config } = synthesizeStack((scope) => {
      const { stateMachineArn, stateMachineName, roleArn } = createMachine(scope);
      new TerraformOutput(scope, "told", { value: [stateMachineArn, stateMachineName, roleArn] });
    });
    expect(config.output?.["told"]?.["value"]).toEqual([
      expect.stringMatching(/^\$\{aws_sfn_state_machine\.\S+\.arn\}$/),
      expect.stringMatching(/^\$\{aws_sfn_state_machine\.\S+\.name\}$/),
      expect.stringMatching(/^\$\{aws_iam_role\.\S+\.arn\}$/),
    ]);
  });

  test("names every invalid setting at once", () => {
    const invalid = () =>
      synthesizeMachine({
        name: "shop.payment",
        account: "123",
        type: "FAST" as "EXPRESS",
        logRetentionDays: 91 as 90,
        definition: "{",
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^5 invalid settings/);
    expect(invalid).toThrow(/test\/payment: name: got "shop\.payment"; allowed: a state machine name of at most 80/);
    expect(invalid).toThrow(/account: got "123"/);
    expect(invalid).toThrow(/type: got "FAST"; allowed: STANDARD, EXPRESS/);
    expect(invalid).toThrow(/logRetentionDays: got 91/);
    expect(invalid).toThrow(/definition: got ".*JSON.*"; allowed: JSON/);
  });

  test("has these addresses", () => {
    expect(synthesizeMachine().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_log_group.payment_log-group_15B5278A",
       "aws_iam_role.payment_role_1D24C914",
       "aws_iam_role_policy.payment_role_policy_E3B79C52",
       "aws_sfn_state_machine.payment_state-machine_ABFB1E53",
       "data.aws_iam_policy_document.payment_role_permissions_document_507E4DBE",
       "data.aws_iam_policy_document.payment_role_trust_document_B59D586D",
     ]
    `);
  });
});

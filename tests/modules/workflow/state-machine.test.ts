import { TerraformOutput } from "cdktf";
import { InputError, type AwsStack } from "../../../modules/core";
import { synthesizeStack } from "../../../testing";
import { STATE_MACHINE_DEFAULTS, StateMachine, type StateMachineProps } from "../../../modules/workflow";
import { testRole } from "../../support/synth";

const props: StateMachineProps = {
  name: "shop-dev-payment",
  definition: JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/logs", region: "us-east-1", grantUse: () => {} },
};

const createMachine = (stack: AwsStack<"us-east-1">, differences: Partial<StateMachineProps> = {}) =>
  new StateMachine(stack, "payment", { ...props, ...differences });

const synthesizeMachine = (differences: Partial<StateMachineProps> = {}) =>
  synthesizeStack((stack) => createMachine(stack, differences));

describe("StateMachine", () => {
  test("the state machine is a traced standard workflow that logs every event without its data", () => {
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

  test("the log group is encrypted and retained for 90 days", () => {
    expect(synthesizeMachine().resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vendedlogs/states/shop-dev-payment",
      retention_in_days: 90,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/logs",
    });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(STATE_MACHINE_DEFAULTS).toEqual({ type: "STANDARD", logExecutionData: false, logRetentionDays: 90 });
    const settings = Object.fromEntries(Object.keys(STATE_MACHINE_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeMachine(settings).config).toEqual(synthesizeMachine().config);
  });

  test("type, execution data and log retention are settings", () => {
    const stack = synthesizeMachine({ type: "EXPRESS", logExecutionData: true, logRetentionDays: 365 });
    expect(stack.resource("aws_sfn_state_machine")).toMatchObject({
      type: "EXPRESS",
      logging_configuration: { include_execution_data: true },
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 365 });
  });

  test("only the state machine assumes the role, which delivers logs and traces", () => {
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

  test("the state machine depends on the permission to deliver logs", () => {
    expect(synthesizeMachine().resource("aws_sfn_state_machine")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_iam_role\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  test("grants become statements of the role", () => {
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

  test("grantStart allows starting executions only", () => {
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

  test("grantRedrive allows reading and redriving executions, not starting or stopping them", () => {
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

  test("the signals are failed and timed-out executions", () => {
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

  test("the graphs show executions and their duration", () => {
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

  test("the fields identify the state machine and its role", () => {
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

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeMachine({
        name: "shop.payment",
        type: "FAST" as "EXPRESS",
        logKey: { ...props.logKey, region: "us-west-2" },
        logRetentionDays: 91 as 90,
        definition: "{",
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^5 invalid settings/);
    expect(invalid).toThrow(/test\/payment: name: got "shop\.payment"; allowed: a state machine name of at most 80/);
    expect(invalid).toThrow(/logKey\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/type: got "FAST"; allowed: STANDARD, EXPRESS/);
    expect(invalid).toThrow(/logRetentionDays: got 91/);
    expect(invalid).toThrow(/definition: got ".*JSON.*"; allowed: JSON/);
  });

  test("the addresses are these", () => {
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

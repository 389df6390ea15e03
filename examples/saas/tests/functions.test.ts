import { requirement, standbyRequirement } from "./requirement";

const FUNCTION = "aws_lambda_function";
const WARM = "aws_lambda_provisioned_concurrency_config";
const IN_VPC = ["ledger", "data", "analytics", "rotation"];

/** Reserved executions by function. */
const RESERVED = {
  authorizer: 100,
  users: 50,
  subscriptions: 100,
  billing: 50,
  webhook: 20,
  settlement: 20,
  renewals: 1,
  notifications: 10,
  ledger: 10,
  data: 10,
  analytics: 20,
  rotation: 1,
  health: 10,
};
const NAMES = Object.keys(RESERVED);
const PROVISIONED = { authorizer: 5, users: 2, subscriptions: 5 };

requirement(
  "SA-C2 has functions by domain with reserved executions, each traced and with a role of its own",
  (stack) => {
    expect(Object.keys(stack.resources(FUNCTION))).toHaveLength(NAMES.length);
    for (const [name, reserved] of Object.entries(RESERVED)) {
      const fn = stack.resource(FUNCTION, `${name}-function`);
      expect(fn).toMatchObject({
        function_name: `saas-${name}`,
        runtime: "nodejs22.x",
        handler: "index.handler",
        reserved_concurrent_executions: reserved,
        tracing_config: { mode: "Active" },
        role: expect.stringContaining(`aws_iam_role.${name}-function_role`),
        kms_key_arn: expect.stringContaining("aws_kms_key.data-key"),
      });
      expect([name, "vpc_config" in fn]).toEqual([name, IN_VPC.includes(name)]);
    }
  },
  [
    ...NAMES.flatMap((name) => [
      { type: FUNCTION, name: `${name}-function` },
      { type: FUNCTION, name: `${name}-function`, path: "reserved_concurrent_executions", value: 1_000 },
      { type: FUNCTION, name: `${name}-function`, path: "tracing_config.mode", value: "PassThrough" },
      { type: FUNCTION, name: `${name}-function`, path: "role", value: "${aws_iam_role.shared.arn}" },
    ]),
    ...IN_VPC.map((name) => ({ type: FUNCTION, name: `${name}-function`, path: "vpc_config" })),
  ],
);

requirement(
  "SA-C2 initializes executions in advance where customers wait",
  (stack) => {
    const configured = Object.entries(PROVISIONED).map(([name]) => [
      name,
      stack.resource(WARM, `${name}-function`)["provisioned_concurrent_executions"],
    ]);
    expect(Object.fromEntries(configured)).toEqual(PROVISIONED);
    expect(Object.keys(stack.resources(WARM))).toHaveLength(3);
  },
  Object.keys(PROVISIONED).flatMap((name) => [
    { type: WARM, name: `${name}-function` },
    { type: WARM, name: `${name}-function`, path: "provisioned_concurrent_executions", value: 1 },
  ]),
);

const MAPPING = "aws_lambda_event_source_mapping";

requirement(
  "SA-C2 consumes the queues with notifications and ledger, which report failed messages",
  (stack) => {
    for (const name of ["ledger", "notifications"]) {
      expect(stack.resource(MAPPING, `${name}-function`)).toMatchObject({
        event_source_arn: expect.stringContaining(`aws_sqs_queue.${name}-queue`),
        function_name: expect.stringContaining(`aws_lambda_alias.${name}-function`),
        function_response_types: ["ReportBatchItemFailures"],
        enabled: true,
      });
    }
  },
  ["ledger", "notifications"].flatMap((name) => [
    { type: MAPPING, name: `${name}-function` },
    { type: MAPPING, name: `${name}-function`, path: "function_response_types", value: [] },
    { type: MAPPING, name: `${name}-function`, path: "enabled", value: false },
    { type: MAPPING, name: `${name}-function`, path: "event_source_arn", value: "${aws_sqs_queue.other.arn}" },
  ]),
);

const ROTATION = { type: "aws_secretsmanager_secret_rotation" } as const;

standbyRequirement(
  "SA-C2 has the same functions in the second region, none of them initialized in advance and no rotation",
  (stack) => {
    const names = Object.values(stack.resources(FUNCTION)).map(({ function_name: name }) => name);
    expect([...names].sort()).toEqual(NAMES.map((name) => `saas-standby-${name}`).sort());
    expect(stack.resources(WARM)).toEqual({});
    expect(stack.resources(ROTATION.type)).toEqual({});
  },
  NAMES.map((name) => ({ type: FUNCTION, name: `${name}-function` })),
);

standbyRequirement(
  "the authorizer of the second region verifies tokens by copies, without the main region",
  (stack) => {
    const { variables } = stack.resource(FUNCTION, "authorizer-function")["environment"] as {
      variables: Readonly<Record<string, string>>;
    };
    expect(variables["USER_POOL_ID"]).toBe("us-east-1_ExampleProd");
    expect(variables["CLIENT_ID"]).toBe("000000000000000000000002");
    expect(JSON.parse(variables["JWKS"]!)).toMatchObject({ keys: [{ kid: "example" }] });
  },
  ["USER_POOL_ID", "CLIENT_ID", "JWKS"].map((name) => ({
    type: FUNCTION,
    name: "authorizer-function",
    path: `environment.variables.${name}`,
  })),
);

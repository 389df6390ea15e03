import { requirement } from "./requirement";

const FUNCTION = "aws_lambda_function";
const IN_VPC = ["auth", "orders", "feedback", "analytics", "payment"];
const NAMES = [...IN_VPC, "expiry", "authorizer"];

requirement(
  "SU-C2 has five functions in the VPC, expiry and authorizer outside of it, each traced and with a role of its own",
  (stack) => {
    expect(Object.keys(stack.resources(FUNCTION))).toHaveLength(7);
    for (const name of NAMES) {
      const fn = stack.resource(FUNCTION, `${name}-function`);
      expect(fn).toMatchObject({
        function_name: `scaleup-${name}`,
        runtime: "nodejs22.x",
        handler: "index.handler",
        tracing_config: { mode: "Active" },
        role: expect.stringContaining(`aws_iam_role.${name}-function_role`),
        kms_key_arn: expect.stringContaining("aws_kms_key.data-key"),
      });
      expect([name, "vpc_config" in fn]).toEqual([name, IN_VPC.includes(name)]);
      expect(stack.resource("aws_cloudwatch_log_group", `${name}-function_log-group`)).toMatchObject({
        name: `/aws/lambda/scaleup-${name}`,
        retention_in_days: 365,
      });
    }
  },
  [
    ...NAMES.flatMap((name) => [
      { type: FUNCTION, name: `${name}-function` },
      { type: FUNCTION, name: `${name}-function`, path: "tracing_config.mode", value: "PassThrough" },
      { type: FUNCTION, name: `${name}-function`, path: "role", value: "${aws_iam_role.shared.arn}" },
      { type: FUNCTION, name: `${name}-function`, path: "runtime", value: "nodejs14.x" },
    ]),
    ...IN_VPC.map((name) => ({ type: FUNCTION, name: `${name}-function`, path: "vpc_config" })),
    { type: "aws_cloudwatch_log_group", name: "orders-function", path: "retention_in_days", value: 1 },
  ],
);

const EXPIRY = { type: "aws_scheduler_schedule", name: "unpaid-orders_schedule" } as const;

requirement(
  "SU-C2 cancels unpaid orders every five minutes",
  (stack) => {
    expect(stack.resource(EXPIRY.type, EXPIRY.name)).toMatchObject({
      schedule_expression: "rate(5 minutes)",
      state: "ENABLED",
      target: {
        arn: expect.stringContaining("aws_lambda_alias.expiry-function_alias"),
        dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue.unstarted-runs_queue") },
      },
    });
  },
  [
    { ...EXPIRY },
    { ...EXPIRY, path: "schedule_expression", value: "rate(1 day)" },
    { ...EXPIRY, path: "state", value: "DISABLED" },
    { ...EXPIRY, path: "target.arn", value: "${aws_lambda_alias.payment-function_alias_1.arn}" },
    { ...EXPIRY, path: "target.dead_letter_config" },
  ],
);

import { requirement } from "./requirement";

const METHOD = "aws_api_gateway_method";
const INTEGRATION = { type: "aws_api_gateway_integration", name: "api_post-webhooks-paypal_integration" } as const;
const FUNCTION = { type: "aws_lambda_function", name: "webhook-function" } as const;
const POLICY = { type: "aws_iam_policy_document", name: "webhook-function_role_permissions" } as const;

requirement(
  "SA-C4 receives PayPal's events at an open route, whose function verifies them by the stored webhook id",
  (stack) => {
    expect(stack.resource(METHOD, "api_post-webhooks-paypal_method")["authorization"]).toBe("NONE");
    expect(stack.resource(INTEGRATION.type, INTEGRATION.name)).toMatchObject({
      type: "AWS_PROXY",
      uri: expect.stringContaining("aws_lambda_alias.webhook-function_alias"),
    });
    const { variables } = stack.resource(FUNCTION.type, FUNCTION.name)["environment"] as {
      variables: Readonly<Record<string, string>>;
    };
    expect(variables).toMatchObject({
      PAYPAL_CERTIFICATE_HOSTS: "api.paypal.com",
      PAYPAL_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:saas/paypal",
    });
    const read = stack.statements(POLICY.name).find(({ actions }) => String(actions).includes("GetSecretValue"));
    expect(read).toMatchObject({ resources: [expect.stringMatching(/:secret:saas\/paypal-\?{6}$/)] });
  },
  [
    { type: METHOD, name: "api_post-webhooks-paypal_method", path: "authorization", value: "CUSTOM" },
    { ...INTEGRATION, path: "uri", value: "${aws_lambda_alias.users-function_alias_1.invoke_arn}" },
    { ...FUNCTION, path: "environment.variables.PAYPAL_CERTIFICATE_HOSTS", value: "example.com" },
    { ...FUNCTION, path: "environment.variables.PAYPAL_SECRET_ARN" },
    { ...POLICY, path: "statement", value: [] },
  ],
);

const RULE = { type: "aws_cloudwatch_event_rule", name: "bus_paypal-events" } as const;
const TARGET = { type: "aws_cloudwatch_event_target", name: "bus_paypal-events" } as const;

requirement(
  "SA-C4 publishes verified events to the bus, whose rule invokes settlement",
  (stack) => {
    const put = stack.statements(POLICY.name).find(({ actions }) => String(actions) === "events:PutEvents");
    expect(put).toMatchObject({ resources: [expect.stringContaining("aws_cloudwatch_event_bus.bus")] });
    const rule = stack.resource(RULE.type, RULE.name);
    expect(rule["state"]).toBe("ENABLED");
    expect(JSON.parse(String(rule["event_pattern"]))).toEqual({
      source: ["saas.paypal"],
      "detail-type": ["paypal.event"],
    });
    expect(stack.resource(TARGET.type, TARGET.name)).toMatchObject({
      arn: expect.stringContaining("aws_lambda_alias.settlement-function_alias"),
      dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue.undelivered-queue") },
    });
  },
  [
    { ...POLICY, path: "statement", value: [] },
    { ...RULE, path: "state", value: "DISABLED" },
    { ...RULE, path: "event_pattern.source", value: ["saas.billing"] },
    { ...TARGET, path: "arn", value: "${aws_lambda_alias.billing-function_alias_1.arn}" },
    { ...TARGET, path: "dead_letter_config" },
  ],
);

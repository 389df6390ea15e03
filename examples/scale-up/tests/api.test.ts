import type { TerraformBlock } from "groundplan/core";
import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const METHOD = "aws_api_gateway_method";
const STAGE = { type: "aws_api_gateway_stage" } as const;
const AUTHORIZER = "aws_api_gateway_authorizer";
const INTEGRATION = "aws_api_gateway_integration";
const ORIGIN = "'https://scaleup.example.com'";

/** Methods by path, without the preflight. */
function methods(stack: TestStack): string[] {
  return Object.entries(stack.resources(METHOD))
    .filter(([, { http_method: method }]) => method !== "OPTIONS")
    .map(
      ([name, block]) => `${/api_\w+-(.+)_method/.exec(name)![1]} ${String(block["http_method"])} ${accessOf(block)}`,
    )
    .sort();
}

function accessOf({ authorization, authorizer_id: authorizer }: TerraformBlock): string {
  return authorization === "NONE" ? "open" : /authorizer-([\w-]+)_\w+\.id/.exec(String(authorizer))![1]!;
}

requirement(
  "SU-C1 is a regional REST API whose stage is showcase, traced and logged as JSON",
  (stack) => {
    expect(stack.resource("aws_api_gateway_rest_api")).toMatchObject({
      name: "scaleup-rest-api",
      endpoint_configuration: { types: ["REGIONAL"] },
    });
    const stage = stack.resource(STAGE.type);
    expect(stage).toMatchObject({
      stage_name: "showcase",
      xray_tracing_enabled: true,
      access_log_settings: { destination_arn: expect.stringContaining("aws_cloudwatch_log_group.api_log-group") },
    });
    const { format } = stage["access_log_settings"] as { format: string };
    expect(JSON.parse(format)).toMatchObject({ requestId: "$context.requestId", status: "$context.status" });
    expect(stack.resource("aws_cloudwatch_log_group", "api_log-group")).toMatchObject({ retention_in_days: 365 });
    expect(stack.resource("aws_api_gateway_method_settings", /^api_settings/)).toMatchObject({
      method_path: "*/*",
      settings: { logging_level: "ERROR", metrics_enabled: true, data_trace_enabled: false },
    });
  },
  [
    { type: "aws_api_gateway_rest_api", path: "endpoint_configuration.types", value: ["EDGE"] },
    { ...STAGE, path: "stage_name", value: "prod" },
    { ...STAGE, path: "xray_tracing_enabled", value: false },
    { ...STAGE, path: "access_log_settings.format", value: "$context.requestId" },
    { type: "aws_cloudwatch_log_group", name: "api_log-group" },
    { type: "aws_api_gateway_method_settings", name: "api_settings", path: "settings.logging_level", value: "OFF" },
    { type: "aws_api_gateway_method_settings", name: "api_settings", path: "settings.data_trace_enabled", value: true },
  ],
);

requirement(
  "SU-C1 has registration, login, orders, feedback, analytics and payment, each with its callers",
  (stack) => {
    expect(methods(stack)).toEqual([
      "analytics GET roles",
      "feedback GET open",
      "feedback POST user-pool",
      "login POST open",
      "login-challenge POST open",
      "orders GET roles",
      "orders POST roles",
      "orders-orderid GET roles",
      "pay POST roles",
      "refresh POST open",
      "register POST open",
      "register-confirm POST open",
    ]);
  },
  [
    { type: METHOD, name: "post-orders_method" },
    { type: METHOD, name: "post-pay_method", path: "authorization", value: "NONE" },
    { type: METHOD, name: "get-analytics_method", path: "http_method", value: "ANY" },
    { type: METHOD, name: "post-feedback_method", path: "authorization", value: "NONE" },
  ],
);

requirement(
  "SU-C1 sends requests to the function of their path, and validates bodies of every content type",
  (stack) => {
    const HANDLERS = {
      "post-register": "auth",
      "post-login": "auth",
      "post-orders": "orders",
      "get-orders": "orders",
      "post-feedback": "feedback",
      "get-analytics": "analytics",
    };
    for (const [route, handler] of Object.entries(HANDLERS)) {
      expect(stack.resource(INTEGRATION, `api_${route}_integration`)).toMatchObject({
        type: "AWS_PROXY",
        integration_http_method: "POST",
        uri: expect.stringContaining(`aws_lambda_alias.${handler}-function_alias`),
      });
    }
    const MODELS = { "post-register": "registration", "post-orders": "order", "post-pay": "payment" };
    for (const [route, model] of Object.entries(MODELS)) {
      expect(stack.resource(METHOD, `api_${route}_method`)).toMatchObject({
        request_models: { $default: expect.stringContaining(`api_model-${model}_`) },
        request_validator_id: expect.stringContaining("aws_api_gateway_request_validator"),
      });
    }
  },
  [
    { type: INTEGRATION, name: "post-orders_integration", path: "uri", value: "${aws_lambda_alias.auth-function.arn}" },
    { type: INTEGRATION, name: "get-analytics_integration", path: "type", value: "MOCK" },
    { type: METHOD, name: "post-pay_method", path: "request_models", value: { "application/json": "Payment" } },
    { type: METHOD, name: "post-register_method", path: "request_validator_id" },
  ],
);

const PATHS = ["analytics", "feedback", "login", "orders", "pay", "register"];

requirement(
  "SU-C1 answers the preflight of every path, and errors carry the CORS headers",
  (stack) => {
    const paths = Object.keys(stack.resources("aws_api_gateway_resource"));
    const preflights = Object.values(stack.resources(METHOD)).filter(({ http_method: name }) => name === "OPTIONS");
    // `/register/confirm` and `/login/challenge` included: each path has methods of its own.
    expect(preflights).toHaveLength(paths.length);
    for (const path of PATHS) {
      expect(stack.resource(METHOD, `api_options-${path}_method`)).toMatchObject({ authorization: "NONE" });
      expect(stack.resource(INTEGRATION, `api_options-${path}_integration`)["type"]).toBe("MOCK");
      const response = stack.resource("aws_api_gateway_integration_response", `api_options-${path}_integration`);
      expect(response["response_parameters"]).toMatchObject({
        "method.response.header.Access-Control-Allow-Origin": ORIGIN,
        "method.response.header.Access-Control-Allow-Headers": "'authorization,content-type,idempotency-key'",
      });
    }
    for (const kind of ["4xx", "5xx"]) {
      expect(stack.resource("aws_api_gateway_gateway_response", `api_gateway-${kind}`)).toMatchObject({
        response_type: `DEFAULT_${kind.toUpperCase()}`,
        response_parameters: { "gatewayresponse.header.Access-Control-Allow-Origin": ORIGIN },
      });
    }
  },
  [
    ...PATHS.map((path) => ({ type: METHOD, name: `options-${path}_method` })),
    ...PATHS.map((path) => ({
      type: "aws_api_gateway_integration_response",
      name: `options-${path}_integration`,
      path: "response_parameters",
      value: {},
    })),
    { type: "aws_api_gateway_gateway_response", name: "gateway-4xx", path: "response_parameters", value: {} },
    { type: "aws_api_gateway_gateway_response", name: "gateway-5xx" },
  ],
);

requirement(
  "SU-I1 verifies tokens by the user pool and by a function, whose answer is for the whole stage",
  (stack) => {
    expect(stack.resource(AUTHORIZER, "authorizer-user-pool")).toMatchObject({
      type: "COGNITO_USER_POOLS",
      provider_arns: [expect.stringContaining("aws_cognito_user_pool.user-pool")],
    });
    expect(stack.resource(AUTHORIZER, "authorizer-roles")).toMatchObject({
      type: "TOKEN",
      identity_source: "method.request.header.authorization",
      authorizer_uri: expect.stringContaining("aws_lambda_alias.authorizer-function_alias"),
      authorizer_result_ttl_in_seconds: 300,
    });
    const permission = stack.resource("aws_lambda_permission", "authorizer-roles-permission");
    expect(permission["source_arn"]).toMatch(/execution_arn\}\/authorizers\/\$\{aws_api_gateway_authorizer\./);
    expect(stack.resource(METHOD, "post-feedback_method")["authorization_scopes"]).toEqual([
      "aws.cognito.signin.user.admin",
    ]);
    const { environment } = stack.resource("aws_lambda_function", "authorizer-function");
    expect(environment).toMatchObject({
      variables: {
        USER_POOL_ID: expect.stringContaining("aws_cognito_user_pool.user-pool"),
        CLIENT_ID: expect.stringContaining("aws_cognito_user_pool_client.auth-client"),
      },
    });
  },
  [
    { type: AUTHORIZER, name: "authorizer-user-pool", path: "provider_arns", value: ["other"] },
    { type: AUTHORIZER, name: "authorizer-roles", path: "type", value: "REQUEST" },
    { type: AUTHORIZER, name: "authorizer-roles", path: "authorizer_uri", value: "other" },
    { type: AUTHORIZER, name: "authorizer-roles", path: "authorizer_result_ttl_in_seconds", value: 3600 },
    { type: "aws_lambda_permission", name: "authorizer-roles-permission", path: "source_arn", value: "*" },
    { type: METHOD, name: "post-feedback_method", path: "authorization_scopes" },
    { type: "aws_lambda_function", name: "authorizer-function", path: "environment.variables.CLIENT_ID" },
  ],
);

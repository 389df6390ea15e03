import type { TerraformBlock } from "groundplan/core";
import type { TestStack } from "groundplan/testing";
import { exampleFixture } from "../../../tests/support/synthesized";
import { requirement, standbyRequirement } from "./requirement";

const METHOD = "aws_api_gateway_method";
const INTEGRATION = "aws_api_gateway_integration";
const SETTINGS = "aws_api_gateway_method_settings";
const MAPPING = "aws_api_gateway_base_path_mapping";
const STAGE = { type: "aws_api_gateway_stage" } as const;
const ORIGIN = "'https://saas.example.com'";

/** Methods by path, without the preflight. */
function methods(stack: TestStack): string[] {
  return Object.entries(stack.resources(METHOD))
    .filter(([, { http_method: method }]) => method !== "OPTIONS")
    .map(
      ([name, block]) =>
        `${/api_[a-z]+-(.+)_method/.exec(name)![1]} ${String(block["http_method"])} ${accessOf(block)}`,
    )
    .sort();
}

function accessOf({ authorization, authorizer_id: authorizer }: TerraformBlock): string {
  return authorization === "NONE" ? "open" : /authorizer-([\w-]+)_\w+\.id/.exec(String(authorizer))![1]!;
}

requirement(
  "SA-C1 has the version as stage, traced, with a cache, and behind the web ACL",
  (stack) => {
    expect(stack.resource("aws_api_gateway_rest_api")).toMatchObject({
      name: "saas-rest-api",
      endpoint_configuration: { types: ["REGIONAL"] },
      disable_execute_api_endpoint: true,
    });
    expect(stack.resource(STAGE.type)).toMatchObject({
      stage_name: "v1",
      xray_tracing_enabled: true,
      cache_cluster_enabled: true,
      cache_cluster_size: "0.5",
      access_log_settings: { destination_arn: expect.stringContaining("aws_cloudwatch_log_group.api_log-group") },
    });
    expect(stack.resource("aws_wafv2_web_acl_association")).toMatchObject({
      resource_arn: expect.stringContaining("aws_api_gateway_stage.api_stage"),
      web_acl_arn: expect.stringContaining("aws_wafv2_web_acl.web-acl_DE"),
    });
  },
  [
    { type: "aws_api_gateway_rest_api", path: "disable_execute_api_endpoint", value: false },
    { ...STAGE, path: "stage_name", value: "prod" },
    { ...STAGE, path: "xray_tracing_enabled", value: false },
    { ...STAGE, path: "cache_cluster_enabled", value: false },
    { ...STAGE, path: "access_log_settings" },
    { type: "aws_wafv2_web_acl_association" },
    { type: "aws_wafv2_web_acl_association", path: "web_acl_arn", value: "${aws_wafv2_web_acl.cdn-web-acl.arn}" },
  ],
);

test("SA-C1 has a stage and a domain for each environment", () => {
  const domains = ["dev", "staging", "prod"].map((name) => {
    const stack = exampleFixture("saas", name);
    return [
      stack.resource(STAGE.type)["stage_name"],
      stack.resource("aws_api_gateway_domain_name", /^api-domain/)["domain_name"],
    ];
  });
  expect(domains).toEqual([
    ["v1", "api.dev.saas.example.com"],
    ["v1", "api.staging.saas.example.com"],
    ["v1", "api.saas.example.com"],
  ]);
});

const DOMAINS = { "api-domain": "api.saas.example.com", "regional-api-domain": "use1.api.saas.example.com" };

requirement(
  "SA-C1 has the version in the base path of both domains",
  (stack) => {
    for (const [id, domain] of Object.entries(DOMAINS)) {
      expect(stack.resource("aws_api_gateway_domain_name", new RegExp(`^${id}`))).toMatchObject({
        domain_name: domain,
        security_policy: "TLS_1_2",
        regional_certificate_arn: expect.stringContaining("aws_acm_certificate_validation.api-certificate"),
      });
      expect(stack.resource(MAPPING, new RegExp(`^${id}`))).toMatchObject({
        base_path: "v1",
        stage_name: expect.stringContaining("aws_api_gateway_stage.api_stage"),
        domain_name: expect.stringContaining(`aws_api_gateway_domain_name.${id}`),
      });
    }
  },
  [
    { type: "aws_api_gateway_domain_name", name: "regional-api-domain", path: "domain_name", value: "other" },
    { type: "aws_api_gateway_domain_name", name: "regional-api-domain", path: "security_policy", value: "TLS_1_0" },
    { type: MAPPING, name: "regional-api-domain" },
    { type: MAPPING, name: "regional-api-domain", path: "base_path", value: "" },
    { type: MAPPING, name: "regional-api-domain", path: "stage_name", value: "other" },
  ],
);

requirement(
  "SA-C1 SA-I1 admits callers by role, except to health, plans and the webhook",
  (stack) => {
    expect(methods(stack)).toEqual([
      "analytics-revenue GET roles",
      "analytics-subscriptions GET roles",
      "exports POST roles",
      "exports-exportid GET roles",
      "health GET open",
      "plans GET open",
      "profile GET roles",
      "profile POST roles",
      "profile PUT roles",
      "profile-preferences PUT roles",
      "subscriptions GET roles",
      "subscriptions POST roles",
      "subscriptions-subscriptionid GET roles",
      "subscriptions-subscriptionid-cancellation POST roles",
      "subscriptions-subscriptionid-change GET roles",
      "subscriptions-subscriptionid-change POST roles",
      "subscriptions-subscriptionid-payments GET roles",
      "users GET roles",
      "users-userid GET roles",
      "users-userid-groups PUT roles",
      "users-userid-subscriptions GET roles",
      "webhooks-paypal POST open",
    ]);
    expect(stack.resource("aws_api_gateway_authorizer")).toMatchObject({
      type: "TOKEN",
      authorizer_uri: expect.stringContaining("aws_lambda_alias.authorizer-function_alias"),
      identity_source: "method.request.header.authorization",
    });
  },
  [
    { type: METHOD, name: "post-exports_method", path: "authorization", value: "NONE" },
    { type: METHOD, name: "post-subscriptions_method" },
    { type: METHOD, name: "get-users_method", path: "http_method", value: "ANY" },
    { type: "aws_api_gateway_authorizer", path: "authorizer_uri", value: "${aws_lambda_alias.users-function.arn}" },
  ],
);

/** Name of the model that a body must match, by method, and its required fields. */
const BODIES = {
  "post-profile": "profile",
  "put-profile": "profile",
  "put-profile-preferences": "preferences",
  "put-users-userid-groups": "membership",
  "post-subscriptions": "subscriptionrequest",
  "post-subscriptions-subscriptionid-change": "planchange",
  "post-subscriptions-subscriptionid-cancellation": "cancellation",
  "post-exports": "export",
};

requirement(
  "SA-C1 validates bodies of every content type by JSON schema, and parameters",
  (stack) => {
    for (const [method, model] of Object.entries(BODIES)) {
      expect(stack.resource(METHOD, `api_${method}_method`)).toMatchObject({
        request_models: { $default: expect.stringContaining(`api_model-${model}_`) },
        request_validator_id: expect.stringContaining("aws_api_gateway_request_validator"),
      });
      const schema = JSON.parse(
        String(stack.resource("aws_api_gateway_model", `api_model-${model}_`)["schema"]),
      ) as object;
      expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    }
    expect(stack.resource("aws_api_gateway_request_validator")).toMatchObject({
      validate_request_body: true,
      validate_request_parameters: true,
    });
    expect(stack.resource(METHOD, "api_get-analytics-revenue_method")["request_parameters"]).toMatchObject({
      "method.request.querystring.from": true,
      "method.request.querystring.to": true,
    });
  },
  [
    ...Object.keys(BODIES).map((method) => ({
      type: METHOD,
      name: `api_${method}_method`,
      path: "request_models",
      value: { "application/json": "Other" },
    })),
    { type: METHOD, name: "api_post-exports_method", path: "request_validator_id" },
    { type: METHOD, name: "api_get-analytics-revenue_method", path: "request_parameters", value: {} },
    { type: "aws_api_gateway_model", name: "model-planchange", path: "schema.additionalProperties", value: true },
    { type: "aws_api_gateway_request_validator", path: "validate_request_parameters", value: false },
  ],
);

const CANCEL = { type: INTEGRATION, name: "api_post-subscriptions-subscriptionid-cancellation_integration" } as const;
const CANCELLED = {
  type: "aws_api_gateway_integration_response",
  name: "api_post-subscriptions-subscriptionid-cancellation_integration-response-202",
} as const;

requirement(
  "SA-C1 maps the request of a cancellation to the workflow, and its answer",
  (stack) => {
    const integration = stack.resource(CANCEL.type, CANCEL.name);
    expect(integration).toMatchObject({
      type: "AWS",
      uri: "arn:aws:apigateway:us-east-1:states:action/StartExecution",
      passthrough_behavior: "NEVER",
    });
    const { "application/json": template } = integration["request_templates"] as Record<string, string>;
    expect(template).toContain("aws_sfn_state_machine.cancel-workflow");
    expect(template).toContain("$!context.authorizer.userId");
    expect(template).toContain("$input.params('Idempotency-Key')");
    expect(stack.resource(CANCELLED.type, CANCELLED.name)).toMatchObject({
      status_code: expect.stringContaining("_response-202_"),
      response_parameters: { "method.response.header.Access-Control-Allow-Origin": ORIGIN },
      response_templates: { "application/json": expect.any(String) },
    });
  },
  [
    { ...CANCEL, path: "type", value: "AWS_PROXY" },
    { ...CANCEL, path: "passthrough_behavior", value: "WHEN_NO_MATCH" },
    { ...CANCEL, path: "request_templates", value: { "application/json": "{}" } },
    { ...CANCELLED },
    { ...CANCELLED, path: "response_templates", value: {} },
  ],
);

const CACHED = { "get-plans": 300, "get-analytics-revenue": 60, "get-analytics-subscriptions": 60 };

requirement(
  "SA-C1 caches plans for everybody and reports for each caller, encrypted",
  (stack) => {
    for (const [method, seconds] of Object.entries(CACHED)) {
      expect(stack.resource(SETTINGS, `api_${method}_settings`)).toMatchObject({
        settings: { caching_enabled: true, cache_ttl_in_seconds: seconds, cache_data_encrypted: true },
      });
    }
    expect(stack.resource(SETTINGS, /^api_settings/)).toMatchObject({ settings: { caching_enabled: false } });
    expect(stack.resource(INTEGRATION, "api_get-plans_integration")["cache_key_parameters"]).toEqual([]);
    expect(stack.resource(INTEGRATION, "api_get-analytics-revenue_integration")["cache_key_parameters"]).toEqual([
      "method.request.header.authorization",
      "method.request.querystring.from",
      "method.request.querystring.to",
    ]);
  },
  [
    ...Object.keys(CACHED).flatMap((method) => [
      { type: SETTINGS, name: `api_${method}_settings`, path: "settings.caching_enabled", value: false },
      { type: SETTINGS, name: `api_${method}_settings`, path: "settings.cache_data_encrypted", value: false },
      { type: SETTINGS, name: `api_${method}_settings`, path: "settings.cache_ttl_in_seconds", value: 3_600 },
    ]),
    { type: SETTINGS, name: "api_settings", path: "settings.caching_enabled", value: true },
    {
      type: INTEGRATION,
      name: "api_get-analytics-revenue_integration",
      path: "cache_key_parameters",
      value: ["method.request.querystring.from"],
    },
  ],
);

standbyRequirement(
  "SA-C1 has the same API in the second region, by the same name and one of its own",
  (stack) => {
    const names = Object.values(stack.resources("aws_api_gateway_domain_name")).map((block) => block["domain_name"]);
    expect([...names].sort()).toEqual(["api.saas.example.com", "usw2.api.saas.example.com"]);
    expect(methods(stack)).toHaveLength(22);
  },
  [
    { type: "aws_api_gateway_domain_name", name: "regional-api-domain" },
    { type: METHOD, name: "get-health_method" },
  ],
);

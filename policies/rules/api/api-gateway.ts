import { allowsListedOrigins } from "./checks/cross-origin";
import {
  all,
  atLeast,
  atMost,
  fail,
  forType,
  isSet,
  isTrue,
  matches,
  needs,
  notTrue,
  oneOf,
  when,
} from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { booleanOf, recordsOf } from "../../engine/values";
import { regionOf } from "../checks/regions";
import { methodIsAuthorized, openRoutesExist, routeIsAuthorized } from "./checks/authorizers";
import { callsUrls, INTEGRATION, usesTls } from "./checks/integrations";

/** The setting is per account and region: two resources overwrite each other. */
const isOnlyOne: Check = (account, { graph }) =>
  graph
    .inStack(account.stack, account.type)
    .some((one) => one !== account && regionOf(one, graph) === regionOf(account, graph))
    ? [fail("", "must exist once per account and region")]
    : [];

const STAGE = "aws_api_gateway_stage";
const SETTINGS = "aws_api_gateway_method_settings";
const HTTP_INTEGRATION = "aws_apigatewayv2_integration";

const encryptsCache: Check = (settings, context) =>
  recordsOf(settings.values["settings"]).some((one) => booleanOf(one["caching_enabled"]) === true)
    ? isTrue("settings.cache_data_encrypted")(settings, context)
    : [];

export const API_GATEWAY_RULES: readonly Rule[] = [
  {
    id: "API-01",
    title: "API stages write JSON access logs with the request ID",
    severity: "medium",
    rationale: "The request ID correlates the log entry with the trace and with the response.",
    fix: "Set access_log_settings.destination_arn, and access_log_settings.format to JSON that contains $context.requestId.",
    controls: {
      fsbp: ["APIGateway.1", "APIGateway.9"],
      nist: ["AU-2", "AU-12"],
      checkov: ["CKV_AWS_76", "CKV_AWS_95"],
      trivy: ["AVD-AWS-0001"],
      nag: ["APIG1", "APIGWStructuredLogging"],
    },
    types: ["aws_apigatewayv2_stage", "aws_api_gateway_stage"],
    check: all(
      isSet("access_log_settings.destination_arn"),
      matches("access_log_settings.format", /^\{.*\$context\.requestId/s, "must be JSON with $context.requestId"),
    ),
  },
  {
    id: "API-02",
    title: "REST API methods are logged and measured without request data",
    severity: "medium",
    rationale:
      "A failed integration is visible in the execution log only; data tracing writes passwords and tokens into it.",
    fix: "Add aws_api_gateway_method_settings with logging_level ERROR or INFO and metrics_enabled true; leave data_trace_enabled false.",
    awsError: "BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging",
    controls: { fsbp: ["APIGateway.1"], nist: ["AU-12"], checkov: ["CKV2_AWS_4", "CKV_AWS_276"], nag: ["APIG6"] },
    types: [STAGE, SETTINGS],
    check: all(
      forType(STAGE, needs(SETTINGS, "needs method settings")),
      forType(
        SETTINGS,
        all(
          oneOf("settings.logging_level", "ERROR", "INFO"),
          isTrue("settings.metrics_enabled"),
          when((_settings, { profile }) => profile !== "dev", notTrue("settings.data_trace_enabled")),
        ),
      ),
    ),
  },
  {
    id: "API-03",
    title: "REST API stages are traced",
    severity: "low",
    rationale: "Without a trace, a slow request cannot be explained.",
    fix: "Set xray_tracing_enabled to true.",
    controls: {
      fsbp: ["APIGateway.3"],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_73"],
      trivy: ["AVD-AWS-0003"],
      nag: ["APIGWXrayEnabled"],
    },
    types: [STAGE],
    relaxed: { dev: "off" },
    check: isTrue("xray_tracing_enabled"),
  },
  {
    id: "API-04",
    title: "Every route and method has an authorizer or is declared open",
    severity: "high",
    rationale: "Anyone can call a route without an authorizer; an open route must be a declared decision.",
    fix: "Set authorization_type and authorizer_id, or list the route in openRoutes(api, [...]). In a Groundplan module: `authorization` or `access` of the route.",
    controls: {
      fsbp: ["APIGateway.8"],
      nist: ["AC-3"],
      checkov: ["CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"],
      trivy: ["AVD-AWS-0004"],
      nag: ["APIG4", "COG4"],
    },
    types: ["aws_apigatewayv2_route", "aws_api_gateway_method", "aws_apigatewayv2_api", "aws_api_gateway_rest_api"],
    check: all(
      forType("aws_apigatewayv2_route", routeIsAuthorized),
      when(
        ({ type, values }) => type === "aws_api_gateway_method" && values["http_method"] !== "OPTIONS",
        methodIsAuthorized,
      ),
      forType("aws_apigatewayv2_api", openRoutesExist),
      forType("aws_api_gateway_rest_api", openRoutesExist),
    ),
  },
  {
    id: "API-05",
    title: "REST API methods validate requests",
    severity: "medium",
    rationale: "A request that the gateway rejects costs no invocation and never reaches the backend.",
    fix: "Set request_validator_id.",
    controls: { nist: ["SI-2a"], checkov: ["CKV2_AWS_53"], nag: ["APIG2"] },
    types: ["aws_api_gateway_method"],
    check: when(({ values }) => values["http_method"] !== "OPTIONS", isSet("request_validator_id")),
  },
  {
    id: "API-06",
    title: "API stages are throttled",
    severity: "medium",
    rationale:
      "Route settings without a throttle set both limits to zero; without route settings one caller can use up the account's limit.",
    fix: "Set default_route_settings.throttling_burst_limit and throttling_rate_limit to at least 1.",
    awsError: "429 Too Many Requests for every caller",
    controls: { nist: ["SC-5"], nag: ["APIGWDefaultThrottling"] },
    types: ["aws_apigatewayv2_stage"],
    check: all(
      atLeast("default_route_settings.throttling_burst_limit", 1),
      atLeast("default_route_settings.throttling_rate_limit", 1),
    ),
  },
  {
    id: "API-07",
    title: "API caches are encrypted",
    severity: "medium",
    rationale: "The cache holds responses to authenticated callers.",
    fix: "Set settings.cache_data_encrypted to true wherever settings.caching_enabled is true.",
    controls: {
      fsbp: ["APIGateway.5"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_308"],
      trivy: ["AVD-AWS-0002"],
      nag: ["APIGWCacheEnabledAndEncrypted"],
    },
    types: [SETTINGS],
    relaxed: { dev: "off" },
    check: encryptsCache,
  },
  {
    id: "API-08",
    title: "Custom domains require TLS 1.2 or newer, and the default endpoint is disabled",
    severity: "high",
    rationale: "The default endpoint bypasses the domain and its web ACL.",
    fix: "Set security_policy to TLS_1_2, and disable_execute_api_endpoint to true.",
    controls: { fsbp: ["APIGateway.11"], nist: ["SC-8"], checkov: ["CKV_AWS_206"], trivy: ["AVD-AWS-0005"] },
    types: ["aws_apigatewayv2_domain_name", "aws_api_gateway_domain_name", "aws_apigatewayv2_api"],
    check: all(
      forType(
        "aws_apigatewayv2_domain_name",
        matches("domain_name_configuration.security_policy", /^TLS_1_[23]/, "must be TLS_1_2"),
      ),
      forType("aws_api_gateway_domain_name", matches("security_policy", /^TLS_1_[23]/, "must be TLS_1_2")),
      when(
        (resource, { graph }) =>
          resource.type === "aws_apigatewayv2_api" &&
          graph.inStack(resource.stack, "aws_apigatewayv2_domain_name").length > 0,
        isTrue("disable_execute_api_endpoint"),
      ),
    ),
  },
  {
    id: "API-09",
    title: "API integrations use TLS and a client certificate",
    severity: "low",
    rationale: "The API must verify its backend, and the backend must be able to tell the API from other callers.",
    fix: "Use an https:// URI in the integration, tls_config.server_name_to_verify behind a VPC link, and client_certificate_id on the stage of a REST API.",
    controls: {
      fsbp: ["APIGateway.2", "APIGateway.10"],
      nist: ["SC-8"],
      checkov: ["CKV2_AWS_51"],
      nag: ["APIGWSSLEnabled"],
    },
    types: [STAGE, INTEGRATION, HTTP_INTEGRATION],
    relaxed: { dev: "off" },
    check: all(
      when(({ type }) => type !== STAGE, usesTls),
      when((stage, { graph }) => stage.type === STAGE && callsUrls(stage, graph), isSet("client_certificate_id")),
    ),
  },
  {
    id: "API-10",
    title: "REST APIs are redeployed when they change, and the new deployment is created first",
    severity: "low",
    rationale: "A deployment without triggers stays as it was; a stage without a deployment answers nothing.",
    fix: "Set lifecycle.create_before_destroy to true, and triggers to a hash of the API.",
    awsError: "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
    controls: { nist: ["CM-3a"], checkov: ["CKV_AWS_217", "CKV_AWS_237"] },
    types: ["aws_api_gateway_rest_api", "aws_api_gateway_deployment"],
    phases: ["synth"],
    check: all(isTrue("lifecycle.create_before_destroy"), forType("aws_api_gateway_deployment", isSet("triggers"))),
  },
  {
    id: "API-11",
    title: "APIs allow credentials for listed origins only",
    severity: "high",
    rationale: "If any origin may send credentials, every website can act on behalf of the visitor.",
    fix: "List the origins in cors_configuration.allow_origins (cors.allow_origins of a function URL), or set allow_credentials to false.",
    awsError: "BadRequestException: AllowCredentials cannot be true when AllowOrigins contains *",
    controls: { nist: ["AC-4"], checkov: ["CKV2_AWS_75"] },
    types: ["aws_apigatewayv2_api", "aws_lambda_function_url"],
    check: allowsListedOrigins,
  },
  {
    id: "API-12",
    title: "API integrations stay within the timeout limit and use payload format 2.0",
    severity: "medium",
    rationale: "An HTTP API ends a request after 30 seconds, whatever the function does.",
    fix: "Set timeout_milliseconds to at most 30000 and payload_format_version to 2.0. Set issuer and audience on JWT authorizers, and cloudwatch_role_arn on the only aws_api_gateway_account.",
    awsError: "BadRequestException: Timeout should be between 50 ms and 30000 ms",
    controls: { nist: ["SC-5"] },
    types: ["aws_apigatewayv2_integration", "aws_apigatewayv2_authorizer", "aws_api_gateway_account"],
    check: all(
      forType(
        "aws_apigatewayv2_integration",
        all(atMost("timeout_milliseconds", 30000), oneOf("payload_format_version", "2.0")),
      ),
      when(
        ({ type, values }) => type === "aws_apigatewayv2_authorizer" && values["authorizer_type"] === "JWT",
        all(isSet("jwt_configuration.issuer"), isSet("jwt_configuration.audience")),
      ),
      forType("aws_api_gateway_account", all(isSet("cloudwatch_role_arn"), isOnlyOne)),
    ),
  },
];

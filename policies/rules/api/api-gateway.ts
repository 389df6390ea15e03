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
import { booleanOf, listOf, recordsOf, valueAt } from "../../engine/values";
import { regionOf } from "../checks/regions";
import { methodIsAuthorized, openRoutesExist, routeIsAuthorized } from "./checks/authorizers";
import { asksOverTls, callsUrls, INTEGRATION } from "./checks/integrations";

/** The setting belongs to the account and its region: two stacks that hold it overwrite each other. */
const isAlone: Check = (account, { graph }) =>
  graph
    .inStack(account.stack, account.type)
    .some((one) => one !== account && regionOf(one, graph) === regionOf(account, graph))
    ? [fail("", "must stand once in an account and region")]
    : [];

const STAGE = "aws_api_gateway_stage";
const SETTINGS = "aws_api_gateway_method_settings";
const HTTP_INTEGRATION = "aws_apigatewayv2_integration";

const encryptsItsCache: Check = (settings, context) =>
  recordsOf(settings.values["settings"]).some((one) => booleanOf(one["caching_enabled"]) === true)
    ? isTrue("settings.cache_data_encrypted")(settings, context)
    : [];

export const API_GATEWAY_RULES: readonly Rule[] = [
  {
    id: "API-01",
    title: "API stages log their accesses as JSON with the request id",
    severity: "medium",
    rationale: "The request id joins the log with the trace and the answer to the caller.",
    fix: "Set access_log_settings with a format that has $context.requestId.",
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
    title: "Methods of REST APIs are logged and measured, without the data of their requests",
    severity: "medium",
    rationale:
      "A failed integration shows in the execution log only; a data trace writes passwords and tokens into it.",
    fix: "Add aws_api_gateway_method_settings with logging_level ERROR or INFO, metrics_enabled, and no data_trace_enabled.",
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
    title: "Stages of REST APIs are traced",
    severity: "low",
    rationale: "A slow request cannot be explained without its trace.",
    fix: "Set xray_tracing_enabled.",
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
    rationale: "A route without an authorizer answers anybody, so that whoever adds one must say that this is meant.",
    fix: "Set authorization_type and authorizer_id, or name the route in openRoutes(api, [...]); waive the rule for a REST method.",
    controls: {
      fsbp: ["APIGateway.8"],
      nist: ["AC-3"],
      checkov: ["CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"],
      trivy: ["AVD-AWS-0004"],
      nag: ["APIG4", "COG4"],
    },
    types: ["aws_apigatewayv2_route", "aws_api_gateway_method", "aws_apigatewayv2_api"],
    check: all(
      forType("aws_apigatewayv2_route", routeIsAuthorized),
      when(
        ({ type, values }) => type === "aws_api_gateway_method" && values["http_method"] !== "OPTIONS",
        methodIsAuthorized,
      ),
      forType("aws_apigatewayv2_api", openRoutesExist),
    ),
  },
  {
    id: "API-05",
    title: "Methods of REST APIs refuse malformed requests",
    severity: "medium",
    rationale: "What the gateway refuses costs no invocation and cannot confuse the backend.",
    fix: "Set request_validator_id.",
    controls: { nist: ["SI-2a"], checkov: ["CKV2_AWS_53"], nag: ["APIG2"] },
    types: ["aws_api_gateway_method"],
    check: when(({ values }) => values["http_method"] !== "OPTIONS", isSet("request_validator_id")),
  },
  {
    id: "API-06",
    title: "API stages limit how fast they may be called",
    severity: "medium",
    rationale:
      "Settings without a throttle set the limits to zero, and no settings leave the account's limit to one caller.",
    fix: "Set throttling_burst_limit and throttling_rate_limit.",
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
    title: "What a stage caches is encrypted",
    severity: "medium",
    rationale: "The cache holds the answers to signed-in callers. Whether there is a cache is left to the API.",
    fix: "Set settings.cache_data_encrypted where settings.caching_enabled is true.",
    controls: {
      fsbp: ["APIGateway.5"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_308"],
      trivy: ["AVD-AWS-0002"],
      nag: ["APIGWCacheEnabledAndEncrypted"],
    },
    types: [SETTINGS],
    relaxed: { dev: "off" },
    check: encryptsItsCache,
  },
  {
    id: "API-08",
    title: "Custom domains accept TLS 1.2 or newer, and the default endpoint behind them is closed",
    severity: "high",
    rationale: "The default endpoint is a way around the domain and its firewall.",
    fix: "Set security_policy TLS_1_2 and disable_execute_api_endpoint.",
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
    title: "APIs and the URLs behind them know each other",
    severity: "low",
    rationale: "A backend at a URL must tell the API from anybody else, and the API the backend.",
    fix: "Use https in the integration, tls_config.server_name_to_verify behind a VPC link, and client_certificate_id on the stage of a REST API.",
    controls: {
      fsbp: ["APIGateway.2", "APIGateway.10"],
      nist: ["SC-8"],
      checkov: ["CKV2_AWS_51"],
      nag: ["APIGWSSLEnabled"],
    },
    types: [STAGE, INTEGRATION, HTTP_INTEGRATION],
    relaxed: { dev: "off" },
    check: all(
      when(({ type }) => type !== STAGE, asksOverTls),
      when((stage, { graph }) => stage.type === STAGE && callsUrls(stage, graph), isSet("client_certificate_id")),
    ),
  },
  {
    id: "API-10",
    title: "REST APIs are deployed anew when they change, before the old deployment goes",
    severity: "low",
    rationale: "A deployment that does not know what it deploys stays as it was; a stage without one answers nothing.",
    fix: "Set lifecycle.create_before_destroy, and triggers that hold a digest of the API.",
    awsError: "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
    controls: { nist: ["CM-3a"], checkov: ["CKV_AWS_217", "CKV_AWS_237"] },
    types: ["aws_api_gateway_rest_api", "aws_api_gateway_deployment"],
    phases: ["synth"],
    check: all(isTrue("lifecycle.create_before_destroy"), forType("aws_api_gateway_deployment", isSet("triggers"))),
  },
  {
    id: "API-11",
    title: "APIs share credentials with named origins only",
    severity: "high",
    rationale: "With any origin and credentials every site can act as the visitor.",
    fix: "List the origins.",
    awsError: "BadRequestException: AllowCredentials cannot be true when AllowOrigins contains *",
    controls: { nist: ["AC-4"], checkov: ["CKV2_AWS_75"] },
    types: ["aws_apigatewayv2_api", "aws_lambda_function_url"],
    check: ({ values }) => {
      const cors = values["cors_configuration"] ?? values["cors"];
      const open = listOf(valueAt(cors, "allow_origins")).includes("*") && valueAt(cors, "allow_credentials") === true;
      return open ? [fail("cors_configuration", "must not allow any origin with credentials")] : [];
    },
  },
  {
    id: "API-12",
    title: "Integrations answer in time and in the current payload format",
    severity: "medium",
    rationale: "HTTP APIs end a request after 30 seconds whatever the function does.",
    fix: "Set timeout_milliseconds to at most 30000 and payload_format_version 2.0.",
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
      forType("aws_api_gateway_account", all(isSet("cloudwatch_role_arn"), isAlone)),
    ),
  },
];

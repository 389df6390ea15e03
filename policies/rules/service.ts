import { all, atLeast, atMost, expectAt, fail, forType, isSet, isTrue, matches, oneOf, when } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isEmpty, isUnresolved, listOf, valueAt } from "../engine/values";

const PUBLIC_ROUTES = /^(?:OPTIONS |GET \/(?:health|api\/health)|\$default)/;
const TOKEN_TYPES = ["JWT", "AWS_IAM", "CUSTOM"];

export const SERVICE_RULES: readonly Rule[] = [
  {
    id: "API-01",
    title: "API stages log their accesses as JSON with the request id",
    severity: "medium",
    rationale: "The request id joins the log with the trace and the answer to the caller.",
    fix: "Set access_log_settings with a format that has $context.requestId.",
    controls: {
      fsbp: ["APIGateway.1", "APIGateway.9"],
      nist: ["AU-2", "AU-12"],
      checkov: ["CKV_AWS_76"],
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
    id: "API-04",
    title: "Routes that are not public by intent have an authorizer",
    severity: "high",
    rationale: "A route without an authorizer answers anybody.",
    fix: "Set authorization_type and authorizer_id, or close the API's own endpoint so that only a guarded way leads to it.",
    controls: {
      fsbp: ["APIGateway.8"],
      nist: ["AC-3"],
      checkov: ["CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"],
      trivy: ["AVD-AWS-0004"],
      nag: ["APIG4", "COG4"],
    },
    types: ["aws_apigatewayv2_route", "aws_api_gateway_method"],
    check: ({ stack, values }, { graph }) => {
      if (PUBLIC_ROUTES.test(String(values["route_key"] ?? ""))) return [];
      const guarded = graph.inStack(stack, "aws_apigatewayv2_authorizer", "aws_cloudfront_distribution");
      const kind = values["authorization_type"] ?? values["authorization"];
      if (isUnresolved(kind))
        return [{ status: "unknown", path: "authorization_type", message: "cannot be told before Terraform plans" }];
      return TOKEN_TYPES.includes(String(kind)) || guarded.length > 0
        ? []
        : [fail("authorization_type", "needs an authorizer")];
    },
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
      forType("aws_api_gateway_account", isSet("cloudwatch_role_arn")),
    ),
  },
  {
    id: "LAM-01",
    title: "Functions are traced",
    severity: "low",
    rationale: "A slow request cannot be explained without its trace.",
    fix: "Set tracing_config.mode to Active.",
    controls: {
      fsbp: ["Lambda.7"],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_50"],
      trivy: ["AVD-AWS-0066"],
      nag: ["LambdaTracing"],
    },
    types: ["aws_lambda_function"],
    relaxed: { dev: "off" },
    check: oneOf("tracing_config.mode", "Active"),
  },
  {
    id: "LAM-04",
    title: "Functions in a VPC stand in two zones",
    severity: "medium",
    rationale: "A function in one subnet is lost with its zone.",
    fix: "Name at least two subnets.",
    controls: { fsbp: ["Lambda.5", "Lambda.3"], nist: ["CP-2(5)"], checkov: ["CKV_AWS_117"], nag: ["LambdaInsideVPC"] },
    types: ["aws_lambda_function"],
    check: when(
      ({ values }) => !isEmpty(values["vpc_config"]),
      expectAt("vpc_config.subnet_ids", "must name two subnets", (value) => listOf(value).length >= 2),
    ),
  },
  {
    id: "LAM-06",
    title: "Only named callers may invoke a function",
    severity: "critical",
    rationale: "A permission without a source lets any account's service call the function.",
    fix: "Set source_arn or source_account, and no * principal.",
    controls: {
      fsbp: ["Lambda.1"],
      nist: ["AC-3", "AC-6"],
      checkov: ["CKV_AWS_301", "CKV_AWS_364"],
      trivy: ["AVD-AWS-0067"],
      nag: ["LambdaFunctionPublicAccessProhibited"],
    },
    types: ["aws_lambda_permission"],
    check: all(
      expectAt("principal", "must name a service or an account", (value) => typeof value === "string" && value !== "*"),
      ({ values }) => {
        const service = String(values["principal"]).endsWith(".amazonaws.com");
        return service && isEmpty(values["source_arn"]) && isEmpty(values["source_account"])
          ? [fail("source_arn", "must be set for a service")]
          : [];
      },
    ),
  },
  {
    id: "LAM-07",
    title: "Function URLs ask who is calling",
    severity: "high",
    rationale: "A URL without authorization is public.",
    fix: "Set authorization_type AWS_IAM.",
    controls: { nist: ["AC-3"], checkov: ["CKV_AWS_258"], nag: ["LambdaFunctionUrlAuth"] },
    types: ["aws_lambda_function_url"],
    check: oneOf("authorization_type", "AWS_IAM"),
  },
  {
    id: "LAM-09",
    title: "Functions say how long and in how much memory they run, and queue consumers report partial failures",
    severity: "medium",
    rationale:
      "The defaults of 3 seconds and 128 MB fit nothing; without partial failures one bad message repeats the batch.",
    fix: "Set timeout (at most 900) and memory_size; function_response_types ReportBatchItemFailures on mappings.",
    controls: {
      nist: ["CP-2"],
      nag: ["LambdaDefaultTimeout", "LambdaDefaultMemorySize", "LambdaEventSourceMappingDestination"],
    },
    types: ["aws_lambda_function", "aws_lambda_event_source_mapping", "aws_lambda_provisioned_concurrency_config"],
    check: all(
      forType("aws_lambda_function", all(atLeast("timeout", 1), atMost("timeout", 900), atLeast("memory_size", 128))),
      forType(
        "aws_lambda_event_source_mapping",
        expectAt("function_response_types", "must have ReportBatchItemFailures", (value) =>
          listOf(value).includes("ReportBatchItemFailures"),
        ),
      ),
      forType("aws_lambda_provisioned_concurrency_config", atLeast("provisioned_concurrent_executions", 1)),
    ),
  },
];

import { all, atLeast, atMost, fail, forType, isSet, isTrue, matches, oneOf, unknown, when } from "../engine/checks";
import type { Check, Finding, Rule, Values } from "../engine/rule";
import { isEmpty, isUnresolved, listOf, stringsOf, valueAt } from "../engine/values";
import { regionOf } from "./region";

const AUTHORIZED_BY_ID = ["JWT", "CUSTOM", "COGNITO_USER_POOLS"];

/** IAM tells who calls by itself; every other kind needs the authorizer that does. */
function authorizationProblems(values: Values, path: string): readonly Finding[] {
  const kind = values[path];
  if (isUnresolved(kind)) return [unknown(path)];
  if (kind === "AWS_IAM") return [];
  if (!AUTHORIZED_BY_ID.includes(String(kind))) return [fail(path, "needs an authorizer")];
  return isEmpty(values["authorizer_id"]) ? [fail("authorizer_id", `must be set for ${String(kind)}`)] : [];
}

/** The setting belongs to the account and its region: two stacks that hold it overwrite each other. */
const isAlone: Check = (account, { graph }) =>
  graph
    .inStack(account.stack, account.type)
    .some((one) => one !== account && regionOf(one, graph) === regionOf(account, graph))
    ? [fail("", "must stand once in an account and region")]
    : [];

export const API_RULES: readonly Rule[] = [
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
      forType("aws_apigatewayv2_route", (route, { graph }) => {
        const [api] = graph.targetsAt(route, "api_id");
        const isOpen = stringsOf(api?.openRoutes).includes(String(route.values["route_key"]));
        return isOpen ? [] : authorizationProblems(route.values, "authorization_type");
      }),
      when(
        ({ type, values }) => type === "aws_api_gateway_method" && values["http_method"] !== "OPTIONS",
        ({ values }) => authorizationProblems(values, "authorization"),
      ),
      forType("aws_apigatewayv2_api", (api, { graph }) => {
        const open = graph
          .referrers(api, "aws_apigatewayv2_route")
          .filter(({ values }) => isEmpty(values["authorizer_id"]))
          .map(({ values }) => values["route_key"]);
        return stringsOf(api.openRoutes)
          .filter((route) => !open.includes(route))
          .map((route) => fail("openRoutes", `names ${route}, which is no route without an authorizer`));
      }),
    ),
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
      forType("aws_api_gateway_account", all(isSet("cloudwatch_role_arn"), isAlone)),
    ),
  },
];

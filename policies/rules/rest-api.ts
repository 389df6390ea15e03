import { all, fail, forType, isSet, isTrue, needs, notTrue, oneOf, unknown, when } from "../engine/checks";
import type { Graph } from "../engine/graph";
import type { Check, Resource, Rule } from "../engine/rule";
import { booleanOf, isUnresolved, recordsOf } from "../engine/values";

const STAGE = "aws_api_gateway_stage";
const SETTINGS = "aws_api_gateway_method_settings";
const INTEGRATION = "aws_api_gateway_integration";
const HTTP_INTEGRATION = "aws_apigatewayv2_integration";
const OVER_HTTP = ["HTTP", "HTTP_PROXY"];

/** A backend that is a URL is asked over TLS; behind a VPC link the name on its certificate is checked. */
const asksOverTls: Check = (integration, context) => {
  const { values } = integration;
  if (!OVER_HTTP.includes(String(values["type"] ?? values["integration_type"]))) return [];
  if (values["connection_type"] === "VPC_LINK" && "integration_type" in values) {
    return isSet("tls_config.server_name_to_verify")(integration, context);
  }
  const path = "uri" in values ? "uri" : "integration_uri";
  const uri = values[path];
  if (isUnresolved(uri) && !/^https?:/.test(uri)) return [unknown(path)];
  return String(uri).startsWith("https://") ? [] : [fail(path, "must begin with https://")];
};

function callsUrls(stage: Resource, graph: Graph): boolean {
  return graph
    .targetsAt(stage, "rest_api_id")
    .flatMap((api) => graph.referrers(api, INTEGRATION))
    .some(({ values }) => OVER_HTTP.includes(String(values["type"])));
}

const encryptsItsCache: Check = (settings, context) =>
  recordsOf(settings.values["settings"]).some((one) => booleanOf(one["caching_enabled"]) === true)
    ? isTrue("settings.cache_data_encrypted")(settings, context)
    : [];

export const REST_API_RULES: readonly Rule[] = [
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
];

import { removed, weakened, type Classification } from "../protection";

/** The API, its routes and stages. */
export const API: Classification = {
  aws_apigatewayv2_api: {
    protects: [
      weakened("disable_execute_api_endpoint", "API-08", [undefined, false]),
      weakened("cors_configuration", "API-11", [{ allow_origins: ["*"], allow_credentials: true }]),
    ],
    neutral: { behaviour: ["protocol_type"] },
  },
  aws_apigatewayv2_api_mapping: { protects: [], neutral: { wiring: ["api_id", "domain_name", "stage"] } },
  aws_apigatewayv2_authorizer: {
    protects: [
      removed("jwt_configuration", "API-12"),
      removed("jwt_configuration.issuer", "API-12"),
      removed("jwt_configuration.audience", "API-12"),
    ],
    neutral: { wiring: ["api_id"], behaviour: ["authorizer_type", "identity_sources"] },
  },
  aws_apigatewayv2_domain_name: {
    protects: [
      removed("domain_name_configuration", "API-08"),
      weakened("domain_name_configuration.security_policy", "API-08", [undefined, "TLS_1_0"]),
    ],
    neutral: { naming: ["domain_name"] },
  },
  aws_apigatewayv2_integration: {
    protects: [
      weakened("timeout_milliseconds", "API-12", [undefined, 60000]),
      weakened("payload_format_version", "API-12", [undefined, "1.0"]),
    ],
    neutral: { wiring: ["api_id", "integration_uri"], behaviour: ["integration_method", "integration_type"] },
  },
  aws_apigatewayv2_route: {
    protects: [weakened("authorization_type", "API-04", ["NONE"]), removed("authorizer_id", "API-04")],
    neutral: { wiring: ["api_id", "target"], behaviour: ["route_key", "authorization_scopes"] },
  },
  aws_apigatewayv2_stage: {
    protects: [
      removed("access_log_settings", "API-01"),
      removed("access_log_settings.destination_arn", "API-01"),
      weakened("access_log_settings.format", "API-01", [undefined, "$context.identity.sourceIp", '{"ip":"1"}']),
      removed("default_route_settings", "API-06"),
      weakened("default_route_settings.throttling_burst_limit", "API-06", [undefined, 0]),
      weakened("default_route_settings.throttling_rate_limit", "API-06", [undefined, 0]),
    ],
    neutral: { wiring: ["api_id"], ordering: ["auto_deploy"] },
  },
};

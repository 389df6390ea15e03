import { removed, weakened, type Classification } from "../protection";

/** The API, its functions and their permissions. */
export const SERVICE: Classification = {
  aws_apigatewayv2_api: {
    protects: [
      weakened("disable_execute_api_endpoint", "API-08", [undefined, false]),
      weakened("cors_configuration", "API-11", [{ allow_origins: ["*"], allow_credentials: true }]),
    ],
    neutral: { behaviour: ["protocol_type"] },
  },
  aws_apigatewayv2_domain_name: {
    protects: [
      removed("domain_name_configuration", "API-08"),
      weakened("domain_name_configuration.security_policy", "API-08", [undefined, "TLS_1_0"]),
    ],
    neutral: { naming: ["domain_name"] },
  },
  aws_apigatewayv2_api_mapping: { protects: [], neutral: { wiring: ["api_id", "domain_name", "stage"] } },
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
  aws_apigatewayv2_route: {
    protects: [weakened("authorization_type", "API-04", ["NONE"]), removed("authorizer_id", "API-04")],
    neutral: { wiring: ["api_id", "target"], behaviour: ["route_key", "authorization_scopes"] },
  },
  aws_apigatewayv2_authorizer: {
    protects: [
      removed("jwt_configuration", "API-12"),
      removed("jwt_configuration.issuer", "API-12"),
      removed("jwt_configuration.audience", "API-12"),
    ],
    neutral: { wiring: ["api_id"], behaviour: ["authorizer_type", "identity_sources"] },
  },
  aws_apigatewayv2_integration: {
    protects: [
      weakened("timeout_milliseconds", "API-12", [undefined, 60000]),
      weakened("payload_format_version", "API-12", [undefined, "1.0"]),
    ],
    neutral: { wiring: ["api_id", "integration_uri"], behaviour: ["integration_method", "integration_type"] },
  },
  aws_lambda_function: {
    protects: [
      weakened("tracing_config.mode", "LAM-01", [undefined, "PassThrough"]),
      removed("tracing_config", "LAM-01"),
      removed("vpc_config", "LAM-04", "NET-09"),
      weakened("vpc_config.subnet_ids", "LAM-04", [undefined, ["subnet-1"]]),
      weakened("timeout", "LAM-09", [undefined, 1000]),
      removed("memory_size", "LAM-09"),
      weakened("image_uri", "LAM-08", ["123456789012.dkr.ecr.us-east-1.amazonaws.com/api:latest"]),
      weakened("environment.variables", "SEC-02", [{ DB_PASSWORD: "hunter2hunter2" }], "LAM-05"),
      removed("kms_key_arn", "LAM-05"),
      removed("reserved_concurrent_executions", "LAM-03"),
      removed("logging_config", "LOG-01"),
    ],
    neutral: {
      naming: ["function_name"],
      wiring: ["role"],
      behaviour: ["architectures", "image_config", "package_type", "publish"],
      ordering: ["replace_security_groups_on_destroy"],
    },
  },
  aws_lambda_alias: { protects: [], neutral: { wiring: ["function_name", "function_version"] } },
  aws_lambda_permission: {
    protects: [removed("source_arn", "LAM-06"), weakened("principal", "LAM-06", [undefined, "*"])],
    neutral: { wiring: ["function_name", "qualifier"], behaviour: ["action"] },
  },
  aws_lambda_provisioned_concurrency_config: {
    protects: [weakened("provisioned_concurrent_executions", "LAM-09", [undefined, 0])],
    neutral: { wiring: ["function_name", "qualifier"] },
  },
  aws_iam_role: {
    protects: [removed("assume_role_policy", "IAM-05")],
    neutral: { sizing: ["max_session_duration"] },
  },
  aws_iam_role_policy: { protects: [], neutral: { wiring: ["role"], behaviour: ["policy"] } },
  aws_iam_role_policy_attachment: {
    protects: [
      weakened("policy_arn", "IAM-01", ["arn:aws:iam::aws:policy/AdministratorAccess"], "IAM-08"),
      weakened("policy_arn", "IAM-08", ["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    ],
    neutral: { wiring: ["role"] },
  },
  aws_ssm_parameter: {
    protects: [weakened("name", "SSM-01", ["/groundplan/prod/database/password"])],
    neutral: { wiring: ["insecure_value"], sizing: ["tier"], behaviour: ["type"] },
  },
};

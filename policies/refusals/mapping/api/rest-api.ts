import type { Mapping } from "../grammar";

export const REST_API: Mapping = {
  aws_api_gateway_rest_api: {
    type: "AWS::ApiGateway::RestApi",
    attributes: { execution_arn: "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${}" },
    arguments: {
      body: "Body",
      policy: "Policy",
      minimum_compression_size: "MinimumCompressionSize",
      put_rest_api_mode: null,
    },
  },
  aws_api_gateway_resource: { type: "AWS::ApiGateway::Resource" },
  aws_api_gateway_method: {
    type: "AWS::ApiGateway::Method",
    arguments: { authorization: "AuthorizationType", api_key_required: "ApiKeyRequired" },
  },
  aws_api_gateway_integration: {
    into: "aws_api_gateway_method",
    by: ["rest_api_id", "resource_id", "http_method"],
    at: "Integration",
    arguments: {
      integration_http_method: "IntegrationHttpMethod",
      uri: "Uri",
      timeout_milliseconds: "TimeoutInMillis",
      request_parameters: "RequestParameters",
      request_templates: "RequestTemplates",
      http_method: null,
      resource_id: null,
      rest_api_id: null,
    },
  },
  aws_api_gateway_method_response: {
    into: "aws_api_gateway_method",
    by: ["rest_api_id", "resource_id", "http_method"],
    at: "MethodResponses",
    arguments: { http_method: null, resource_id: null, rest_api_id: null },
  },
  aws_api_gateway_integration_response: {
    into: "aws_api_gateway_method",
    by: ["rest_api_id", "resource_id", "http_method"],
    at: "Integration.IntegrationResponses",
    arguments: { http_method: null, resource_id: null, rest_api_id: null },
  },
  aws_api_gateway_stage: {
    type: "AWS::ApiGateway::Stage",
    arguments: {
      access_log_settings: "AccessLogSetting",
      xray_tracing_enabled: "TracingEnabled",
      cache_cluster_enabled: "CacheClusterEnabled",
      canary_settings: "CanarySetting",
    },
  },
  aws_api_gateway_method_settings: {
    into: "aws_api_gateway_stage",
    by: ["rest_api_id", "stage_name"],
    at: "MethodSettings",
    arguments: {
      rest_api_id: null,
      stage_name: null,
      method_path: "ResourcePath",
      "settings.metrics_enabled": "^MetricsEnabled",
      "settings.logging_level": "^LoggingLevel",
      "settings.data_trace_enabled": "^DataTraceEnabled",
      "settings.throttling_burst_limit": "^ThrottlingBurstLimit",
      "settings.throttling_rate_limit": "^ThrottlingRateLimit",
      "settings.caching_enabled": "^CachingEnabled",
      "settings.cache_ttl_in_seconds": "^CacheTtlInSeconds",
      "settings.cache_data_encrypted": "^CacheDataEncrypted",
    },
  },
  aws_api_gateway_deployment: { type: "AWS::ApiGateway::Deployment", arguments: { triggers: null } },
  aws_api_gateway_authorizer: { type: "AWS::ApiGateway::Authorizer", arguments: { provider_arns: "ProviderARNs" } },
  aws_api_gateway_model: { type: "AWS::ApiGateway::Model", arguments: { schema: "Schema" } },
  aws_api_gateway_usage_plan: {
    type: "AWS::ApiGateway::UsagePlan",
    arguments: { quota_settings: "Quota", throttle_settings: "Throttle", name: "UsagePlanName" },
  },
  aws_api_gateway_gateway_response: { type: "AWS::ApiGateway::GatewayResponse" },
  aws_api_gateway_domain_name: { type: "AWS::ApiGateway::DomainName" },
  aws_api_gateway_base_path_mapping: {
    type: "AWS::ApiGateway::BasePathMapping",
    arguments: { api_id: "RestApiId", stage_name: "Stage" },
  },
  aws_api_gateway_account: { type: "AWS::ApiGateway::Account" },
  aws_api_gateway_request_validator: { type: "AWS::ApiGateway::RequestValidator" },
  aws_api_gateway_api_key: { type: "AWS::ApiGateway::ApiKey" },
};

import { type Claim, claims } from "../claim";

const API = "aws_api_gateway_rest_api.orders";
const STAGE = "aws_api_gateway_stage.live";
const METHOD = "aws_api_gateway_method.read";
const SETTINGS = "aws_api_gateway_method_settings.all";
const FORMAT = '{"id":"$context.requestId","status":"$context.status"}';

const rest = {
  [API]: {
    name: "orders",
    endpoint_configuration: { types: ["REGIONAL"] },
    lifecycle: { create_before_destroy: true },
  },
  "aws_api_gateway_deployment.orders": {
    rest_api_id: `\${${API}.id}`,
    triggers: { redeployment: "1" },
    lifecycle: { create_before_destroy: true },
  },
  [STAGE]: {
    rest_api_id: `\${${API}.id}`,
    stage_name: "live",
    deployment_id: "${aws_api_gateway_deployment.orders.id}",
    xray_tracing_enabled: true,
    client_certificate_id: "${aws_api_gateway_client_certificate.orders.id}",
    access_log_settings: {
      destination_arn: "arn:aws:logs:ca-central-1:111122223333:log-group:/orders",
      format: FORMAT,
    },
  },
  [METHOD]: {
    rest_api_id: `\${${API}.id}`,
    http_method: "GET",
    authorization: "COGNITO_USER_POOLS",
    authorizer_id: "${aws_api_gateway_authorizer.users.id}",
    request_validator_id: "${aws_api_gateway_request_validator.all.id}",
  },
  "aws_api_gateway_integration.read": {
    rest_api_id: `\${${API}.id}`,
    http_method: "GET",
    type: "HTTP_PROXY",
    uri: "https://backend.acme.example/orders",
  },
  [SETTINGS]: {
    rest_api_id: `\${${API}.id}`,
    stage_name: `\${${STAGE}.stage_name}`,
    method_path: "*/*",
    settings: {
      logging_level: "ERROR",
      metrics_enabled: true,
      data_trace_enabled: false,
      caching_enabled: true,
      cache_data_encrypted: true,
    },
  },
  "aws_wafv2_web_acl_association.live": {
    resource_arn: `\${${STAGE}.arn}`,
    web_acl_arn: "${aws_wafv2_web_acl.api.arn}",
  },
};

const ofRestApis = claims(API, rest, {
  "CKV_AWS_76 AwsSolutions-APIG1 AVD-AWS-0001": [
    { [STAGE]: { access_log_settings: undefined } },
    { [STAGE]: { "access_log_settings.destination_arn": undefined } },
  ],
  APIGWStructuredLogging: [
    { [STAGE]: { "access_log_settings.format": "$context.requestId $context.status" } },
    { [STAGE]: { "access_log_settings.format": '<log id="$context.requestId"/>' } },
  ],
  "CKV2_AWS_4 AwsSolutions-APIG6 APIGateway.1": [
    { [SETTINGS]: { "settings.logging_level": "OFF" } },
    { [SETTINGS]: { "settings.logging_level": undefined } },
    { [SETTINGS]: undefined },
  ],
  CKV_AWS_276: {
    fails: [{ [SETTINGS]: { "settings.data_trace_enabled": true } }],
    passes: [{ [SETTINGS]: { "settings.data_trace_enabled": undefined } }],
  },
  "CKV_AWS_73 AVD-AWS-0003 APIGWXrayEnabled APIGateway.3": [
    { [STAGE]: { xray_tracing_enabled: false } },
    { [STAGE]: { xray_tracing_enabled: undefined } },
  ],
  "CKV_AWS_59 CKV2_AWS_70 AVD-AWS-0004 AwsSolutions-APIG4 AwsSolutions-COG4": {
    fails: [
      { [METHOD]: { authorization: "NONE", authorizer_id: undefined } },
      { [METHOD]: { authorization: "NONE", authorizer_id: undefined, http_method: "POST" } },
    ],
    passes: [
      { [METHOD]: { authorization: "AWS_IAM", authorizer_id: undefined } },
      { [METHOD]: { authorization: "NONE", authorizer_id: undefined, http_method: "OPTIONS" } },
      {
        [API]: { "endpoint_configuration.types": ["PRIVATE"] },
        [METHOD]: { authorization: "NONE", authorizer_id: undefined },
      },
    ],
  },
  "CKV2_AWS_53 AwsSolutions-APIG2": [{ [METHOD]: { request_validator_id: undefined } }],
  "CKV_AWS_308 AVD-AWS-0002 APIGWCacheEnabledAndEncrypted APIGateway.5": {
    fails: [
      { [SETTINGS]: { "settings.cache_data_encrypted": false } },
      { [SETTINGS]: { "settings.cache_data_encrypted": undefined } },
    ],
    passes: [{ [SETTINGS]: { "settings.cache_data_encrypted": false, "settings.caching_enabled": false } }],
  },
  "CKV2_AWS_51 APIGWSSLEnabled APIGateway.2": {
    fails: [{ [STAGE]: { client_certificate_id: undefined } }, { [STAGE]: { client_certificate_id: "" } }],
    passes: [
      {
        [STAGE]: { client_certificate_id: undefined },
        "aws_api_gateway_integration.read": { type: "AWS_PROXY", uri: "${aws_lambda_function.orders.invoke_arn}" },
      },
    ],
  },
  CKV_AWS_217: [
    { "aws_api_gateway_deployment.orders": { lifecycle: undefined } },
    { "aws_api_gateway_deployment.orders": { lifecycle: { create_before_destroy: false } } },
  ],
  CKV_AWS_237: [{ lifecycle: undefined }, { lifecycle: { create_before_destroy: false } }],
  "CKV2_AWS_29 AwsSolutions-APIG3 APIGateway.4": {
    fails: [{ "aws_wafv2_web_acl_association.live": undefined }],
    passes: [
      {
        [API]: { "endpoint_configuration.types": ["PRIVATE"] },
        "aws_wafv2_web_acl_association.live": undefined,
      },
    ],
  },
});

const http = {
  "aws_apigatewayv2_api.shop": { name: "shop", protocol_type: "HTTP", disable_execute_api_endpoint: true },
  "aws_apigatewayv2_stage.live": {
    api_id: "${aws_apigatewayv2_api.shop.id}",
    name: "$default",
    access_log_settings: {
      destination_arn: "arn:aws:logs:ca-central-1:111122223333:log-group:/shop",
      format: FORMAT,
    },
    default_route_settings: { throttling_burst_limit: 50, throttling_rate_limit: 100 },
  },
  "aws_apigatewayv2_route.orders": {
    api_id: "${aws_apigatewayv2_api.shop.id}",
    route_key: "GET /orders",
    authorization_type: "JWT",
    authorizer_id: "${aws_apigatewayv2_authorizer.users.id}",
  },
  "aws_apigatewayv2_integration.backend": {
    api_id: "${aws_apigatewayv2_api.shop.id}",
    integration_type: "HTTP_PROXY",
    connection_type: "VPC_LINK",
    integration_uri: "arn:aws:elasticloadbalancing:ca-central-1:111122223333:listener/app/shop/1/2",
    tls_config: { server_name_to_verify: "backend.acme.example" },
  },
  "aws_apigatewayv2_domain_name.shop": {
    domain_name: "api.acme.example",
    domain_name_configuration: { endpoint_type: "REGIONAL", security_policy: "TLS_1_2" },
  },
};
const ROUTE = "aws_apigatewayv2_route.orders";

const ofHttpApis = claims("aws_apigatewayv2_stage.live", http, {
  "CKV_AWS_95 APIGateway.9": [{ access_log_settings: undefined }, { "access_log_settings.destination_arn": undefined }],
  "CKV_AWS_309 APIGateway.8": {
    fails: [
      { [ROUTE]: { authorization_type: "NONE", authorizer_id: undefined } },
      { [ROUTE]: { authorization_type: undefined, authorizer_id: undefined } },
    ],
    passes: [{ [ROUTE]: { authorization_type: "AWS_IAM", authorizer_id: undefined } }],
  },
  APIGWDefaultThrottling: [
    { default_route_settings: undefined },
    { "default_route_settings.throttling_burst_limit": undefined },
    { "default_route_settings.throttling_rate_limit": 0 },
  ],
  "APIGateway.10": [{ "aws_apigatewayv2_integration.backend": { tls_config: undefined } }],
});

export const API_GATEWAY: readonly Claim[] = [
  ...ofRestApis,
  ...ofHttpApis,
  ...claims(
    "aws_api_gateway_domain_name.shop",
    {
      "aws_api_gateway_domain_name.shop": { domain_name: "api.acme.example", security_policy: "TLS_1_2" },
      "aws_apigatewayv2_domain_name.shop": http["aws_apigatewayv2_domain_name.shop"],
    },
    {
      "CKV_AWS_206 AVD-AWS-0005 APIGateway.11": [
        { security_policy: "TLS_1_0" },
        { security_policy: undefined },
        { "aws_apigatewayv2_domain_name.shop": { "domain_name_configuration.security_policy": "TLS_1_0" } },
      ],
    },
  ),
];

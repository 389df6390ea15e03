import type { Mapping } from "../grammar";

export const HTTP_API: Mapping = {
  aws_apigatewayv2_api: {
    type: "AWS::ApiGatewayV2::Api",
    attributes: { execution_arn: "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${}" },
    arguments: { body: "Body", cors_configuration: "CorsConfiguration", tags: "Tags" },
  },
  aws_apigatewayv2_integration: {
    type: "AWS::ApiGatewayV2::Integration",
    arguments: { timeout_milliseconds: "TimeoutInMillis", tls_config: "TlsConfig" },
  },
  aws_apigatewayv2_stage: {
    type: "AWS::ApiGatewayV2::Stage",
    arguments: {
      name: "StageName",
      access_log_settings: "AccessLogSettings",
      default_route_settings: "DefaultRouteSettings",
      route_settings: { to: "RouteSettings", keyedBy: "route_key" },
      tags: "Tags",
    },
  },
  aws_apigatewayv2_authorizer: {
    type: "AWS::ApiGatewayV2::Authorizer",
    arguments: { identity_sources: "IdentitySource" },
  },
  aws_apigatewayv2_route: { type: "AWS::ApiGatewayV2::Route" },
  aws_apigatewayv2_domain_name: {
    type: "AWS::ApiGatewayV2::DomainName",
    arguments: { domain_name_configuration: "DomainNameConfigurations", tags: "Tags" },
  },
  aws_apigatewayv2_api_mapping: { type: "AWS::ApiGatewayV2::ApiMapping", arguments: { stage: "Stage" } },
};

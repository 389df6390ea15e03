import { type BadInput, refused } from "../bad-input";

const api = (changes: object = {}) => ({
  aws_apigatewayv2_api: { shop: { name: "shop", protocol_type: "HTTP", ...changes } },
});
const API_ID = "${aws_apigatewayv2_api.shop.id}";
const socket = () => api({ protocol_type: "WEBSOCKET", route_selection_expression: "$request.body.action" });
const part = (type: string, values: object, owner: object = api()) => ({
  ...owner,
  [type]: { orders: { api_id: API_ID, ...values } },
});
const authorizer = (values: object, owner?: object) =>
  part("aws_apigatewayv2_authorizer", { name: "customers", authorizer_type: "JWT", ...values }, owner);
const JWT = { identity_sources: ["$request.header.Authorization"] };
const integration = (values: object, owner?: object) =>
  part("aws_apigatewayv2_integration", { integration_type: "HTTP_PROXY", ...values }, owner);
const URL = { integration_method: "GET", integration_uri: "https://shop.example.com/" };
const FUNCTION = {
  integration_type: "AWS_PROXY",
  integration_uri: "arn:aws:lambda:us-east-1:123456789012:function:shop",
};
const route = (values: object, owner?: object) => part("aws_apigatewayv2_route", values, owner);
const stage = (values: object) => part("aws_apigatewayv2_stage", { name: "live", ...values });
const LOGS = "arn:aws:logs:us-east-1:123456789012:log-group:shop";

export const HTTP_API: readonly BadInput[] = [
  refused(
    "pf-apigwv2-access-log-destination-log-group",
    "aws_apigatewayv2_stage.orders access_log_settings.destination_arn",
    "Access log destination_arn points at s3; an ApiGatewayV2 stage only",
    stage({ access_log_settings: [{ destination_arn: "arn:aws:s3:::logs", format: "$context.requestId" }] }),
  ),
  refused(
    "pf-apigwv2-access-log-format-request-id",
    "aws_apigatewayv2_stage.orders access_log_settings.format",
    "The access log format has neither $context.requestId nor",
    stage({ access_log_settings: [{ destination_arn: LOGS, format: "$context.status" }] }),
  ),
  refused(
    "pf-apigwv2-stage-name-charset",
    "aws_apigatewayv2_stage.orders name",
    "name 'live shop' has characters outside a-zA-Z0-9_",
    stage({ name: "live shop" }),
  ),
  refused(
    "pf-apigwv2-stage-route-settings-key",
    "aws_apigatewayv2_stage.orders route_settings",
    "route_settings is keyed by 'GET /nothing', which no Route of this API",
    {
      ...route({ route_key: "GET /orders" }),
      ...stage({ route_settings: [{ route_key: "GET /nothing", throttling_rate_limit: 5 }] }),
    },
  ),
  refused(
    "pf-apigwv2-cors-credentials-wildcard",
    "aws_apigatewayv2_api.shop cors_configuration.allow_origins",
    "cors_configuration sets allow_credentials with a '*' origin",
    api({ cors_configuration: [{ allow_credentials: true, allow_origins: ["*"] }] }),
  ),
  refused(
    "pf-apigwv2-http-route-selection",
    "aws_apigatewayv2_api.shop route_selection_expression",
    "HTTP API route_selection_expression '$request.body.action' is not",
    api({ route_selection_expression: "$request.body.action" }),
  ),
  refused(
    "pf-apigwv2-websocket-no-cors",
    "aws_apigatewayv2_api.shop cors_configuration",
    "cors_configuration is set on a WEBSOCKET API",
    {
      aws_apigatewayv2_api: {
        shop: {
          ...socket().aws_apigatewayv2_api.shop,
          cors_configuration: [{ allow_origins: ["https://shop.example.com"] }],
        },
      },
    },
  ),
  refused(
    "pf-apigwv2-authorizer-ttl-identity-source",
    "aws_apigatewayv2_authorizer.orders ",
    "authorizer_result_ttl_in_seconds is 300 (caching on) but",
    authorizer({
      authorizer_type: "REQUEST",
      authorizer_uri:
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:shop/invocations",
      authorizer_payload_format_version: "2.0",
      authorizer_result_ttl_in_seconds: 300,
    }),
  ),
  refused(
    "pf-apigwv2-jwt-audience-required",
    "aws_apigatewayv2_authorizer.orders jwt_configuration",
    "A JWT authorizer has no JwtConfiguration.Audience; the authorizer",
    authorizer({ ...JWT, jwt_configuration: [{ issuer: "https://issuer.example.com" }] }),
  ),
  refused(
    "pf-apigwv2-jwt-authorizer-config",
    "aws_apigatewayv2_authorizer.orders ",
    "JWT authorizer has no jwt_configuration",
    authorizer(JWT),
  ),
  refused(
    "pf-apigwv2-jwt-issuer-https",
    "aws_apigatewayv2_authorizer.orders jwt_configuration.issuer",
    "jwt_configuration.issuer 'http://issuer.example.com' is not an https",
    authorizer({ ...JWT, jwt_configuration: [{ issuer: "http://issuer.example.com", audience: ["shop"] }] }),
  ),
  refused(
    "pf-apigwv2-http-identity-source-expression",
    "aws_apigatewayv2_authorizer.orders identity_sources",
    "identity_sources 'route.request.header.Authorization' is not a",
    authorizer({
      identity_sources: ["route.request.header.Authorization"],
      jwt_configuration: [{ issuer: "https://issuer.example.com", audience: ["shop"] }],
    }),
  ),
  refused(
    "pf-apigwv2-request-authorizer-payload-version",
    "aws_apigatewayv2_authorizer.orders ",
    "REQUEST authorizer on an HTTP API has no",
    authorizer({
      authorizer_type: "REQUEST",
      ...JWT,
      authorizer_uri:
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:shop/invocations",
    }),
  ),
  refused(
    "pf-apigwv2-request-authorizer-uri-required",
    "aws_apigatewayv2_authorizer.orders ",
    "authorizer_type is REQUEST but authorizer_uri is not set",
    authorizer({ authorizer_type: "REQUEST", ...JWT, authorizer_payload_format_version: "2.0" }),
  ),
  refused(
    "pf-apigwv2-simple-responses-payload-version",
    "aws_apigatewayv2_authorizer.orders enable_simple_responses",
    "enable_simple_responses is set but authorizer_payload_format_version",
    authorizer({
      authorizer_type: "REQUEST",
      ...JWT,
      authorizer_uri:
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:shop/invocations",
      authorizer_payload_format_version: "1.0",
      enable_simple_responses: true,
    }),
  ),
  refused(
    "pf-apigwv2-websocket-authorizer-type",
    "aws_apigatewayv2_authorizer.orders authorizer_type",
    "authorizer_type is JWT on a WebSocket API",
    authorizer({ ...JWT, jwt_configuration: [{ issuer: "https://issuer.example.com", audience: ["shop"] }] }, socket()),
  ),
  refused(
    "pf-apigwv2-http-proxy-integration-method",
    "aws_apigatewayv2_integration.orders ",
    "integration_type is HTTP_PROXY but integration_method is not set",
    integration({ integration_uri: "https://shop.example.com/" }),
  ),
  refused(
    "pf-apigwv2-http-proxy-payload-version",
    "aws_apigatewayv2_integration.orders payload_format_version",
    "HTTP_PROXY integrations only support payload_format_version 1.0",
    integration({ ...URL, payload_format_version: "2.0" }),
  ),
  refused(
    "pf-apigwv2-integration-vpc-link-connection-id",
    "aws_apigatewayv2_integration.orders ",
    "connection_type is VPC_LINK but connection_id is not set",
    integration({ ...URL, connection_type: "VPC_LINK" }),
  ),
  refused(
    "pf-apigwv2-request-parameter-action",
    "aws_apigatewayv2_integration.orders request_parameters",
    "Request parameter mapping 'add:header.shop' is not",
    integration({ ...URL, request_parameters: { "add:header.shop": "yes" } }),
  ),
  refused(
    "pf-apigwv2-websocket-payload-version",
    "aws_apigatewayv2_integration.orders payload_format_version",
    "An AWS_PROXY integration on a WebSocket API sets",
    integration({ ...FUNCTION, payload_format_version: "2.0" }, socket()),
  ),
  refused(
    "pf-apigwv2-integration-subtype-credentials",
    "aws_apigatewayv2_integration.orders ",
    "integration_subtype SQS-SendMessage is set but credentials_arn is not",
    integration({
      integration_type: "AWS_PROXY",
      integration_subtype: "SQS-SendMessage",
      request_parameters: { QueueUrl: "$request.header.q", MessageBody: "$request.body.m" },
    }),
  ),
  refused(
    "pf-apigwv2-integration-subtype-known",
    "aws_apigatewayv2_integration.orders integration_subtype",
    "integration_subtype 'SNS-Publish' is not an AWS service integration",
    integration({
      integration_type: "AWS_PROXY",
      integration_subtype: "SNS-Publish",
      credentials_arn: "arn:aws:iam::123456789012:role/shop",
    }),
  ),
  refused(
    "pf-apigwv2-http-route-key",
    "aws_apigatewayv2_route.orders route_key",
    "route_key 'FETCH /orders' is malformed for an HTTP API; the route",
    route({ route_key: "FETCH /orders" }),
  ),
  refused(
    "pf-apigwv2-http-route-no-api-key",
    "aws_apigatewayv2_route.orders api_key_required",
    "api_key_required is set on a route of an HTTP API",
    route({ route_key: "GET /orders", api_key_required: true }),
  ),
  refused(
    "pf-apigwv2-route-authorization-scopes-jwt",
    "aws_apigatewayv2_route.orders authorization_scopes",
    "authorization_scopes is set on a route whose authorization_type is",
    route({ route_key: "GET /orders", authorization_scopes: ["orders"] }),
  ),
  refused(
    "pf-apigwv2-route-jwt-authorizer-id",
    "aws_apigatewayv2_route.orders ",
    "authorization_type is JWT but authorizer_id is not set",
    route({ route_key: "GET /orders", authorization_type: "JWT" }),
  ),
  refused(
    "pf-apigwv2-route-target-format",
    "aws_apigatewayv2_route.orders target",
    "Route target 'orders' is not an integration reference",
    route({ route_key: "GET /orders", target: "orders" }),
  ),
  refused(
    "pf-apigwv2-websocket-authorization-connect-only",
    "aws_apigatewayv2_route.orders authorization_type",
    "Route 'orders' of a WebSocket API sets authorization_type AWS_IAM",
    route({ route_key: "orders", authorization_type: "AWS_IAM" }, socket()),
  ),
  refused(
    "pf-apigwv2-domain-certificate-region",
    "aws_apigatewayv2_domain_name.shop domain_name_configuration",
    "domain_name_configuration references an ACM certificate in eu-west-1",
    {
      aws_apigatewayv2_domain_name: {
        shop: {
          domain_name: "api.example.com",
          domain_name_configuration: [
            {
              certificate_arn: "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
              endpoint_type: "REGIONAL",
              security_policy: "TLS_1_2",
            },
          ],
        },
      },
    },
  ),
];

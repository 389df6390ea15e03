import { type BadInput, refused } from "../bad-input";

const LOGS = "arn:aws:logs:us-east-1:123456789012:log-group:shop";
const rest = (changes: object = {}) => ({ aws_api_gateway_rest_api: { shop: { name: "shop", ...changes } } });
const REST_ID = "${aws_api_gateway_rest_api.shop.id}";
const restPart = (type: string, values: object, others: object = {}) => ({
  ...rest(),
  ...others,
  [type]: { orders: { rest_api_id: REST_ID, ...values } },
});
const METHOD = { resource_id: "${aws_api_gateway_rest_api.shop.root_resource_id}", http_method: "GET" };
const method = (values: object) => restPart("aws_api_gateway_method", { ...METHOD, authorization: "NONE", ...values });
const restIntegration = (values: object) => ({
  ...method({}),
  aws_api_gateway_integration: { orders: { rest_api_id: REST_ID, ...METHOD, type: "AWS_PROXY", ...values } },
});
const restStage = (values: object, others: object = {}) =>
  restPart("aws_api_gateway_stage", { stage_name: "live", deployment_id: "abc123", ...values }, others);
const restAuthorizer = (values: object) => restPart("aws_api_gateway_authorizer", { name: "customers", ...values });
const INVOKE =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:shop/invocations";
const usagePlan = (values: object) => ({ aws_api_gateway_usage_plan: { shop: { name: "shop", ...values } } });

export const REST_API: readonly BadInput[] = [
  refused(
    "pf-apigw-model-schema-type",
    "aws_api_gateway_model.orders schema",
    "Model schema type 'decimal' is not a JSON schema draft-4 type",
    restPart("aws_api_gateway_model", {
      name: "order",
      content_type: "application/json",
      schema: JSON.stringify({ type: "decimal" }),
    }),
  ),
  refused(
    "pf-apigw-model-name-alphanumeric",
    "aws_api_gateway_model.orders name",
    "Model name 'new-order' is not alphanumeric",
    restPart("aws_api_gateway_model", { name: "new-order", content_type: "application/json", schema: "{}" }),
  ),
  refused(
    "pf-apigw-model-content-type",
    "aws_api_gateway_model.orders content_type",
    "content_type 'json' is not a media type",
    restPart("aws_api_gateway_model", { name: "order", content_type: "json", schema: "{}" }),
  ),
  refused(
    "pf-apigw-resource-path-part",
    "aws_api_gateway_resource.orders path_part",
    "path_part 'orders/new' has characters the service rejects",
    restPart("aws_api_gateway_resource", {
      parent_id: "${aws_api_gateway_rest_api.shop.root_resource_id}",
      path_part: "orders/new",
    }),
  ),
  refused(
    "pf-apigw-stage-name-charset",
    "aws_api_gateway_stage.orders stage_name",
    "stage_name 'live.shop' has characters outside a-zA-Z0-9_",
    restStage({ stage_name: "live.shop" }),
  ),
  refused(
    "pf-apigw-stage-variable-value",
    "aws_api_gateway_stage.orders variables",
    "Stage variable 'table' has characters outside the allowed set",
    restStage({ variables: { table: "orders|new" } }),
  ),
  refused(
    "pf-apigw-stage-variable-name",
    "aws_api_gateway_stage.orders variables",
    "Stage variable name 'the-table' has characters outside word",
    restStage({ variables: { "the-table": "orders" } }),
  ),
  refused(
    "pf-apigw-access-log-format-request-id",
    "aws_api_gateway_stage.orders access_log_settings.format",
    "Access log format has no request id variable",
    restStage({ access_log_settings: [{ destination_arn: LOGS, format: "$context.status" }] }),
  ),
  refused(
    "pf-apigw-stage-access-log-firehose-prefix",
    "aws_api_gateway_stage.orders access_log_settings.destination_arn",
    "Access log delivery stream 'shop' does not start",
    restStage({
      access_log_settings: [
        {
          destination_arn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/shop",
          format: "$context.requestId",
        },
      ],
    }),
  ),
  refused(
    "pf-apigw-authorizer-uri-format",
    "aws_api_gateway_authorizer.orders authorizer_uri",
    "authorizer_uri 'arn:aws:lambda:us-east-1:123456789012:function:shop'",
    restAuthorizer({ type: "TOKEN", authorizer_uri: "arn:aws:lambda:us-east-1:123456789012:function:shop" }),
  ),
  refused(
    "pf-apigw-request-authorizer-identity-source",
    "aws_api_gateway_authorizer.orders identity_source",
    "identity_source part 'Authorization' is not a mapping expression",
    restAuthorizer({ type: "REQUEST", authorizer_uri: INVOKE, identity_source: "Authorization" }),
  ),
  refused(
    "pf-apigw-method-authorizer-id",
    "aws_api_gateway_method.orders ",
    "authorization 'CUSTOM' is set but authorizer_id is not",
    method({ authorization: "CUSTOM" }),
  ),
  refused(
    "pf-apigw-method-authorization-scopes-cognito",
    "aws_api_gateway_method.orders authorization_scopes",
    "authorization_scopes is set on a method whose authorization is not",
    method({ authorization_scopes: ["orders"] }),
  ),
  refused(
    "pf-apigw-method-request-parameter-key",
    "aws_api_gateway_method.orders request_parameters",
    "request_parameters key 'id' is not a method request mapping",
    method({ request_parameters: { id: true } }),
  ),
  refused(
    "pf-apigw-integration-aws-uri",
    "aws_api_gateway_integration.orders uri",
    "uri 'arn:aws:lambda:us-east-1:123456789012:function:shop' is not an",
    restIntegration({ integration_http_method: "POST", uri: "arn:aws:lambda:us-east-1:123456789012:function:shop" }),
  ),
  refused(
    "pf-apigw-integration-http-method",
    "aws_api_gateway_integration.orders ",
    "Integration type 'AWS_PROXY' has no integration_http_method",
    restIntegration({ uri: INVOKE }),
  ),
  refused(
    "pf-apigw-integration-http-uri",
    "aws_api_gateway_integration.orders uri",
    "uri 'shop.example.com' is not an HTTP(S) endpoint",
    restIntegration({ type: "HTTP_PROXY", integration_http_method: "GET", uri: "shop.example.com" }),
  ),
  refused(
    "pf-apigw-integration-request-parameter-value",
    "aws_api_gateway_integration.orders request_parameters",
    "request_parameters value 'yes' is neither a quoted static value nor a",
    restIntegration({
      integration_http_method: "POST",
      uri: INVOKE,
      request_parameters: { "integration.request.header.Shop": "yes" },
    }),
  ),
  refused(
    "pf-apigw-integration-vpc-link-connection-id",
    "aws_api_gateway_integration.orders ",
    "connection_type is VPC_LINK but connection_id is not set",
    restIntegration({
      type: "HTTP_PROXY",
      integration_http_method: "GET",
      uri: "http://shop.example.com",
      connection_type: "VPC_LINK",
    }),
  ),
  refused(
    "pf-apigw-integration-credentials-arn",
    "aws_api_gateway_integration.orders credentials",
    "credentials 'shop' is not an ARN",
    restIntegration({ integration_http_method: "POST", uri: INVOKE, credentials: "shop" }),
  ),
  refused(
    "pf-apigw-usage-plan-quota-offset-range",
    "aws_api_gateway_usage_plan.shop quota_settings.offset",
    "quota_settings.offset 7 is out of range for period WEEK (0-6)",
    usagePlan({ quota_settings: [{ limit: 100, offset: 7, period: "WEEK" }] }),
  ),
  refused(
    "pf-apigw-usage-plan-quota-limit",
    "aws_api_gateway_usage_plan.shop quota_settings.limit",
    "quota_settings.limit is 0",
    usagePlan({ quota_settings: [{ limit: 0, period: "WEEK" }] }),
  ),
  refused(
    "pf-apigw-vpc-endpoint-ids-private-only",
    "aws_api_gateway_rest_api.shop endpoint_configuration.vpc_endpoint_ids",
    "vpc_endpoint_ids is set on an API whose endpoint type is not PRIVATE",
    rest({ endpoint_configuration: [{ types: ["REGIONAL"], vpc_endpoint_ids: ["vpce-1111"] }] }),
  ),
  refused(
    "pf-apigw-gateway-response-status-code",
    "aws_api_gateway_gateway_response.orders status_code",
    "status_code '4xx' is not a three-digit HTTP status",
    restPart("aws_api_gateway_gateway_response", { response_type: "UNAUTHORIZED", status_code: "4xx" }),
  ),
  refused(
    "pf-apigw-regional-certificate-region",
    "aws_api_gateway_domain_name.shop regional_certificate_arn",
    "regional_certificate_arn points at an ACM certificate in eu-west-1",
    {
      aws_api_gateway_domain_name: {
        shop: {
          domain_name: "api.example.com",
          regional_certificate_arn:
            "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
          endpoint_configuration: [{ types: ["REGIONAL"] }],
        },
      },
    },
  ),
];

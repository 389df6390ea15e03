import { TerraformVariable } from "cdktf";
import { ApiGatewayLogging } from "../../../../modules/account";
import { RestApi, type RestRoute } from "../../../../modules/api/rest";
import { synthesizeStack, type TestStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";
import {
  POOL_ARN,
  cache,
  customers,
  handler,
  lambda,
  open,
  props,
  routes,
  staff,
  synthesizeApi,
  synthesizeRoute,
  type Stack,
} from "./shop-api";

const part = (stack: TestStack, type: string, id: string) => stack.resource(`aws_api_gateway_${type}`, id);
const reference = (type: string, id: string, attribute = "id") =>
  expect.stringMatching(new RegExp(`^\\$\\{aws_api_gateway_${type}\\.api_${id}_\\w+\\.${attribute}\\}$`));

const ROOT = expect.stringMatching(/^\$\{aws_api_gateway_rest_api\.api_\w+\.root_resource_id\}$/);
const origin = "method.response.header.Access-Control-Allow-Origin";

describe("RestApi", () => {
  test("the API is regional and created before its predecessor is destroyed", () => {
    expect(synthesizeApi().resource("aws_api_gateway_rest_api")).toMatchObject({
      name: "shop-rest-api",
      endpoint_configuration: { types: ["REGIONAL"] },
      disable_execute_api_endpoint: false,
      lifecycle: { create_before_destroy: true },
    });
    expect(
      synthesizeApi({ defaultEndpoint: "disabled", binaryMediaTypes: ["image/png"] }).resource(
        "aws_api_gateway_rest_api",
      ),
    ).toMatchObject({ disable_execute_api_endpoint: true, binary_media_types: ["image/png"] });
  });

  test("each path is one resource below its parent", () => {
    const stack = synthesizeApi();
    expect(Object.keys(stack.resources("aws_api_gateway_resource"))).toHaveLength(5);
    expect(part(stack, "resource", "api_path-orders_")).toMatchObject({
      parent_id: ROOT,
      path_part: "orders",
    });
    expect(part(stack, "resource", "api_path-orders-id_")).toMatchObject({
      parent_id: reference("resource", "path-orders"),
      path_part: "{id}",
    });
  });

  test("a route of the root path needs no resource", () => {
    const stack = synthesizeRoute({ routeKey: "GET /", target: lambda, access: open });
    expect(stack.resources("aws_api_gateway_resource")).toEqual({});
    expect(part(stack, "method", "api_get_method")).toMatchObject({
      resource_id: ROOT,
    });
  });

  test("functions receive whole requests, within their timeout", () => {
    const stack = synthesizeApi();
    expect(part(stack, "integration", "get-orders-id")).toMatchObject({
      type: "AWS_PROXY",
      integration_http_method: "POST",
      uri: handler("shop-api").invokeArn,
      timeout_milliseconds: 20_000,
    });
    expect(part(stack, "method", "get-orders-id")).toMatchObject({
      http_method: "GET",
      request_parameters: { "method.request.path.id": true },
      request_validator_id: reference("request_validator", "request-validator"),
      api_key_required: false,
    });
  });

  test("a function whose timeout is unknown until plan has the longest wait", () => {
    const stack = synthesizeStack((scope: Stack) => {
      const timeoutSeconds = new TerraformVariable(scope, "timeout", { type: "number" }).numberValue;
      const handlers = { ...props.handlers, shop: { ...handler("shop-api"), timeoutSeconds } };
      new RestApi(scope, "api", { ...props, handlers });
    });
    expect(part(stack, "integration", "get-orders-id")).toMatchObject({ timeout_milliseconds: 29_000 });
  });

  test("a function has one permission for the stage, whatever the number of its routes", () => {
    const stack = synthesizeApi();
    expect(stack.resource("aws_lambda_permission", "api_permission-shop")).toMatchObject({
      function_name: "shop-api",
      qualifier: "live",
      principal: "apigateway.amazonaws.com",
      source_arn: expect.stringMatching(/^\$\{aws_api_gateway_rest_api\.api_\w+\.execution_arn\}\/live\/\*$/),
    });
    expect(Object.keys(stack.resources("aws_lambda_permission"))).toHaveLength(2);
  });

  test("access is open, by ID token, by access token with scopes, by a function or by IAM", () => {
    const scoped = { ...customers, token: "access", scopes: ["shop/orders.read"] } as const;
    const stack = synthesizeApi({
      routes: [
        { routeKey: "GET /open", target: lambda, access: open },
        { routeKey: "GET /id", target: lambda, access: customers },
        { routeKey: "GET /access", target: lambda, access: scoped },
        { routeKey: "GET /staff", target: lambda, access: staff },
        { routeKey: "GET /role", target: lambda, access: { type: "iam" }, apiKey: "required" },
      ],
    });
    expect(part(stack, "method", "get-open")).toMatchObject({ authorization: "NONE" });
    expect(part(stack, "method", "get-id")).toMatchObject({
      authorization: "COGNITO_USER_POOLS",
      authorizer_id: reference("authorizer", "authorizer-customers"),
    });
    expect(part(stack, "method", "get-id")).not.toHaveProperty("authorization_scopes");
    expect(part(stack, "method", "get-access")).toMatchObject({ authorization_scopes: ["shop/orders.read"] });
    expect(part(stack, "method", "get-staff")).toMatchObject({
      authorization: "CUSTOM",
      authorizer_id: reference("authorizer", "authorizer-staff"),
    });
    expect(part(stack, "method", "get-role")).toMatchObject({ authorization: "AWS_IAM", api_key_required: true });
  });

  test("Cognito validates tokens, and a function decides by the token for five minutes", () => {
    const stack = synthesizeApi();
    expect(part(stack, "authorizer", "customers")).toMatchObject({
      name: "customers",
      type: "COGNITO_USER_POOLS",
      provider_arns: [POOL_ARN],
    });
    expect(part(stack, "authorizer", "staff")).toMatchObject({
      type: "TOKEN",
      authorizer_uri: handler("shop-authorizer").invokeArn,
      identity_source: "method.request.header.authorization",
      authorizer_result_ttl_in_seconds: 300,
    });
    expect(stack.resource("aws_lambda_permission", "authorizer-staff-permission")).toMatchObject({
      function_name: "shop-authorizer",
      source_arn: expect.stringMatching(
        /\.execution_arn\}\/authorizers\/\$\{aws_api_gateway_authorizer\.[\w-]+\.id\}$/,
      ),
    });
  });

  test("a function that decides by other parts of the request receives all of it", () => {
    const identitySources = ["header:x-tenant", "query:key", "context:httpMethod", "context:path"] as const;
    const authorizer = {
      type: "lambda",
      handler: "authorizer",
      policy: "route",
      identitySources,
      ttlSeconds: 60,
    } as const;
    const stack = synthesizeApi({ authorizers: { ...props.authorizers, staff: authorizer } });
    expect(part(stack, "authorizer", "staff")).toMatchObject({
      type: "REQUEST",
      identity_source: "method.request.header.x-tenant,method.request.querystring.key,context.httpMethod,context.path",
      authorizer_result_ttl_in_seconds: 60,
    });
  });

  test("a model validates bodies of every content type, and Terraform resolves nothing in its patterns", () => {
    const stack = synthesizeApi();
    expect(part(stack, "method", "post-orders_")).toMatchObject({
      request_models: { $default: reference("model", "model-order", "name") },
    });
    expect(part(stack, "method", "get-orders-id")).not.toHaveProperty("request_models");
    expect(part(stack, "model", "payment")).toMatchObject({ name: "Payment", content_type: "application/json" });
    const { schema } = part(stack, "model", "payment");
    expect(schema).toContain("^[0-9]$${4}$");
    expect(JSON.parse(String(schema))).toMatchObject({ $schema: "http://json-schema.org/draft-04/schema#" });
    expect(part(stack, "request_validator", "request-validator")).toMatchObject({
      validate_request_body: true,
      validate_request_parameters: true,
    });
    expect(part(stack, "method", "get-reports")).toMatchObject({
      request_parameters: { "method.request.querystring.month": true, "method.request.querystring.page": false },
    });
  });

  test("a mock answers with JSON in which templates and Terraform resolve nothing", () => {
    const body = { price: "$5 #1 %{x} ${y}" };
    const stack = synthesizeRoute({
      routeKey: "GET /price",
      target: { type: "mock", status: 404, body },
      access: open,
    });
    expect(part(stack, "integration", "get-price")).toMatchObject({
      type: "MOCK",
      request_templates: { "application/json": '{"statusCode":404}' },
    });
    const response = part(stack, "integration_response", "get-price");
    expect(response).toMatchObject({
      status_code: reference("method_response", "get-price_response-404", "status_code"),
      response_templates: { "application/json": String.raw`{"price":"\u00245 \u00231 %%{x} \u0024{y}"}` },
    });
    const without = synthesizeRoute({ routeKey: "GET /gone", target: { type: "mock", status: 410 }, access: open });
    expect(part(without, "integration_response", "get-gone")).toMatchObject({
      response_templates: { "application/json": "" },
    });
  });

  test("preflight requests, fixed answers and errors of API Gateway have the CORS headers", () => {
    const cors = {
      allowOrigin: "https://shop.example.com",
      allowHeaders: ["authorization"],
      exposeHeaders: ["x-total"],
      allowCredentials: true,
      maxAgeSeconds: 60,
    };
    const stack = synthesizeApi({ cors });
    expect(part(stack, "method", "options-orders_method")).toMatchObject({
      http_method: "OPTIONS",
      authorization: "NONE",
    });
    expect(part(stack, "integration", "options-orders_integration")).toMatchObject({
      type: "MOCK",
      request_templates: { "application/json": '{"statusCode":204}' },
    });
    expect(part(stack, "integration_response", "options-orders_integration")["response_parameters"]).toEqual({
      [origin]: "'https://shop.example.com'",
      "method.response.header.Access-Control-Allow-Credentials": "'true'",
      "method.response.header.Access-Control-Expose-Headers": "'x-total'",
      "method.response.header.Access-Control-Allow-Methods": "'POST,OPTIONS'",
      "method.response.header.Access-Control-Allow-Headers": "'authorization'",
      "method.response.header.Access-Control-Max-Age": "'60'",
    });
    expect(part(stack, "method_response", "options-orders_response")["response_parameters"]).toHaveProperty(
      [origin],
      true,
    );
    expect(part(stack, "integration_response", "get-health")["response_parameters"]).toHaveProperty(
      [origin],
      "'https://shop.example.com'",
    );
    for (const [id, type] of [
      ["gateway-4xx", "DEFAULT_4XX"],
      ["gateway-5xx", "DEFAULT_5XX"],
    ] as const) {
      expect(part(stack, "gateway_response", id)).toMatchObject({
        response_type: type,
        response_parameters: {
          "gatewayresponse.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
          "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'",
        },
        response_templates: { "application/json": '{"message":$context.error.messageString}' },
      });
    }
  });

  test("preflight answers allow the methods of the path, and the default headers for ten minutes", () => {
    const stack = synthesizeApi({
      routes: [
        { routeKey: "GET /a", target: lambda, access: open },
        { routeKey: "PUT /a", target: lambda, access: open },
        { routeKey: "ANY /b", target: lambda, access: open },
      ],
    });
    const headers = (id: string) => part(stack, "integration_response", id)["response_parameters"];
    expect(headers("options-a")).toMatchObject({
      "method.response.header.Access-Control-Allow-Methods": "'GET,PUT,OPTIONS'",
      "method.response.header.Access-Control-Allow-Headers": "'authorization,content-type'",
      "method.response.header.Access-Control-Max-Age": "'600'",
    });
    expect(headers("options-b")).toMatchObject({
      "method.response.header.Access-Control-Allow-Methods": "'DELETE,GET,HEAD,PATCH,POST,PUT,OPTIONS'",
    });
  });

  test("without CORS no answer has its headers, and unknown paths still are not found", () => {
    const stack = synthesizeApi({ cors: "none" });
    expect(JSON.stringify(stack.config)).not.toContain("Access-Control");
    expect(JSON.stringify(stack.resources("aws_api_gateway_method"))).not.toContain("OPTIONS");
    expect(part(stack, "gateway_response", "not-found")).toMatchObject({
      response_type: "MISSING_AUTHENTICATION_TOKEN",
      status_code: "404",
    });
    expect(part(stack, "gateway_response", "throttled")).toMatchObject({
      response_type: "THROTTLED",
      response_parameters: { "gatewayresponse.header.Retry-After": "'1'" },
    });
  });

  test("methods log errors without data of requests, are measured, throttled and not cached", () => {
    const stack = synthesizeApi();
    expect(stack.resource("aws_api_gateway_method_settings")).toMatchObject({
      method_path: "*/*",
      settings: {
        logging_level: "ERROR",
        metrics_enabled: true,
        data_trace_enabled: false,
        throttling_rate_limit: 100,
        throttling_burst_limit: 200,
        caching_enabled: false,
      },
    });
    expect(stack.resource("aws_api_gateway_stage")).not.toHaveProperty("cache_cluster_enabled");
  });

  test("limits of a route repeat the other settings, after those of all methods", () => {
    const throttling = { requestsPerSecond: 5, burst: 10 };
    const stack = synthesizeRoute({ routeKey: "POST /v1/orders", target: lambda, access: open, throttling });
    expect(part(stack, "method_settings", "post-v1-orders")).toMatchObject({
      method_path: "~1v1~1orders/POST",
      settings: { logging_level: "ERROR", throttling_rate_limit: 5, throttling_burst_limit: 10 },
      depends_on: [expect.stringMatching(/aws_api_gateway_method_settings\.api_settings/)],
    });
    const root = synthesizeRoute({ routeKey: "GET /", target: lambda, access: open, throttling });
    expect(part(root, "method_settings", "api_get_settings")).toMatchObject({ method_path: "~1/GET" });
  });

  test("the stage writes JSON access logs with the request id to an encrypted group, and traces", () => {
    const stack = synthesizeApi();
    expect(stack.resource("aws_api_gateway_stage")).toMatchObject({
      stage_name: "live",
      deployment_id: reference("deployment", "deployment"),
      xray_tracing_enabled: true,
      access_log_settings: {
        destination_arn: expect.stringContaining("aws_cloudwatch_log_group.api_log-group"),
        format: expect.stringMatching(/^\{"requestId":"\$context\.requestId".*"authorizerError":"\$context\.auth/),
      },
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/apigateway/shop-rest-api",
      retention_in_days: 90,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/logs",
    });
  });

  test("a web ACL protects the stage", () => {
    const webAclArn = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1";
    expect(synthesizeApi({ webAclArn }).resource("aws_wafv2_web_acl_association")).toMatchObject({
      resource_arn: reference("stage", "stage", "arn"),
      web_acl_arn: webAclArn,
    });
    expect(synthesizeApi().resources("aws_wafv2_web_acl_association")).toEqual({});
  });

  test("the stage is created after the account's role for logs", () => {
    const stack = synthesizeApi({}, (api, scope) =>
      api.createAfter(new ApiGatewayLogging(scope, "logging", { name: "shop-api-logs" })),
    );
    expect(stack.resource("aws_api_gateway_stage")).toMatchObject({
      depends_on: expect.arrayContaining([expect.stringContaining("aws_api_gateway_account.logging_account")]),
    });
  });

  test("roles may call the routes of access iam, and no others", () => {
    const route: RestRoute = { routeKey: "GET /orders/{id}", target: lambda, access: { type: "iam" } };
    const iam = [...routes.filter(({ routeKey }) => routeKey !== route.routeKey), route];
    const any: RestRoute = { routeKey: "ANY /files/{path+}", target: lambda, access: { type: "iam" } };
    const stack = synthesizeApi({ routes: [...iam, any], cors: "none" }, (api, scope) =>
      api.grantInvoke(testRole(scope), ["GET /orders/{id}", "ANY /files/{path+}"]),
    );
    expect(stack.statements(/^role_permissions/)).toMatchObject([
      {
        sid: "InvokeApi",
        actions: ["execute-api:Invoke"],
        resources: [
          expect.stringMatching(/\.execution_arn\}\/\$\{aws_api_gateway_stage\.[\w-]+\.stage_name\}\/GET\/orders\/\*$/),
          expect.stringMatching(/\.stage_name\}\/\*\/files\/\*$/),
        ],
      },
    ]);
    const refused = () => synthesizeApi({}, (api, scope) => api.grantInvoke(testRole(scope), ["GET /health"]));
    expect(refused).toThrow(/test\/api: routeKeys: got "GET \/health"; .*grant routes with access of type iam/);
  });

  test("outputs name the stage and its URL", () => {
    synthesizeApi({}, (api) => {
      for (const output of [api.restApiId, api.executionArn, api.stageName, api.stageArn, api.invokeUrl]) {
        expect(output).toMatch(/^\$\{TfToken/);
      }
    });
  });

  test("errors, refused requests and latency have signals, and a cache has one for misses", () => {
    const found: unknown[] = [];
    synthesizeApi({ cache }, ({ signals, graphs }) => {
      found.push(...signals.map(({ id, threshold }) => [id, threshold]));
      expect(signals[0]).toMatchObject({
        namespace: "AWS/ApiGateway",
        metricName: "5XXError",
        dimensions: { ApiName: "shop-rest-api", Stage: "live" },
      });
      expect(signals[4]).toMatchObject({ expression: "100 * missed / (missed + hit)" });
      expect(graphs.map(({ title }) => title)).toEqual(["API requests", "API errors", "API latency (ms)", "API cache"]);
    });
    expect(found).toEqual([
      ["api-5xx", 10],
      ["api-4xx-share", 0.25],
      ["api-latency", 3000],
      ["api-integration-latency", 3000],
      ["api-cache-misses", 90],
    ]);
    synthesizeApi({}, ({ signals, graphs }) => {
      expect(signals).toHaveLength(4);
      expect(graphs).toHaveLength(3);
    });
  });
});

describe("the cache of the stage", () => {
  const cached = (route: Partial<RestRoute>, differences = {}) =>
    synthesizeRoute(
      { routeKey: "GET /products/{id}", target: lambda, access: open, cache: {}, ...route },
      { cache, ...differences },
    );
  const keyOf = (stack: TestStack) => part(stack, "integration", "get-products-id")["cache_key_parameters"];

  test("is encrypted, and callers cannot empty it", () => {
    const stack = cached({ cache: { ttlSeconds: 10 } });
    expect(stack.resource("aws_api_gateway_stage")).toMatchObject({
      cache_cluster_enabled: true,
      cache_cluster_size: "0.5",
    });
    expect(part(stack, "method_settings", "get-products-id")).toMatchObject({
      method_path: "~1products~1{id}/GET",
      settings: {
        caching_enabled: true,
        cache_ttl_in_seconds: 10,
        cache_data_encrypted: true,
        require_authorization_for_cache_control: true,
        unauthorized_cache_control_header_strategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
      },
    });
    expect(part(stack, "method_settings", "api_settings")).toMatchObject({ settings: { caching_enabled: false } });
  });

  test("has the lifetime of the stage, which is five minutes by default", () => {
    const ttl = (stack: TestStack) => part(stack, "method_settings", "get-products-id")["settings"];
    expect(ttl(cached({}))).toMatchObject({ cache_ttl_in_seconds: 300 });
    expect(ttl(cached({}, { cache: { ...cache, ttlSeconds: 30 } }))).toMatchObject({ cache_ttl_in_seconds: 30 });
  });

  test("tells answers apart by every declared parameter", () => {
    const stack = cached({ query: { page: "optional" }, headers: { "Accept-Language": "optional" } });
    expect(keyOf(stack)).toEqual([
      "method.request.header.Accept-Language",
      "method.request.path.id",
      "method.request.querystring.page",
    ]);
    expect(part(synthesizeApi(), "integration", "get-orders-id")).not.toHaveProperty("cache_key_parameters");
  });

  test("tells origins apart whose answers have different CORS headers", () => {
    const cors = (furtherOrigins: string[]) => ({ cors: { allowOrigin: "https://a.example.com", furtherOrigins } });
    const keys = ["method.request.header.Origin", "method.request.path.id"];
    expect(keyOf(cached({}, cors(["https://b.example.com"])))).toEqual(keys);
    expect(keyOf(cached({}, cors([])))).toEqual(["method.request.path.id"]);
    expect(keyOf(cached({}, { cors: "none" }))).toEqual(["method.request.path.id"]);
    const declared = cached({ headers: { origin: "optional" } }, cors(["https://b.example.com"]));
    expect(keyOf(declared)).toEqual(["method.request.header.origin", "method.request.path.id"]);
  });

  test("tells customers apart by their token", () => {
    const stack = cached({ access: customers, cache: { perCaller: true } });
    expect(keyOf(stack)).toEqual(["method.request.header.authorization", "method.request.path.id"]);
    expect(part(stack, "method", "get-products-id")["request_parameters"]).toEqual({
      "method.request.header.authorization": false,
      "method.request.path.id": true,
    });
  });

  test("tells callers apart by all sources of a Lambda authorizer, and by the API key", () => {
    const identitySources = ["header:x-tenant", "query:key", "context:path"] as const;
    const authorizers = { ...props.authorizers, staff: { ...props.authorizers!["staff"]!, identitySources } };
    const stack = cached(
      { access: staff, apiKey: "required", cache: { perCaller: true }, headers: { "X-Tenant": "required" } },
      { authorizers },
    );
    expect(keyOf(stack)).toEqual([
      "method.request.header.X-Tenant",
      "method.request.header.x-api-key",
      "method.request.path.id",
      "method.request.querystring.key",
    ]);
    const byKey = cached({ apiKey: "required", cache: { perCaller: true } });
    expect(keyOf(byKey)).toContain("method.request.header.x-api-key");
  });
});

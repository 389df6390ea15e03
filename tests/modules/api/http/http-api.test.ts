import { TerraformOutput } from "cdktf";
import { HTTP_API_DEFAULTS, HttpApi, type HttpApiProps, type Route } from "../../../../modules/api/http";
import { InputError } from "../../../../modules/core/index";
import { synthesizeStack } from "../../../../testing/index";

const props: HttpApiProps = {
  name: "shop-dev",
  stageName: "dev",
  routes: [{ routeKey: "GET /health" }, { routeKey: "GET /api/products/{id}" }],
  handler: {
    functionName: "shop-dev-api",
    aliasName: "live",
    invokeArn: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/shop/invocations",
    timeoutSeconds: 20,
  },
  cors: {
    allowOrigins: ["https://shop.example.com"],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["authorization"],
  },
  throttling: { requestsPerSecond: 100, burst: 200 },
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/test", region: "us-east-1", grantUse: () => {} },
};

const customDomain = {
  name: "api.shop.example.com",
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-1111-2222-3333-444455556666",
};

const authorizer = {
  issuer: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example",
  audience: ["storefront"],
};

const synthesizeApi = (differences: Partial<HttpApiProps> = {}, inspect: (api: HttpApi) => void = () => {}) =>
  synthesizeStack((stack) => inspect(new HttpApi(stack, "api", { ...props, ...differences })));

const withRoutes = (...routeKeys: string[]) => synthesizeApi({ routes: routeKeys.map((routeKey) => ({ routeKey })) });

describe("HttpApi", () => {
  test("R-C1 deploys its named stage automatically", () => {
    expect(synthesizeApi().resource("aws_apigatewayv2_api")).toMatchObject({
      name: "shop-dev-http-api",
      protocol_type: "HTTP",
    });
    expect(synthesizeApi().resource("aws_apigatewayv2_stage")).toMatchObject({ name: "dev", auto_deploy: true });
  });

  test("R-C1 invokes the function with the function's timeout", () => {
    expect(synthesizeApi().resource("aws_apigatewayv2_integration")).toMatchObject({
      integration_type: "AWS_PROXY",
      integration_method: "POST",
      integration_uri: props.handler.invokeArn,
      payload_format_version: "2.0",
      timeout_milliseconds: 20_000,
    });
  });

  test("R-C1 creates the listed routes without authorization by default", () => {
    const routes = Object.values(synthesizeApi().resources("aws_apigatewayv2_route"));
    const target = expect.stringMatching(/^integrations\/\$\{aws_apigatewayv2_integration\.api_integration_\w+\.id\}$/);
    expect(routes).toHaveLength(2);
    expect(routes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ route_key: "GET /health", authorization_type: "NONE", target }),
        expect.objectContaining({ route_key: "GET /api/products/{id}", authorization_type: "NONE", target }),
      ]),
    );
  });

  test("accepts the authorization none", () => {
    const routes = [{ routeKey: "GET /health", authorization: "none" }] as const;
    expect(synthesizeApi({ routes }).resource("aws_apigatewayv2_route")).toMatchObject({ authorization_type: "NONE" });
  });

  test("authorizes routes with jwt by token and scopes", () => {
    const routes = [
      { routeKey: "GET /health" },
      { routeKey: "GET /api/orders", authorization: "jwt", scopes: ["shop/orders.read", "shop/orders.write"] },
    ] as const;
    const stack = synthesizeApi({ routes, authorizer });
    expect(stack.resource("aws_apigatewayv2_authorizer")).toMatchObject({
      name: "shop-dev-jwt",
      authorizer_type: "JWT",
      identity_sources: ["$request.header.Authorization"],
      jwt_configuration: { issuer: authorizer.issuer, audience: ["storefront"] },
    });
    expect(stack.resource("aws_apigatewayv2_route", "get-api-orders")).toMatchObject({
      authorization_type: "JWT",
      authorizer_id: expect.stringMatching(/^\$\{aws_apigatewayv2_authorizer\.api_authorizer_\w+\.id\}$/),
      authorization_scopes: ["shop/orders.read", "shop/orders.write"],
    });
    expect(stack.resource("aws_apigatewayv2_route", "get-health")).toMatchObject({ authorization_type: "NONE" });
    expect(stack.resource("aws_apigatewayv2_route", "get-health")).not.toHaveProperty("authorizer_id");
  });

  test.each([
    [
      "a token without an authorizer",
      { authorization: "jwt", scopes: ["shop/read"] },
      false,
      /got "jwt"; allowed: none/,
    ],
    ["a token without scopes", { authorization: "jwt" }, true, /got \[\]; allowed: at least one scope with jwt/],
    ["scopes without a token", { scopes: ["shop/read"] }, true, /got \["shop\/read"\]; allowed: no scopes without jwt/],
    ["a scope with a space", { authorization: "jwt", scopes: ["shop read"] }, true, /got "shop read"; allowed: scopes/],
    ["an unknown authorization", { authorization: "iam" as "jwt" }, true, /got "iam"; allowed: none, jwt/],
  ] as const)("refuses a route with %s", (_title, settings, authorized, message) => {
    const route: Route = { routeKey: "GET /api/orders", ...settings };
    const synthesize = () => synthesizeApi({ routes: [route], authorizer: authorized ? authorizer : undefined });
    expect(synthesize).toThrow(/test\/api: routes\.GET \/api\/orders: /);
    expect(synthesize).toThrow(message);
  });

  test("refuses an authorizer without https issuer and audience", () => {
    const invalid = () => synthesizeApi({ authorizer: { issuer: "http://issuer.example.com", audience: [] } });
    expect(invalid).toThrow(/authorizer\.issuer: got "http:\/\/issuer\.example\.com"; allowed: an https URL/);
    expect(invalid).toThrow(/authorizer\.audience: got \[\]; allowed: 1 to 50 client ids/);
  });

  test.each(["https://tenant.eu.auth0.com/", "https://login.example.com:8443/realms/shop"])(
    "accepts the issuer %s",
    (issuer) => {
      const stack = synthesizeApi({ authorizer: { issuer, audience: ["storefront"] } });
      expect(stack.resource("aws_apigatewayv2_authorizer")).toMatchObject({ jwt_configuration: { issuer } });
    },
  );

  test.each(["ANY /api/{proxy+}", "OPTIONS /api/orders"])(
    "refuses %s with jwt and CORS, which would reject preflight requests",
    (routeKey) => {
      const routes: Route[] = [{ routeKey, authorization: "jwt", scopes: ["shop/read"] }];
      const cors = { ...props.cors, allowOrigins: [] };
      expect(() => synthesizeApi({ routes, authorizer })).toThrow(/got "jwt"; allowed: none for ANY and OPTIONS toge/);
      expect(() => synthesizeApi({ routes, authorizer, cors })).not.toThrow();
    },
  );

  test.each([
    [["GET /{a}/{a}"], /got "GET \/{a}\/{a}"; allowed: path parameters with different names/],
    [["GET /{a}", "GET /{b}"], /got "GET \/{b}"; allowed: a route that matches other requests than GET \/{a}/],
    [["GET /x/{a}", "GET /x/{b+}", "GET /x/{c}"], /got "GET \/x\/{c}"; allowed: [^;]* than GET \/x\/{a}/],
  ])("refuses the ambiguous routes %j", (routeKeys, message) => {
    expect(() => withRoutes(...routeKeys)).toThrow(message);
  });

  test("accepts routes with one parameter at different places, and methods of one path", () => {
    expect(() => withRoutes("GET /a/{id}", "POST /a/{id}", "GET /b/{id}", "GET /a/{path+}")).not.toThrow();
  });

  test("refuses more scopes and routes than the quotas of HTTP APIs", () => {
    const scopes = (count: number) => Array.from({ length: count }, (_, index) => `shop/${index}`);
    const withScopes = (count: number) =>
      synthesizeApi({ routes: [{ routeKey: "GET /a", authorization: "jwt", scopes: scopes(count) }], authorizer });
    expect(() => withScopes(10)).not.toThrow();
    expect(() => withScopes(11)).toThrow(/routes.GET \/a: got 11; allowed: at most 10 scopes/);
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `GET /${index}`);
    expect(() => withRoutes(...keys(300))).not.toThrow();
    expect(() => withRoutes(...keys(301))).toThrow(/routes: got 301; allowed: at most 300 routes/);
  });

  test("accepts a domain of a punycode top-level domain", () => {
    const domain = { ...customDomain, name: "api.shop.xn--p1ai" };
    expect(() => synthesizeApi({ customDomain: domain })).not.toThrow();
  });

  test("R-C1 answers preflight requests at the gateway", () => {
    expect(synthesizeApi().resource("aws_apigatewayv2_api")["cors_configuration"]).toEqual({
      allow_origins: ["https://shop.example.com"],
      allow_methods: ["GET", "POST"],
      allow_headers: ["authorization"],
    });
  });

  test("accepts credentials, exposed headers and a maximum age", () => {
    const cors = { ...props.cors, exposeHeaders: ["etag"], allowCredentials: true, maxAgeSeconds: 600 };
    expect(synthesizeApi({ cors }).resource("aws_apigatewayv2_api")).toMatchObject({
      cors_configuration: { expose_headers: ["etag"], allow_credentials: true, max_age: 600 },
    });
  });

  test("sends no CORS headers without an allowed origin", () => {
    const api = synthesizeApi({ cors: { ...props.cors, allowOrigins: [] } }).resource("aws_apigatewayv2_api");
    expect(api).not.toHaveProperty("cors_configuration");
  });

  test("R-C1 throttles with both limits, without metrics of routes", () => {
    expect(synthesizeApi().resource("aws_apigatewayv2_stage")).toMatchObject({
      default_route_settings: {
        throttling_rate_limit: 100,
        throttling_burst_limit: 200,
        detailed_metrics_enabled: false,
      },
    });
  });

  test("measures every route on request", () => {
    expect(synthesizeApi({ routeMetrics: "enabled" }).resource("aws_apigatewayv2_stage")).toMatchObject({
      default_route_settings: { detailed_metrics_enabled: true },
    });
    expect(synthesizeApi({ routeMetrics: undefined }).resource("aws_apigatewayv2_stage")).toMatchObject({
      default_route_settings: { detailed_metrics_enabled: false },
    });
  });

  test("R-C1 writes access logs as JSON to an encrypted group for 90 days", () => {
    const stack = synthesizeApi({ logRetentionDays: undefined });
    expect(HTTP_API_DEFAULTS).toEqual({ logRetentionDays: 90, routeMetrics: "disabled" });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/apigateway/shop-dev-http-api",
      retention_in_days: 90,
      kms_key_id: props.logKey.keyArn,
    });
    const settings = stack.resource("aws_apigatewayv2_stage")["access_log_settings"] as Record<string, string>;
    expect(settings["destination_arn"]).toMatch(/^\$\{aws_cloudwatch_log_group\.api_log-group_\w+\.arn\}$/);
    expect(JSON.parse(settings["format"]!)).toEqual({
      requestId: "$context.requestId",
      sourceIp: "$context.identity.sourceIp",
      userAgent: "$context.identity.userAgent",
      requestTime: "$context.requestTime",
      httpMethod: "$context.httpMethod",
      path: "$context.path",
      routeKey: "$context.routeKey",
      status: "$context.status",
      protocol: "$context.protocol",
      responseLength: "$context.responseLength",
      error: "$context.error.message",
      authorizerError: "$context.authorizer.error",
      integrationError: "$context.integrationErrorMessage",
      integrationLatency: "$context.integrationLatency",
    });
  });

  test("retains access logs for the given days", () => {
    const stack = synthesizeApi({ logRetentionDays: 365 });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 365 });
  });

  test("may invoke the alias from its stage only", () => {
    expect(synthesizeApi().resource("aws_lambda_permission")).toMatchObject({
      action: "lambda:InvokeFunction",
      function_name: "shop-dev-api",
      qualifier: "live",
      principal: "apigateway.amazonaws.com",
      source_arn: expect.stringMatching(/^\$\{aws_apigatewayv2_api\.api_\w+\.execution_arn\}\/dev\/\*$/),
    });
  });

  test("has its default endpoint with the stage path without a domain", () => {
    const stack = synthesizeApi({}, (api) => {
      expect(api.originDomainName).toBe(`${api.apiId}.execute-api.us-east-1.amazonaws.com`);
      expect(api.originPath).toBe("/dev");
      expect(api.endpoint).toBe(`https://${api.originDomainName}/dev`);
      expect(api).toMatchObject({ stageName: "dev", domainTarget: undefined });
      expect(api.executionArn).toContain("TfToken");
    });
    expect(stack.resource("aws_apigatewayv2_api")).toMatchObject({ disable_execute_api_endpoint: false });
  });

  test("R-C1 disables the default endpoint and maps the stage with a domain", () => {
    const stack = synthesizeApi({ customDomain }, (api) => {
      expect(api.originPath).toBe("");
      expect(api.domainTarget).toEqual({ domainName: expect.any(String), hostedZoneId: expect.any(String) });
      new TerraformOutput(api, "origin", { value: api.originDomainName });
      new TerraformOutput(api, "url", { value: api.endpoint });
    });
    expect(Object.values(stack.config.output!).map(({ value }) => value)).toEqual([
      expect.stringMatching(/^\$\{aws_apigatewayv2_api_mapping\.api_mapping_\w+\.domain_name\}$/),
      expect.stringMatching(/^https:\/\/\$\{aws_apigatewayv2_api_mapping\.api_mapping_\w+\.domain_name\}$/),
    ]);
    expect(stack.resource("aws_apigatewayv2_api")).toMatchObject({ disable_execute_api_endpoint: true });
    expect(stack.resource("aws_apigatewayv2_domain_name")).toMatchObject({
      domain_name: "api.shop.example.com",
      domain_name_configuration: {
        certificate_arn: customDomain.certificateArn,
        endpoint_type: "REGIONAL",
        security_policy: "TLS_1_2",
      },
    });
    expect(stack.resource("aws_apigatewayv2_api_mapping")).toMatchObject({
      stage: expect.stringContaining("aws_apigatewayv2_stage.api_stage"),
      domain_name: expect.stringContaining("aws_apigatewayv2_domain_name.api_domain-name"),
    });
  });

  test("signals server errors and high latency", () => {
    synthesizeApi({}, ({ signals, apiId }) => {
      expect(signals).toEqual([
        expect.objectContaining({
          id: "api-5xx",
          metricName: "5xx",
          statistic: "Sum",
          threshold: 10,
          comparison: "at-or-above",
          evaluationPeriods: 1,
        }),
        expect.objectContaining({
          id: "api-latency",
          metricName: "Latency",
          statistic: "p95",
          threshold: 3_000,
          comparison: "above",
          evaluationPeriods: 3,
        }),
      ]);
      expect(signals[0]).toMatchObject({
        namespace: "AWS/ApiGateway",
        dimensions: { ApiId: apiId, Stage: "dev" },
        periodSeconds: 300,
        missingData: "notBreaching",
      });
    });
  });

  test("graphs requests, errors and latency", () => {
    synthesizeApi({}, ({ graphs }) =>
      expect(
        graphs.map(({ metrics }) => metrics.map(({ metricName, statistic }) => `${metricName} ${statistic}`)),
      ).toEqual([["Count Sum"], ["4xx Sum", "5xx Sum"], ["Latency p50", "Latency p95", "IntegrationLatency p95"]]),
    );
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeApi({
        name: "shop dev",
        stageName: "$default",
        routes: [],
        handler: { ...props.handler, timeoutSeconds: 60 },
        cors: {
          allowOrigins: ["*"],
          allowMethods: ["get"],
          allowHeaders: ["a b"],
          exposeHeaders: ["c:"],
          allowCredentials: true,
          maxAgeSeconds: 86_401,
        },
        throttling: { requestsPerSecond: 0, burst: 5_001 },
        logRetentionDays: 91 as 90,
        customDomain: {
          name: "https://api",
          certificateArn: customDomain.certificateArn.replace("us-east-1", "us-west-2"),
        },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^14 invalid settings/);
    expect(invalid).toThrow(/test\/api: name: got "shop dev-http-api"; allowed: a log group name/);
    expect(invalid).toThrow(/stageName: got "\$default"; allowed: a name other than \$default/);
    expect(invalid).toThrow(/routes: got \[\]; allowed: at least one route/);
    expect(invalid).toThrow(/handler\.timeoutSeconds: got 60; allowed: a whole number from 1 to 30/);
    expect(invalid).toThrow(/cors\.allowMethods: got "get"/);
    expect(invalid).toThrow(/cors\.allowHeaders: got "a b"/);
    expect(invalid).toThrow(/cors\.exposeHeaders: got "c:"/);
    expect(invalid).toThrow(/cors\.allowCredentials: got true; allowed: false together with \*/);
    expect(invalid).toThrow(/cors\.maxAgeSeconds: got 86401; allowed: a whole number from 0 to 86400/);
    expect(invalid).toThrow(/throttling\.requestsPerSecond: got 0; allowed: a whole number from 1 to 10000/);
    expect(invalid).toThrow(/throttling\.burst: got 5001; allowed: a whole number from 1 to 5000/);
    expect(invalid).toThrow(/logRetentionDays: got 91/);
    expect(invalid).toThrow(/customDomain\.name: got "https:\/\/api"/);
    expect(invalid).toThrow(/customDomain\.certificateArn: .*allowed: the ARN of an ACM certificate in us-east-1/);
  });

  test("refuses a log key of another region than the stack's", () => {
    expect(() => synthesizeApi({ logKey: { ...props.logKey, region: "us-west-2" } })).toThrow(
      /test\/api: logKey.region: got "us-west-2"; allowed: us-east-1/,
    );
  });

  test("refuses names that API Gateway refuses", () => {
    expect(() => synthesizeApi({ name: "x".repeat(120) })).toThrow(/name: .*allowed: an? api name of at most 128/);
    expect(() => synthesizeApi({ stageName: "dev stage" })).toThrow(/stageName: .*allowed: a stage name/);
  });

  test.each(["https://shop.example.com/", "http://shop.example.com", "shop.example.com", "https://Shop.example.com"])(
    "refuses the origin %s",
    (origin) => {
      expect(() => synthesizeApi({ cors: { ...props.cors, allowOrigins: [origin] } })).toThrow(
        /cors\.allowOrigins: got/,
      );
    },
  );

  test("accepts any origin without credentials, and localhost", () => {
    const cors = { ...props.cors, allowOrigins: ["*", "http://localhost:5173", "https://shop.example.com:8443"] };
    expect(() => synthesizeApi({ cors })).not.toThrow();
  });
});

describe("routes", () => {
  test.each([
    "GET /",
    "ANY /api/{proxy+}",
    "ANY /{proxy+}",
    "DELETE /api/orders/{orderId}/items/{item_id}",
    "GET /v1.0/~me",
  ])("accept the key %s", (routeKey) => {
    expect(withRoutes(routeKey).resource("aws_apigatewayv2_route")).toMatchObject({ route_key: routeKey });
  });

  test.each([
    "get /api",
    "GET api",
    "GET /api/",
    "GET  /api",
    "FETCH /api",
    "/api",
    "GET /api/{proxy+}/items",
    "GET /api/{id",
    "GET /a{id}",
    "$default",
  ])("refuse the key %s", (routeKey) => {
    expect(() => withRoutes(routeKey)).toThrow(/routes: got .*allowed: a method in capitals or ANY, and a path/);
  });

  test.each([
    ["GET /a", "GET /a"],
    ["GET /a/{id}", "GET /a/id"],
    ["GET /a-b", "GET /a/b"],
    ["GET /A", "GET /a"],
  ])("refuse %s and %s, whose construct ids are equal", (first, second) => {
    expect(() => withRoutes(first, second)).toThrow(/routes: got .*construct id differs from get-a/);
  });

  test("have addresses independent of their order", () => {
    expect(withRoutes("ANY /", "GET /health", "POST /api/{proxy+}").addresses).toEqual(
      withRoutes("POST /api/{proxy+}", "GET /health", "ANY /").addresses,
    );
  });

  test("have these addresses", () => {
    expect(synthesizeApi({ customDomain }).addresses).toMatchInlineSnapshot(`
     [
       "aws_apigatewayv2_api.api_4F59AA66",
       "aws_apigatewayv2_api_mapping.api_mapping_B9D9ADEA",
       "aws_apigatewayv2_domain_name.api_domain-name_F89DF7E1",
       "aws_apigatewayv2_integration.api_integration_9A008F7A",
       "aws_apigatewayv2_route.api_get-api-products-id_C85244D4",
       "aws_apigatewayv2_route.api_get-health_7013C400",
       "aws_apigatewayv2_stage.api_stage_9CA2AE48",
       "aws_cloudwatch_log_group.api_log-group_F1888176",
       "aws_lambda_permission.api_permission_39E92575",
     ]
    `);
  });
});

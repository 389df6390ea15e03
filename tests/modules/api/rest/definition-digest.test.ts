import type { TerraformResource } from "cdktf";
import type { RestApi, RestApiProps } from "../../../../modules/api/rest";
import { cache, handler, open, pay, props, routes, synthesizeApi } from "./shop-api";

const deployment = (differences: Partial<RestApiProps> = {}, use: (api: RestApi) => void = () => {}) =>
  synthesizeApi(differences, use).resource("aws_api_gateway_deployment");
const triggersOf = (differences: Partial<RestApiProps> = {}, use: (api: RestApi) => void = () => {}) =>
  deployment(differences, use)["triggers"] as { readonly definition: string; readonly references: string };
const digest = (differences: Partial<RestApiProps> = {}, use: (api: RestApi) => void = () => {}) =>
  triggersOf(differences, use).definition;

const [health, ...others] = routes;

describe("the deployment", () => {
  test("waits for all of the definition, and is created before its predecessor is destroyed", () => {
    const { depends_on: dependencies, lifecycle } = deployment() as { depends_on: string[]; lifecycle: object };
    expect(lifecycle).toEqual({ create_before_destroy: true });
    const types = new Set(dependencies.map((dependency) => dependency.split(".")[0]));
    expect([...types].sort()).toEqual([
      "aws_api_gateway_authorizer",
      "aws_api_gateway_gateway_response",
      "aws_api_gateway_integration",
      "aws_api_gateway_integration_response",
      "aws_api_gateway_method",
      "aws_api_gateway_method_response",
      "aws_api_gateway_model",
      "aws_api_gateway_request_validator",
      "aws_api_gateway_resource",
      "aws_api_gateway_rest_api",
    ]);
  });

  test("has a digest of the definition that is the same in each synthesis", () => {
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).toBe(digest());
  });

  test.each<[string, Partial<RestApiProps>]>([
    ["a route", { routes: others }],
    ["a method", { routes: [{ ...health!, routeKey: "HEAD /health" }, ...others] }],
    ["a target", { routes: [{ ...health!, target: { type: "mock", status: 204 } }, ...others] }],
    ["an access", { routes: [{ ...health!, access: { type: "iam" } }, ...others] }],
    ["an API key", { routes: [{ ...health!, apiKey: "required" }, ...others] }],
    ["a parameter", { routes: [{ ...health!, query: { page: "optional" } }, ...others] }],
    [
      "a template",
      {
        routes: routes.map((one) =>
          one === pay ? { ...pay, target: { ...pay.target, executionName: [] } } : one,
        ) as typeof routes,
      },
    ],
    ["a model", { models: { ...props.models, Order: { type: "object" } } }],
    ["CORS", { cors: { allowOrigin: "*" } }],
    [
      "an authorizer",
      { authorizers: { ...props.authorizers, staff: { type: "lambda", handler: "shop", policy: "stage" } } },
    ],
    [
      "the lifetime of policies",
      { authorizers: { ...props.authorizers, staff: { ...props.authorizers!["staff"]!, ttlSeconds: 0 } as never } },
    ],
    ["a function", { handlers: { ...props.handlers, shop: handler("other") } }],
    ["a timeout", { handlers: { ...props.handlers, shop: handler("shop-api", 10) } }],
    ["binary types", { binaryMediaTypes: ["image/png"] }],
    ["the default endpoint", { defaultEndpoint: "disabled" }],
    ["a key of the cache", { cache, routes: [{ ...health!, cache: {} }, ...others] }],
  ])("changes with %s", (_name, differences) => {
    expect(digest(differences)).not.toBe(digest());
  });

  test("changes with an override of a method", () => {
    const override = (api: RestApi) =>
      (api.node.findChild("get-health").node.findChild("method") as TerraformResource).addOverride(
        "operation_name",
        "Health",
      );
    expect(digest({}, override)).not.toBe(digest());
  });

  test.each<[string, Partial<RestApiProps>]>([
    ["the order of routes", { routes: [...others, health!] }],
    ["the name", { name: "other" }],
    ["limits", { throttling: { requestsPerSecond: 1, burst: 1 } }],
    ["limits of a route", { routes: [{ ...health!, throttling: { requestsPerSecond: 1, burst: 1 } }, ...others] }],
    ["the cache", { cache }],
    ["the retention of logs", { logRetentionDays: 30 }],
    ["a web ACL", { webAclArn: "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1" }],
    ["the reason of an open route", { routes: [{ ...health!, access: { ...open, because: "probes" } }, ...others] }],
  ])("does not change with %s", (_name, differences) => {
    expect(digest(differences)).toBe(digest());
  });

  test("does not change with tags of the API", () => {
    const tag = (api: RestApi) => (api.node.findChild("api") as TerraformResource).addOverride("tags.Team", "shop");
    expect(digest({}, tag)).toBe(digest());
  });

  test("has a second trigger of the values behind references", () => {
    const { references } = triggersOf();
    expect(references).toMatch(/^\$\{sha1\(jsonencode\(\[aws_api_gateway_\w+\.[\w-]+\.id, .*\]\)\)\}$/);
    expect(references).toMatch(/aws_api_gateway_integration\.api_get-orders-id_integration_\w+\.uri/);
    expect(references).toMatch(/aws_api_gateway_authorizer\.api_authorizer-staff_\w+\.authorizer_uri/);
    expect(references).not.toMatch(/stage|log-group|permission/);
  });
});

import { InputError } from "../../../../modules/core/index";
import type { RestApiProps, RestAuthorizer, RestRoute } from "../../../../modules/api/rest";
import {
  POOL_ARN,
  cache,
  customers,
  handler,
  lambda,
  machine,
  open,
  pay,
  props,
  routes,
  staff,
  synthesizeApi,
} from "./shop-api";

const refusal = (differences: Partial<RestApiProps>): string => {
  try {
    synthesizeApi(differences);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return "accepted";
};
const route = (differences: Partial<RestRoute> = {}): RestRoute => ({
  routeKey: "GET /a",
  target: lambda,
  access: open,
  ...differences,
});
const withRoute = (differences: Partial<RestRoute>): Partial<RestApiProps> => ({ routes: [route(differences)] });
const keys = (...routeKeys: string[]) => ({ routes: routeKeys.map((routeKey) => route({ routeKey })) });
const execution = (differences: object, more: Partial<RestRoute> = {}): Partial<RestApiProps> => ({
  routes: [{ ...pay, ...more, target: { ...pay.target, ...differences } as RestRoute["target"] }],
});
const authorizer = (differences: Partial<RestAuthorizer>): Partial<RestApiProps> => ({
  authorizers: { ...props.authorizers, staff: { ...props.authorizers!["staff"]!, ...differences } as RestAuthorizer },
});
const cognito = (userPoolArns: readonly string[]): Partial<RestApiProps> => ({
  authorizers: { ...props.authorizers, customers: { type: "cognito", userPoolArns } },
});
const model = (schema: object, name = "Order"): Partial<RestApiProps> => ({
  models: { ...props.models, [name]: schema as never },
});
const cached = (differences: Partial<RestRoute> = {}): Partial<RestApiProps> => ({
  routes: [route({ cache: {}, ...differences })],
  cache,
});

describe("RestApi refuses", () => {
  test.each<[string, Partial<RestApiProps>, RegExp]>([
    ["an API without routes", { routes: [] }, /routes: got \[\]; allowed: at least one route/],
    ["a route without a method", keys("/a"), /routes: got "\/a"; .*a method in capitals or ANY/],
    ["a final slash", keys("GET /a/"), /routes: got "GET \/a\/"/],
    ["a route twice", keys("GET /a", "GET /a"), /construct id differs from get-a of GET \/a; list a route once/],
    [
      "paths that differ in punctuation",
      keys("GET /a-b", "POST /a/b"),
      /a path whose construct id differs from a-b of/,
    ],
    [
      "two parameters below one path",
      keys("GET /a/{x}", "POST /a/{y}"),
      /routes: got "\/a\/\{y\}"; allowed: \{x\} below \/a/,
    ],
    ["a parameter beside a greedy one", keys("GET /{x}", "GET /{y+}"), /got "\/\{y\+\}"; allowed: \{x\} below \//],
    [
      "300 paths",
      keys(...Array.from({ length: 300 }, (_, n) => `GET /p${n}`)),
      /routes: got 300; allowed: at most 299 paths/,
    ],
    [
      "a repeated path parameter",
      keys("GET /a/{x}/b/{x}"),
      /routes.GET \/a\/\{x\}\/b\/\{x\}: got "x"; .*different names/,
    ],
    [
      "a header named as a path parameter",
      withRoute({ routeKey: "GET /a/{id}", headers: { ID: "optional" } }),
      /got "ID"; .*different/,
    ],
    ["a parameter with a space", withRoute({ query: { "a b": "optional" } }), /got "a b"; allowed: letters, digits/],
    [
      "an unknown model",
      withRoute({ routeKey: "POST /a", body: "Other" }),
      /\.body: got "Other"; allowed: Order, Payment/,
    ],
    ["a body of GET", withRoute({ body: "Order" }), /\.body: got "Order"; allowed: no body/],
    [
      "any model without models",
      { ...withRoute({ routeKey: "POST /a", body: "Other" }), models: {} },
      /nothing without models/,
    ],
    [
      "limits beyond the account",
      withRoute({ throttling: { requestsPerSecond: 0, burst: 1 } }),
      /GET \/a\.throttling\.requestsPerSecond: got 0/,
    ],
    [
      "an unknown function",
      withRoute({ target: { type: "lambda", handler: "other" } }),
      /target.handler: got "other"; allowed: shop, authorizer; add it to handlers/,
    ],
    [
      "a function slower than API Gateway waits",
      { handlers: { ...props.handlers, shop: handler("shop-api", 30) } },
      /target\.shop\.timeoutSeconds: got 30; allowed: a whole number from 1 to 29; shorten the function's timeout/,
    ],
    [
      "another target",
      withRoute({ target: { type: "http" } as never }),
      /target: got "http"; allowed: lambda, start-execution, mock/,
    ],
    [
      "a mock with a status that HTTP does not have",
      withRoute({ target: { type: "mock", status: 99 } }),
      /target.status: got 99/,
    ],
    [
      "an unknown state machine",
      execution({ stateMachine: "other" }),
      /target.stateMachine: got "other"; allowed: pay/,
    ],
    [
      "an express state machine",
      { stateMachines: { pay: machine("EXPRESS") } },
      /got "EXPRESS"; allowed: a state machine of type STANDARD/,
    ],
    [
      "a field that templates could read",
      execution({ input: { $a: "body" } }),
      /target.input: got "\$a"; allowed: letters, digits and _/,
    ],
    [
      "a body without a model",
      execution({}, { body: undefined }),
      /input.payment: got "body"; allowed: a route with a body model/,
    ],
    [
      "an undeclared path parameter",
      execution({ input: { a: "path:other" } }),
      /got "path:other"; allowed: path:id; declare/,
    ],
    [
      "an undeclared query parameter",
      execution({ input: { a: "query:x" } }),
      /allowed: no query parameter of the route/,
    ],
    [
      "an undeclared header",
      execution({ executionName: ["header:other"] }),
      /executionName: got "header:other"; allowed: header:Idempotency-Key/,
    ],
    [
      "a pattern of a parameter that names no execution",
      execution({ executionNamePatterns: { "header:other": "a" } }),
      /executionNamePatterns\.header:other: got "header:other"; allowed: header:Idempotency-Key; constrain/,
    ],
    [
      "a pattern without a parameter in the name",
      execution({ executionName: ["claim:sub"], executionNamePatterns: { "claim:sub": "a" } as never }),
      /executionNamePatterns\.claim:sub: got "claim:sub"; allowed: no parameter of the route/,
    ],
    [
      "a pattern that is none",
      execution({ executionNamePatterns: { "header:Idempotency-Key": "[" } }),
      /got "\["; allowed: a regular expression without an apostrophe/,
    ],
    [
      "a pattern that would end its text",
      execution({ executionNamePatterns: { "header:Idempotency-Key": "it's" } }),
      /got "it's"; allowed: a regular expression without an apostrophe/,
    ],
    [
      "a claim of callers without a token",
      execution({}, { access: staff }),
      /got "claim:sub"; allowed: access of type cognito/,
    ],
    ["a claim of everybody", execution({}, { access: open }), /got "claim:sub"; allowed: access of type cognito/],
    [
      "the context of callers without a Lambda authorizer",
      execution({ input: { a: "context:x" } }),
      /allowed: access of type lambda/,
    ],
    [
      "a claim that templates could read",
      execution({ input: { a: "claim:x'y" } }),
      /got "claim:x'y"; allowed: body, body:, request-id/,
    ],
    [
      "another source",
      execution({ input: { a: "cookie:x" } }),
      /got "cookie:x"; allowed: body, body:, request-id, path:/,
    ],
    [
      "a part of the body that is absent from its model",
      execution({ executionName: ["body:other"] }),
      /executionName: got "body:other"; allowed: a required property of type string of the body's model/,
    ],
    ["a part of no body", execution({ input: { a: "body:b" } }, { body: undefined }), /allowed: a route with a body/],
    ["a part of an unknown model", execution({ input: { a: "body:b" } }, { body: "Other" }), /\.body: got "Other"/],
    ["a number of the body", execution({ input: { a: "body:amount" } }), /got "body:amount"; allowed: a required/],
    ["an optional part of the body", execution({ input: { a: "body:card" } }), /got "body:card"; allowed: a requ/],
    [
      "another access",
      withRoute({ access: { type: "key" } as never }),
      /access: got "key"; allowed: open, cognito, lambda, iam/,
    ],
    [
      "an open route without a reason",
      withRoute({ access: { type: "open", because: " " } }),
      /access.because: got " "; allowed: the reason/,
    ],
    [
      "an unknown authorizer",
      withRoute({ access: { ...staff, authorizer: "other" } }),
      /got "other"; allowed: customers, staff; add it to authorizers/,
    ],
    [
      "an authorizer of another type",
      withRoute({ access: { ...staff, authorizer: "customers" } }),
      /got "cognito"; allowed: an authorizer of type lambda/,
    ],
    [
      "access tokens without scopes",
      withRoute({ access: { ...customers, token: "access", scopes: [] } }),
      /access.scopes: got \[\]; allowed: at least one scope/,
    ],
    [
      "a scope with a space",
      withRoute({ access: { ...customers, token: "access", scopes: ["a b"] } }),
      /access.scopes: got "a b"/,
    ],
    [
      "ANY with an authorizer and CORS",
      withRoute({ routeKey: "ANY /a", access: customers }),
      /access: got "cognito"; allowed: open for ANY together with cors/,
    ],
    ["OPTIONS with CORS", keys("OPTIONS /a"), /got "OPTIONS"; allowed: no OPTIONS together with cors/],
    [
      "a cache without that of the stage",
      { ...cached(), cache: undefined },
      /\.cache: got "set"; allowed: nothing without a cache of the API/,
    ],
    ["a cached POST", cached({ routeKey: "POST /a" }), /\.cache: got "POST"; allowed: GET/],
    [
      "a cache for signed requests",
      cached({ access: { type: "iam" } }),
      /got "iam"; allowed: no cache with access of type iam/,
    ],
    [
      "a shared cache of customers",
      cached({ access: customers }),
      /got "cognito"; allowed: perCaller: true unless everybody may call the route/,
    ],
    ["a shared cache of API keys", cached({ apiKey: "required" }), /got "open"; allowed: perCaller: true/],
    [
      "a cache for each of nobody",
      cached({ cache: { perCaller: true } }),
      /got "perCaller"; allowed: no perCaller on a route that everybody/,
    ],
    [
      "a cache for callers whom no parameter identifies",
      {
        ...cached({ access: staff, cache: { perCaller: true } }),
        ...authorizer({ identitySources: ["context:path"] } as never),
      },
      /allowed: no cache where no header or query parameter identifies the caller/,
    ],
    ["a lifetime of two hours", cached({ cache: { ttlSeconds: 7200 } }), /cache.ttlSeconds: got 7200; .*1 to 3600/],
    ["a size that no cache has", { cache: { sizeGb: 1 as 0.5 } }, /cache.sizeGb: got 1; allowed: 0.5, 1.6/],
    [
      "a lifetime of the stage's cache below a second",
      { cache: { sizeGb: 0.5, ttlSeconds: 0 } },
      /cache.ttlSeconds: got 0/,
    ],
    [
      "an authorizer of another type",
      authorizer({ type: "jwt" as never }),
      /authorizers.staff.type: got "jwt"; allowed: cognito, lambda/,
    ],
    [
      "an authorizer with a name of another form",
      { authorizers: { ...props.authorizers, My_One: props.authorizers!["staff"]! } },
      /authorizers.My_One: got "My_One"; allowed: kebab-case/,
    ],
    [
      "eleven authorizers",
      { authorizers: many(11) },
      /authorizers: got 13; allowed: at most 10|authorizers: got 11; allowed: at most 10/,
    ],
    [
      "an authorizer without user pools",
      cognito([]),
      /authorizers.customers.userPoolArns: got 0; allowed: 1 to 1000 user pools/,
    ],
    [
      "an id in place of a user pool's ARN",
      cognito(["us-east-1_Example"]),
      /userPoolArns: got "us-east-1_Example"; allowed: the ARN of a user pool/,
    ],
    [
      "a token pattern of a whole request",
      authorizer({ identitySources: ["header:x-key"], tokenPattern: "^Bearer .+$" }),
      /authorizers.staff.tokenPattern: got "\^Bearer .*"; allowed: only with the single source header:authorization/,
    ],
    [
      "a token pattern that is no expression",
      authorizer({ identitySources: ["header:authorization"], tokenPattern: "[" }),
      /authorizers.staff.tokenPattern: got "\["; allowed: a regular expression/,
    ],
    [
      "an empty token pattern",
      authorizer({ identitySources: ["header:authorization"], tokenPattern: "" }),
      /authorizers.staff.tokenPattern: got ""; allowed: a regular expression/,
    ],
    [
      "an unknown function of an authorizer",
      authorizer({ handler: "other" }),
      /authorizers.staff.handler: got "other"; allowed: shop, authorizer/,
    ],
    [
      "no identity source",
      authorizer({ identitySources: [] }),
      /identitySources: got \[\]; allowed: at least one source/,
    ],
    [
      "a cookie as identity source",
      authorizer({ identitySources: ["cookie:a"] as never }),
      /identitySources: got "cookie:a"/,
    ],
    [
      "policies that live for a day",
      authorizer({ ttlSeconds: 86_400 }),
      /authorizers.staff.ttlSeconds: got 86400; .*0 to 3600/,
    ],
    [
      "a policy of unknown coverage",
      authorizer({ policy: "all" as never }),
      /authorizers.staff.policy: got "all"; allowed: stage, route/,
    ],
    [
      "a cached policy of one route",
      authorizer({ policy: "route" }),
      /policy: got "route"; allowed: stage, or route with ttlSeconds: 0/,
    ],
    ["a model name with a hyphen", model({}, "Order-Input"), /models.Order-Input: got .*1 to 128 letters and digits/],
    ["models that differ in case", model({}, "order"), /models.Order: got .*differ in more than case/],
    [
      "a later draft",
      model({ $schema: "http://json-schema.org/draft-07/schema#" }),
      /models.Order: got "http:\/\/json-schema.org\/draft-07\/schema#"; allowed: http:.*draft-04/,
    ],
    [
      "a keyword of a later draft",
      model({ properties: { a: { const: 1 } } }),
      /models.Order: got "const"; allowed: keywords of draft 04/,
    ],
    ["a keyword of a later draft in a list", model({ anyOf: [{ if: {} }] }), /models.Order: got "if"/],
    [
      "a reference out of the schema",
      model({ items: [{ $ref: "other.json" }] }),
      /models.Order: got "other.json"; allowed: references within/,
    ],
    [
      "a schema of 400 KB",
      model({ description: "x".repeat(410_000) }),
      /models.Order: got 4100\d\d; allowed: at most 409600 bytes/,
    ],
    ["an origin with a path", { cors: { allowOrigin: "https://a.example.com/" } }, /cors.allowOrigin: got/],
    ["a header with a space", { cors: { allowOrigin: "*", allowHeaders: ["a b"] } }, /cors.allowHeaders: got "a b"/],
    [
      "credentials of any origin",
      { cors: { allowOrigin: "*", allowCredentials: true } },
      /cors.allowCredentials: got true; allowed: false with the origin \*/,
    ],
    [
      "a preflight that lives for two days",
      { cors: { allowOrigin: "*", maxAgeSeconds: 172_800 } },
      /cors.maxAgeSeconds: got 172800/,
    ],
    ["a name that IAM refuses for the role", { name: "a".repeat(60) }, /name: got .*a role name of at most 64/],
    [
      "the stage of test calls",
      { stageName: "test-invoke-stage" },
      /stageName: got "test-invoke-stage"; allowed: a name other than \$default and test-invoke-stage/,
    ],
    [
      "a path that API Gateway answers itself",
      keys("GET /ping"),
      /routes: got "GET \/ping"; allowed: a path other than/,
    ],
    ["a second such path", keys("ANY /sping"), /got "ANY \/sping"; allowed: a path other than \/ping and \/sping/],
    [
      "a model that every API has",
      { models: { Empty: { type: "object" } } },
      /models\.Empty: got "Empty"; allowed: a name other than Empty and Error, which every API has/,
    ],
    ["a stage with a space", { stageName: "my stage" }, /stageName: got "my stage"/],
    [
      "the stage $default",
      { stageName: "$default" },
      /stageName: got "\$default"; allowed: a name other than \$default/,
    ],
    ["limits of zero", { throttling: { requestsPerSecond: 0, burst: 0 } }, /throttling.burst: got 0/],
    [
      "a web ACL of CloudFront",
      { webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/1" },
      /webAclArn: got .*allowed: none, or the ARN of a web ACL of scope REGIONAL/,
    ],
    ["another default endpoint", { defaultEndpoint: "off" as "disabled" }, /defaultEndpoint: got "off"/],
    [
      "bytes of no content type",
      { binaryMediaTypes: ["image"] },
      /binaryMediaTypes: got "image"; allowed: a content type/,
    ],
    [
      "a handler with a name of another form",
      { handlers: { ...props.handlers, My_Fn: handler("a") } },
      /handlers: got "My_Fn"; allowed: kebab-case/,
    ],
    [
      "a header of a route without headers",
      execution({ input: { a: "header:x" }, executionName: [] }, { headers: undefined }),
      /got "header:x"; allowed: no header parameter of the route/,
    ],
    [
      "a function of an API without functions",
      { ...keys("GET /a"), handlers: {}, authorizers: {} },
      /got "shop"; allowed: nothing without handlers/,
    ],
    [
      "a function of another region",
      {
        handlers: {
          ...props.handlers,
          shop: { ...handler("a"), invokeArn: handler("a").invokeArn.replace("us-east-1", "us-west-2") },
        },
      },
      /handlers.shop.invokeArn: got .*pass invokeArn of a function of the API's region/,
    ],
    [
      "a state machine of another region",
      {
        stateMachines: {
          pay: { ...machine(), stateMachineArn: "arn:aws:states:us-west-2:111122223333:stateMachine:a" },
        },
      },
      /stateMachines.pay.stateMachineArn: got .*pass a state machine of the API's region/,
    ],
    ["a retention that CloudWatch does not have", { logRetentionDays: 8 as 7 }, /logRetentionDays: got 8/],
  ])("%s", (_title, differences, message) => {
    expect(refusal(differences)).toMatch(message);
  });

  test("all problems at once", () => {
    expect(refusal({ stageName: "a b", routes: [], throttling: { requestsPerSecond: 0, burst: 1 } })).toMatch(
      /^3 invalid settings:/,
    );
  });
});

describe("RestApi accepts", () => {
  test.each<[string, Partial<RestApiProps>]>([
    ["the routes of the tests", { routes }],
    ["paths that resemble those of health checks", keys("GET /pings")],
    ["such a path below another", keys("GET /v1/ping")],
    ["a long name without a role", { name: "a".repeat(60), ...keys("GET /a") }],
    ["a policy of one route that is not cached", authorizer({ policy: "route", ttlSeconds: 0 })],
    [
      "a cached policy of one route that the key names",
      authorizer({ policy: "route", identitySources: ["header:a", "context:path", "context:httpMethod"] }),
    ],
    [
      "OPTIONS and ANY without CORS",
      { cors: "none", routes: [route({ routeKey: "OPTIONS /a" }), route({ routeKey: "ANY /b", access: staff })] },
    ],
    [
      "properties that are named as later keywords",
      model({ properties: { const: { enum: ["if"] }, id: { $ref: "#/definitions/then" } } }),
    ],
    ["299 paths", keys(...Array.from({ length: 299 }, (_, n) => `GET /p${n}`))],
    ["ten authorizers", { authorizers: many(8) }],
    ["a cache of an open route", cached()],
    ["a cache for each customer", cached({ access: customers, cache: { perCaller: true, ttlSeconds: 3600 } })],
    ["any origin", { cors: { allowOrigin: "*" } }],
    ["localhost", { cors: { allowOrigin: "http://localhost:3000", maxAgeSeconds: 0 } }],
  ])("%s", (_title, differences) => {
    expect(refusal(differences)).toBe("accepted");
  });
});

function many(count: number): Readonly<Record<string, RestAuthorizer>> {
  const one = { type: "cognito", userPoolArns: [POOL_ARN] } as const;
  return { ...props.authorizers, ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, one])) };
}

import { each, isKnown, matching, nonEmpty, satisfying, type Rule, type Violation } from "../../core";

export interface Route {
  /** Method in capitals, or `ANY`, and path: `GET /api/products/{id}`, `ANY /api/{proxy+}`. */
  readonly routeKey: string;
  /**
   * `jwt` accepts only requests with a token that the API's authorizer accepts; `none` leaves authorization to the
   * function. @default "none"
   */
  readonly authorization?: "none" | "jwt";
  /** Scopes, of which a token needs at least one: 1 to 10 with `jwt`, none without. @default none */
  readonly scopes?: readonly string[];
}

const METHOD = "(?:ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)";
const SEGMENT = String.raw`/(?:[\w.~-]+|\{\w+\})`;

const ROUTE_KEY = matching(
  new RegExp(String.raw`^${METHOD} (?:/|(?:${SEGMENT})+|(?:${SEGMENT})*/\{\w+\+\})$`),
  "a method in capitals or ANY, and a path without a final slash; {name+} only at its end",
  "write it like GET /api/products/{id}",
);
const DISTINCT_PARAMETERS = satisfying<string>(
  (routeKey) => {
    const names = routeKey.match(/\{\w+/g) ?? [];
    return new Set(names).size === names.length;
  },
  "path parameters with different names",
  "rename one of them",
);
const SCOPES = each(
  matching(
    /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/,
    'scopes of up to 64 ASCII characters without spaces, " and \\',
    "write it like shop/orders.read",
  ),
);

/** Quotas of HTTP APIs: routes of an API, and scopes of a route. */
const MAX_ROUTES = 300;
const MAX_SCOPES = 10;

/** Construct id of a route: `GET /api/products/{id}` becomes `get-api-products-id`. */
export function routeId(routeKey: string): string {
  return routeKey
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");
}

/** Limits of `CreateRoute`, unique construct ids, and authorization that the authorizer can decide. */
export function routeRules(hasAuthorizer: boolean, hasCors: boolean): Rule<readonly Route[]>[] {
  return [
    nonEmpty("at least one route", "list the routes of the API"),
    satisfying(
      ({ length }) => length <= MAX_ROUTES,
      `at most ${MAX_ROUTES} routes`,
      "combine routes by a greedy path such as ANY /api/{proxy+}",
      ({ length }) => length,
    ),
    (routes) => routes.flatMap(({ routeKey }) => routeKeyViolations(routeKey)),
    distinctIds,
    distinctPatterns,
    (routes) => routes.flatMap((route) => authorizationViolations(route, hasAuthorizer, hasCors)),
  ];
}

function routeKeyViolations(routeKey: string): readonly Violation[] {
  return isKnown(routeKey) ? [...ROUTE_KEY(routeKey), ...DISTINCT_PARAMETERS(routeKey)] : [];
}

/** Routes that differ in the names of their path parameters only match the same requests. */
const distinctPatterns: Rule<readonly Route[]> = (routes) => {
  const patterns = routes.map(({ routeKey }) => routeKey.replace(/\{\w+/g, "{"));
  return routes.flatMap(({ routeKey }, position) => {
    const earlier = routes[patterns.indexOf(patterns[position]!)]!.routeKey;
    const allowed = `a route that matches other requests than ${earlier}`;
    const fix = "use one name for the path parameter, and list the route once";
    return earlier === routeKey ? [] : [{ value: routeKey, allowed, fix }];
  });
};

const distinctIds: Rule<readonly Route[]> = (routes) => {
  const keys = routes.map(({ routeKey }) => routeKey);
  return keys.flatMap((routeKey, position) => {
    const id = routeId(routeKey);
    const first = keys.findIndex((key) => routeId(key) === id);
    const allowed = `a route whose construct id differs from ${id} of ${keys[first]}`;
    const fix = "list a route once; paths must differ in more than punctuation and case";
    return first === position ? [] : [{ value: routeKey, allowed, fix }];
  });
};

function authorizationViolations(route: Route, hasAuthorizer: boolean, hasCors: boolean): Violation[] {
  const { routeKey, authorization = "none", scopes = [] } = route;
  const jwt = authorization === "jwt";
  const rows: [violates: boolean, value: unknown, allowed: string, fix: string][] = [
    [!["none", "jwt"].includes(authorization), authorization, "none, jwt", "set who may call the route"],
    [jwt && !hasAuthorizer, "jwt", "none without an authorizer", "give the API an authorizer"],
    [
      jwt && scopes.length === 0,
      scopes,
      "at least one scope with jwt",
      "list the scopes: without them API Gateway also accepts ID tokens, which are not meant for APIs",
    ],
    [jwt && scopes.length > MAX_SCOPES, scopes.length, `at most ${MAX_SCOPES} scopes`, "define broader scopes"],
    [
      jwt && hasCors && /^(?:ANY|OPTIONS) /.test(routeKey),
      "jwt",
      "none for ANY and OPTIONS together with CORS",
      "list the methods: API Gateway would ask preflight requests, which have no token, for one",
    ],
    [
      !jwt && scopes.length > 0,
      scopes,
      "no scopes without jwt",
      'set authorization to "jwt", or the scopes have no effect',
    ],
  ];
  const violations = rows
    .filter(([violates]) => violates)
    .map(([, value, allowed, fix]): Violation => ({ value, allowed, fix }));
  return [...violations, ...SCOPES(scopes)].map((violation) => ({ ...violation, below: `.${routeKey}` }));
}

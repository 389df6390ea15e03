import type { Validation } from "../../core";

export interface Route {
  /** Method in capitals, or `ANY`, and path: `GET /api/products/{id}`, `ANY /api/{proxy+}`. */
  readonly routeKey: string;
  /**
   * Who may call the route as far as the gateway is concerned: `jwt` only callers with a token that the API's authorizer accepts, `none`
   * leaves the decision to the function. @default "none"
   */
  readonly authorization?: "none" | "jwt";
  /** Scopes one of which the token must have; at least one with `jwt`, none without. @default none */
  readonly scopes?: readonly string[];
}

const METHOD = "(?:ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)";
const SEGMENT = String.raw`/(?:[\w.~-]+|\{\w+\})`;
const ROUTE_KEY = new RegExp(String.raw`^${METHOD} (?:/|(?:${SEGMENT})+|(?:${SEGMENT})*/\{\w+\+\})$`);

/** The construct id of a route: `GET /api/products/{id}` is `get-api-products-id`. */
export function routeId(routeKey: string): string {
  return routeKey
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");
}

/** Checks the form of every route key, and that no two routes are the same or would have the same construct id. */
export function checkRoutes(validation: Validation, routes: readonly Route[]): void {
  validation.check(routes.length > 0, "routes", routes, "at least one route", "say what the API answers");
  const ids = new Map<string, string>();
  routes.forEach(({ routeKey }) => {
    validation.matches(
      "routes",
      routeKey,
      ROUTE_KEY,
      "a method in capitals or ANY, and a path without a final slash; {name+} only at its end",
      "write it like GET /api/products/{id}",
    );
    const id = routeId(routeKey);
    const first = ids.get(id);
    ids.set(id, first ?? routeKey);
    validation.check(
      first === undefined,
      "routes",
      routeKey,
      `a route whose construct id differs from ${id} of ${first}`,
      "list a route once, and let paths differ in more than punctuation and case",
    );
  });
}

/** Checks that every route asks for what the API's authorizer can tell. */
export function checkAuthorization(validation: Validation, routes: readonly Route[], hasAuthorizer: boolean): void {
  routes.forEach(({ routeKey, authorization = "none", scopes = [] }) => {
    const property = `routes.${routeKey}`;
    const jwt = authorization === "jwt";
    validation
      .oneOf<string>(property, authorization, ["none", "jwt"], "say who may call the route")
      .check(!jwt || hasAuthorizer, property, "jwt", "none without an authorizer", "give the API an authorizer")
      .check(
        !jwt || scopes.length > 0,
        property,
        scopes,
        "at least one scope with jwt",
        "name the scopes: without them the gateway takes ID tokens too, which are not meant for APIs",
      )
      .check(
        jwt || scopes.length === 0,
        property,
        scopes,
        "no scopes without jwt",
        'set authorization to "jwt", or the scopes would protect nothing',
      );
    scopes.forEach((scope) =>
      validation.matches(
        property,
        scope,
        /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/,
        'scopes of up to 64 ASCII characters without spaces, " and \\',
        "write it like shop/orders.read",
      ),
    );
  });
}

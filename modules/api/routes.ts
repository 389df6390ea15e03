import type { Validation } from "../core";

export interface Route {
  /** Method in capitals, or `ANY`, and path: `GET /api/products/{id}`, `ANY /api/{proxy+}`. */
  readonly routeKey: string;
  /** Who may call the route as far as the gateway is concerned: `none` leaves the decision to the function. @default "none" */
  readonly authorization?: "none";
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

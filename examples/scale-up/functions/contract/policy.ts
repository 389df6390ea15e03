import { routes, type Route } from "./routes";

/**
 * Methods and paths, relative to the stage, that the authorizer `roles` allows to members of the groups: `GET/orders/*`
 * is the route `GET /orders/{orderId}`. It covers the whole stage, because API Gateway evaluates a cached policy for
 * every route.
 */
export function policyFor(groups: readonly string[], table: readonly Route[] = routes): readonly string[] {
  return table
    .filter(({ access }) => access.type === "lambda")
    .filter((route) => route.groups.some((group) => groups.includes(group)))
    .map(({ routeKey }) => routeKey.replace(" ", "").replace(/\{[^}]+\}/g, "*"));
}

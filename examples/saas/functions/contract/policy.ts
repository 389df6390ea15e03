import { routes, type Route } from "./routes";

/**
 * Methods and paths, below the version, that a signed-in member of the groups may call: `GET/users/*` is the route
 * `GET /users/{userId}`. They cover the whole stage, because API Gateway evaluates a cached policy for every route.
 */
export function policyFor(memberships: readonly string[], table: readonly Route[] = routes): readonly string[] {
  return table
    .filter(({ access }) => access.type === "lambda")
    .filter(({ groups }) => groups === "signed-in" || groups.some((group) => memberships.includes(group)))
    .map(({ routeKey }) => routeKey.replace(" ", "").replace(/\{[^}]+\}/g, "*"));
}

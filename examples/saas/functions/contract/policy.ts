import { routes, type Group, type Route } from "./routes";

/**
 * Methods and paths, below the version, that members of the groups may call: `GET/users/*` is the route
 * `GET /users/{userId}`. They cover the whole stage, because API Gateway evaluates a cached policy for every route.
 */
export function policyFor(memberships: readonly string[], table: readonly Route[] = routes): readonly string[] {
  const isMember = (group: Group): boolean => memberships.includes(group);
  return table
    .filter((route) => route.groups.some(isMember))
    .map(({ routeKey }) => routeKey.replace(" ", "").replace(/\{[^}]+\}/g, "*"));
}

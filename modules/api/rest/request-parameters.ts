import { identitySourcesOf, sourceParameter } from "./authorizers";
import type { RestApiSettings } from "./rest-api-props";
import { pathParameters, type RestRoute } from "./routes";

/** Parameters of a request; those with `true` are required. Those that identify callers belong to keys of caches. */
export function requestParameters(route: RestRoute, settings: RestApiSettings): Readonly<Record<string, boolean>> {
  const { routeKey, query = {}, headers = {} } = route;
  const declared = [
    ...pathParameters(routeKey).map((name) => [`method.request.path.${name}`, true] as const),
    ...Object.entries(query).map(
      ([name, need]) => [`method.request.querystring.${name}`, need === "required"] as const,
    ),
    ...Object.entries(headers).map(([name, need]) => [`method.request.header.${name}`, need === "required"] as const),
  ];
  // Names of headers differ in case only by mistake.
  const names = declared.map(([name]) => name.toLowerCase());
  const callers = callerParameters(route, settings).filter((name) => !names.includes(name.toLowerCase()));
  return Object.fromEntries([...declared, ...callers.map((name) => [name, false] as const)]);
}

/** Parameters that tell cached answers apart: all of the route's. */
export function cacheKeyParameters(route: RestRoute, settings: RestApiSettings): readonly string[] | undefined {
  return route.cache && Object.keys(requestParameters(route, settings)).sort();
}

/** Parameters that identify the caller of a route that caches answers for each. */
export function callerParameters({ cache, access, apiKey }: RestRoute, { authorizers }: RestApiSettings): string[] {
  if (!cache?.perCaller) return [];
  const authorizer = "authorizer" in access ? authorizers[access.authorizer] : undefined;
  const sources = authorizer ? identitySourcesOf(authorizer) : [];
  return [
    ...sources.map(sourceParameter).filter((name) => name.startsWith("method.request.")),
    ...(apiKey === "required" ? ["method.request.header.x-api-key"] : []),
  ];
}

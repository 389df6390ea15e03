import { identitySourcesOf, sourceParameter } from "../authorizers/authorizers";
import type { RestApiSettings } from "../rest-api-props";
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
  const others = [...callerParameters(route, settings), ...originParameters(route, settings)];
  const undeclared = others.filter((name) => !names.includes(name.toLowerCase()));
  return Object.fromEntries([...declared, ...undeclared.map((name) => [name, false] as const)]);
}

/** A cached answer has the CORS header of the origin that asked first. */
function originParameters({ cache }: RestRoute, { cors }: RestApiSettings): string[] {
  const hasSeveral = cors !== "none" && (cors.furtherOrigins ?? []).length > 0;
  return cache && hasSeveral ? ["method.request.header.Origin"] : [];
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

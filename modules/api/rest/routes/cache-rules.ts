import { integer, type Violation } from "../../../core";
import type { RestApiSettings } from "../rest-api-props";
import { callerParameters } from "./request-parameters";
import { parseRoute, type RestRoute } from "./routes";
import { MAX_TTL_SECONDS } from "../ttl";

/**
 * Caches that answer a caller with nothing but its own or public content. Neither the caller nor an undeclared
 * parameter is part of API Gateway's cache key.
 */
export function cacheViolations(route: RestRoute, settings: RestApiSettings): Violation[] {
  const { routeKey, cache, access, apiKey } = route;
  if (!cache) return [];
  const { method } = parseRoute(routeKey);
  const isPublic = access.type === "open" && apiKey !== "required";
  const rows: [violates: boolean, value: unknown, allowed: string, fix: string][] = [
    [!settings.cache, "set", "nothing without a cache of the API", "set cache of the API, or it has no effect"],
    [method !== "GET", method, "GET", "cache answers of GET routes only"],
    [access.type === "iam", "iam", "no cache with access of type iam", "omit it: each signature differs"],
    [
      !isPublic && access.type !== "iam" && cache.perCaller !== true,
      access.type,
      "perCaller: true unless everybody may call the route",
      "set perCaller, or one caller gets the answer of another",
    ],
    [
      cache.perCaller === true && !isPublic && callerParameters(route, settings).length === 0,
      "perCaller",
      "no cache where no header or query parameter identifies the caller",
      "omit it, or add a header to identitySources of the authorizer",
    ],
    [
      isPublic && cache.perCaller === true,
      "perCaller",
      "no perCaller on a route that everybody may call",
      "omit it: the route knows no caller",
    ],
  ];
  const ttl = integer(1, MAX_TTL_SECONDS, "choose the seconds for which an answer may be stale");
  return [
    ...rows
      .filter(([violates]) => violates)
      .map(([, value, allowed, fix]): Violation => ({ below: ".cache", value, allowed, fix })),
    ...(cache.ttlSeconds === undefined
      ? []
      : ttl(cache.ttlSeconds).map((one) => ({ value: cache.ttlSeconds, ...one, below: ".cache.ttlSeconds" }))),
  ];
}

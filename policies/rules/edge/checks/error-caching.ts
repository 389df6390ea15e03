import { fail, unknown } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { Check, Finding } from "../../../engine/rule";
import { isUnresolved, numberOf, recordsOf } from "../../../engine/values";

/** Id of the managed cache policy CachingDisabled. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** Errors that CloudFront caches whatever the origin's Cache-Control says. */
const SERVER_ERRORS = [500, 502, 503, 504];

/** Requires a minimum TTL of zero for server errors if a cache behavior disables caching. */
export const doesNotCacheErrors: Check = (distribution) =>
  disablesCaching(distribution) ? SERVER_ERRORS.flatMap((code) => problemsOf(distribution.values, code)) : [];

function disablesCaching({ values }: Resource): boolean {
  return ["default_cache_behavior", "ordered_cache_behavior"]
    .flatMap((kind) => recordsOf(values[kind]))
    .some((behavior) => behavior["cache_policy_id"] === CACHING_DISABLED);
}

function problemsOf(values: Values, code: number): readonly Finding[] {
  if (isUnresolved(values["custom_error_response"])) return [unknown("custom_error_response")];
  const response = recordsOf(values["custom_error_response"]).find(({ error_code }) => numberOf(error_code) === code);
  const ttl = response?.["error_caching_min_ttl"];
  if (isUnresolved(ttl)) return [unknown("custom_error_response.error_caching_min_ttl")];
  if (numberOf(ttl) === 0) return [];
  return [
    fail("custom_error_response", `must set error_caching_min_ttl to 0 for ${code}, got ${ttl ?? "10 by default"}`),
  ];
}

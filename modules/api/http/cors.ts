import type { Apigatewayv2ApiCorsConfiguration } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { each, integer, matching, type Rule } from "../../core";

export interface CorsSettings {
  /**
   * `https://` origins (`http://` for localhost only), or `*` for any. Empty: no CORS headers, so only scripts of the
   * API's own origin may call it.
   */
  readonly allowOrigins: readonly string[];
  /** HTTP methods in capitals, or `*`. */
  readonly allowMethods: readonly string[];
  /** Request headers, or `*`. */
  readonly allowHeaders: readonly string[];
  /** Response headers that scripts may read. @default none */
  readonly exposeHeaders?: readonly string[];
  /** Lets browsers send cookies and credentials. Not together with any `*`. @default false */
  readonly allowCredentials?: boolean;
  /** Seconds that browsers cache a preflight response: 0 to 86,400. @default 0 */
  readonly maxAgeSeconds?: number;
}

const MAX_AGE_SECONDS = 86_400;
const FIX = "correct or remove it";
const HEADER = each(matching(/^(?:\*|[A-Za-z0-9-]+)$/, "the name of a header, or *", FIX));

/** Settings that API Gateway refuses, and those that browsers ignore. */
export const CORS_RULES = {
  "cors.allowOrigins": each(
    matching(
      /^(?:\*|https:\/\/[a-z0-9.-]+(?::\d+)?|http:\/\/localhost(?::\d+)?)$/,
      "https://<host>, http://localhost or *, in lower case and without a path",
      FIX,
    ),
  ),
  "cors.allowMethods": each(
    matching(/^(?:\*|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/, "an HTTP method in capitals, or *", FIX),
  ),
  "cors.allowHeaders": HEADER,
  "cors.exposeHeaders": HEADER,
  "cors.maxAgeSeconds": integer(0, MAX_AGE_SECONDS, "choose at most a day"),
  cors: credentialsWithoutWildcard,
};

function credentialsWithoutWildcard(cors: CorsSettings): ReturnType<Rule<CorsSettings>> {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders = [], allowCredentials } = cors;
  const hasWildcard = [...allowOrigins, ...allowMethods, ...allowHeaders, ...exposeHeaders].includes("*");
  if (!allowCredentials || !hasWildcard) return [];
  const fix = "list the origins, methods and headers that may be used with credentials";
  return [{ below: ".allowCredentials", value: allowCredentials, allowed: "false together with *", fix }];
}

/** CORS block of the API; none without an allowed origin, so that API Gateway sends no CORS headers. */
export function corsConfiguration(cors: CorsSettings): Apigatewayv2ApiCorsConfiguration | undefined {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, allowCredentials, maxAgeSeconds } = cors;
  if (allowOrigins.length === 0) return undefined;
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: [...allowMethods],
    allowHeaders: [...allowHeaders],
    exposeHeaders: exposeHeaders && [...exposeHeaders],
    allowCredentials,
    maxAge: maxAgeSeconds,
  };
}

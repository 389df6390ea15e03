import type { Apigatewayv2ApiCorsConfiguration } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import type { Validation } from "../../core";

export interface CorsSettings {
  /** `https://` origins (`http://` for localhost alone), or `*` for any site. None: only scripts of the API's own origin may call it. */
  readonly allowOrigins: readonly string[];
  /** HTTP methods in capitals, or `*`. */
  readonly allowMethods: readonly string[];
  /** Request headers, or `*`. */
  readonly allowHeaders: readonly string[];
  /** Response headers that scripts may read. @default none */
  readonly exposeHeaders?: readonly string[];
  /** Send cookies and credentials along. Not together with any `*`. @default false */
  readonly allowCredentials?: boolean;
  /** Seconds that browsers remember the answer: 0 to 86400. @default 0 */
  readonly maxAgeSeconds?: number;
}

const ORIGIN = /^(?:\*|https:\/\/[a-z0-9.-]+(?::\d+)?|http:\/\/localhost(?::\d+)?)$/;
const METHOD = /^(?:\*|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const HEADER = /^(?:\*|[A-Za-z0-9-]+)$/;
const MAX_AGE_SECONDS = 86_400;

/** Checks what API Gateway refuses, and what browsers silently do not honour. */
export function checkCors(validation: Validation, cors: CorsSettings): void {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders = [], allowCredentials, maxAgeSeconds } = cors;
  const each = (property: string, values: readonly string[], pattern: RegExp, allowed: string): void =>
    values.forEach((value) => validation.matches(`cors.${property}`, value, pattern, allowed, "correct or remove it"));
  each("allowOrigins", allowOrigins, ORIGIN, "https://<host>, http://localhost or *, in lower case and without a path");
  each("allowMethods", allowMethods, METHOD, "an HTTP method in capitals, or *");
  each("allowHeaders", allowHeaders, HEADER, "the name of a header, or *");
  each("exposeHeaders", exposeHeaders, HEADER, "the name of a header, or *");
  const any = [...allowOrigins, ...allowMethods, ...allowHeaders, ...exposeHeaders].includes("*");
  validation
    .check(
      !(allowCredentials && any),
      "cors.allowCredentials",
      allowCredentials,
      "false beside a *",
      "list the origins, methods and headers that credentials may be sent with",
    )
    .integer("cors.maxAgeSeconds", maxAgeSeconds, 0, MAX_AGE_SECONDS, "choose at most a day");
}

/** Without an origin there is nothing to configure: the gateway then sends no CORS headers at all. */
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

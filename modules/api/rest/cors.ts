import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayIntegrationResponse } from "@cdktf/provider-aws/lib/api-gateway-integration-response";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodResponse } from "@cdktf/provider-aws/lib/api-gateway-method-response";
import { Construct } from "constructs";
import { each, integer, matching, type Rule, type RuleTable } from "../../core";

/** One origin: gateway responses, unlike functions, can only send a fixed one. */
export interface RestCors {
  /** `https://` origin (`http://` for localhost only), or `*` for any. */
  readonly allowOrigin: string;
  /** Request headers. @default authorization, content-type */
  readonly allowHeaders?: readonly string[];
  /** Response headers that scripts may read. @default none */
  readonly exposeHeaders?: readonly string[];
  /** Lets browsers send cookies and credentials. Not with the origin `*`. @default false */
  readonly allowCredentials?: boolean;
  /** Seconds that browsers cache a preflight response: 0 to 86,400. @default 600 */
  readonly maxAgeSeconds?: number;
}

const MAX_AGE_SECONDS = 600;
const DEFAULT_HEADERS = ["authorization", "content-type"];
const DAY_SECONDS = 86_400;
const FIX = "correct or remove it";
const HEADER = each(matching(/^[A-Za-z0-9-]+$/, "the name of a header", FIX));

/** Settings that browsers ignore or API Gateway refuses. */
export const CORS_RULES: RuleTable<RestCors> = {
  allowOrigin: matching(
    /^(?:\*|https:\/\/[a-z0-9.-]+(?::\d+)?|http:\/\/localhost(?::\d+)?)$/,
    "https://<host>, http://localhost or *, in lower case and without a path",
    FIX,
  ),
  allowHeaders: HEADER,
  exposeHeaders: HEADER,
  maxAgeSeconds: integer(0, DAY_SECONDS, "choose at most a day"),
};

export const withoutAnyOrigin: Rule<RestCors> = ({ allowOrigin, allowCredentials }) =>
  allowCredentials && allowOrigin === "*"
    ? [{ below: ".allowCredentials", value: true, allowed: "false with the origin *", fix: "name the origin" }]
    : [];

/** Headers of every answer, with values in the quotes that API Gateway demands of static ones. */
export function corsHeaders(cors: RestCors | "none"): Readonly<Record<string, string>> {
  if (cors === "none") return {};
  const { allowOrigin, allowCredentials, exposeHeaders = [] } = cors;
  return {
    "Access-Control-Allow-Origin": `'${allowOrigin}'`,
    ...(allowCredentials && { "Access-Control-Allow-Credentials": "'true'" }),
    ...(exposeHeaders.length > 0 && { "Access-Control-Expose-Headers": `'${exposeHeaders.join(",")}'` }),
  };
}

/** Response parameters of headers: `method.response.header.<name>` for an integration response. */
export function headerParameters<Value>(
  headers: Readonly<Record<string, string>>,
  prefix: string,
  valueOf: (value: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}.${name}`, valueOf(value)]));
}

/** Creates the answer to preflight requests of a path: OPTIONS without a backend. */
export function createPreflight(
  scope: Construct,
  id: string,
  place: { readonly restApiId: string; readonly resourceId: string },
  cors: RestCors,
  methods: readonly string[],
): void {
  const preflight = new Construct(scope, id);
  const headers = { ...corsHeaders(cors), ...preflightHeaders(cors, methods) };
  const method = new ApiGatewayMethod(preflight, "method", { ...place, httpMethod: "OPTIONS", authorization: "NONE" });
  const integration = new ApiGatewayIntegration(preflight, "integration", {
    ...place,
    httpMethod: method.httpMethod,
    type: "MOCK",
    passthroughBehavior: "NEVER",
    requestTemplates: { "application/json": '{"statusCode":204}' },
  });
  const response = new ApiGatewayMethodResponse(preflight, "response-204", {
    ...place,
    httpMethod: method.httpMethod,
    statusCode: "204",
    responseParameters: headerParameters(headers, "method.response.header", () => true),
  });
  new ApiGatewayIntegrationResponse(preflight, "integration-response-204", {
    ...place,
    httpMethod: integration.httpMethod,
    statusCode: response.statusCode,
    responseParameters: headerParameters(headers, "method.response.header", (value) => value),
  });
}

function preflightHeaders(cors: RestCors, methods: readonly string[]): Record<string, string> {
  const { allowHeaders = DEFAULT_HEADERS, maxAgeSeconds = MAX_AGE_SECONDS } = cors;
  return {
    "Access-Control-Allow-Methods": `'${[...methods, "OPTIONS"].join(",")}'`,
    "Access-Control-Allow-Headers": `'${allowHeaders.join(",")}'`,
    "Access-Control-Max-Age": `'${maxAgeSeconds}'`,
  };
}

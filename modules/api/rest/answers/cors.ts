import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayIntegrationResponse } from "@cdktf/provider-aws/lib/api-gateway-integration-response";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodResponse } from "@cdktf/provider-aws/lib/api-gateway-method-response";
import { Construct } from "constructs";
import { each, integer, matching, unique, type Rule, type RuleTable } from "../../../core";
import { originTemplate } from "./origin-template";

/** Origins whose scripts may read answers. Functions send their own headers. */
export interface RestCors {
  /** `https://` origin (`http://` for localhost only), or `*` for any. */
  readonly allowOrigin: string;
  /**
   * Further origins, whose requests are answered with their own origin. Errors of API Gateway then allow the origin of
   * the request, whichever it is, and no credentials: they contain no data. Not with the origin `*`. @default none
   */
  readonly furtherOrigins?: readonly string[];
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

const ORIGIN = String.raw`https:\/\/[a-z0-9.-]+(?::\d+)?|http:\/\/localhost(?::\d+)?`;

/** Settings that browsers ignore or API Gateway refuses. */
export const CORS_RULES: RuleTable<RestCors> = {
  allowOrigin: matching(
    new RegExp(String.raw`^(?:\*|${ORIGIN})$`),
    "https://<host>, http://localhost or *, in lower case and without a path",
    FIX,
  ),
  furtherOrigins: [
    each(matching(new RegExp(`^(?:${ORIGIN})$`), "https://<host> or http://localhost, in lower case", FIX)),
    unique(),
  ],
  allowHeaders: HEADER,
  exposeHeaders: HEADER,
  maxAgeSeconds: integer(0, DAY_SECONDS, "choose at most a day"),
};

export const withoutAnyOrigin: Rule<RestCors> = ({ allowOrigin, allowCredentials, furtherOrigins = [] }) => [
  ...(allowCredentials && allowOrigin === "*"
    ? [{ below: ".allowCredentials", value: true, allowed: "false with the origin *", fix: "name the origin" }]
    : []),
  ...(furtherOrigins.length > 0 && ["*", ...furtherOrigins].includes(allowOrigin)
    ? [{ below: ".furtherOrigins", value: furtherOrigins, allowed: "origins other than allowOrigin, not *", fix: FIX }]
    : []),
];

/** Headers of every answer, with values in the quotes that API Gateway demands of static ones. */
export function corsHeaders(cors: RestCors | "none"): Readonly<Record<string, string>> {
  if (cors === "none") return {};
  const { allowOrigin, allowCredentials, exposeHeaders = [], furtherOrigins = [] } = cors;
  return {
    "Access-Control-Allow-Origin": `'${allowOrigin}'`,
    ...(allowCredentials && { "Access-Control-Allow-Credentials": "'true'" }),
    ...(exposeHeaders.length > 0 && { "Access-Control-Expose-Headers": `'${exposeHeaders.join(",")}'` }),
    ...(furtherOrigins.length > 0 && { Vary: "'Origin'" }),
  };
}

/** Headers of errors, whose templates have no conditions: for several origins they copy the origin of the request. */
export function gatewayCorsHeaders(cors: RestCors | "none"): Readonly<Record<string, string>> {
  const headers = corsHeaders(cors);
  if (!("Vary" in headers)) return headers;
  const { "Access-Control-Allow-Credentials": _credentials, ...others } = headers;
  return { ...others, "Access-Control-Allow-Origin": "method.request.header.Origin" };
}

/** Part of the templates of answers that allows a further origin; empty if there is none. */
export function originOverride(cors: RestCors | "none"): string {
  return originTemplate((cors !== "none" && cors.furtherOrigins) || []);
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
  const template = originOverride(cors);
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
    responseTemplates: template === "" ? undefined : { "application/json": template },
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

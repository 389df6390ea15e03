import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RouteMatch } from "../../src/server/find-route";

/** Result of the authorizer: every claim as text. */
export interface Authorization {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

export interface EventParts {
  readonly request: Pick<IncomingMessage, "method" | "url" | "headers">;
  readonly match: RouteMatch;
  readonly body: Buffer;
  readonly authorization?: Authorization;
  /** Headers that CloudFront sets on every request and that override the viewer's. */
  readonly originHeaders: Readonly<Record<string, string>>;
}

/** The stage has a name, as that of the platform, and is part of the path. */
const STAGE = "local";

const API_ID = "groundplan";

const DOMAIN_NAME = `${API_ID}.execute-api.eu-central-1.amazonaws.com`;

/** Hop-by-hop headers, which proxies remove. */
const CONNECTION_HEADERS = ["connection", "keep-alive", "transfer-encoding", "upgrade", "te", "expect"];

/** Returns an event of payload format 2.0, as an HTTP API sends it. */
export function gatewayEvent(parts: EventParts) {
  const { request, match, body } = parts;
  const target = request.url ?? "/";
  const url = new URL(target.startsWith("/") ? `http://localhost${target}` : target);
  const rawPath = `/${STAGE}${url.pathname}`;
  const cookies = request.headers.cookie?.split(/; */);
  const query = url.searchParams;
  return {
    version: "2.0",
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString: url.search.slice(1),
    ...(cookies && { cookies }),
    headers: eventHeaders(parts),
    ...(query.size > 0 && { queryStringParameters: queryParameters(query) }),
    ...(match.parameters && { pathParameters: match.parameters }),
    requestContext: requestContext(parts, rawPath),
    ...(body.length > 0 && { body: body.toString(isText(request.headers) ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText(request.headers),
  };
}

function requestContext({ request, match, authorization }: EventParts, path: string) {
  return {
    accountId: "123456789012",
    apiId: API_ID,
    ...(authorization && { authorizer: { jwt: authorization } }),
    domainName: DOMAIN_NAME,
    domainPrefix: API_ID,
    http: {
      method: request.method ?? "GET",
      path,
      protocol: "HTTP/1.1",
      sourceIp: "127.0.0.1",
      userAgent: request.headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey: match.route.routeKey,
    stage: STAGE,
    ...now(),
  };
}

/** Names in lower case, values of one name together, cookies apart. */
function eventHeaders({ request, body, originHeaders }: EventParts): Record<string, string> {
  const entries = Object.entries(request.headers).filter(
    ([name]) => name !== "cookie" && !CONNECTION_HEADERS.includes(name),
  );
  return {
    ...Object.fromEntries(entries.map(([name, value]) => [name, String(value)])),
    ...(body.length > 0 && { "content-length": String(body.length) }),
    host: DOMAIN_NAME,
    "x-amzn-trace-id": `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`,
    "x-amz-cf-id": randomBytes(42).toString("base64url"),
    "x-forwarded-for": forwardedFor(request.headers),
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
    ...originHeaders,
  };
}

/** CloudFront appends the viewer's address, and API Gateway that of CloudFront. */
function forwardedFor(headers: IncomingMessage["headers"]): string {
  const sent = headers["x-forwarded-for"];
  return [...(sent ? [sent] : []), "127.0.0.1", "127.0.0.1"].join(", ");
}

function queryParameters(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));
}

/** Decides by the media type if the body is passed as text; a compressed body never is. */
function isText(headers: IncomingMessage["headers"]): boolean {
  const type = headers["content-type"] ?? "text/plain";
  return headers["content-encoding"] === undefined && /^(text\/|application\/(json|xml|javascript))/.test(type);
}

/** The time twice, the second time as in an access log. */
function now(): { time: string; timeEpoch: number } {
  const date = new Date();
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return { time: `${day}/${month}/${year}:${time} +0000`, timeEpoch: date.getTime() };
}

import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RouteMatch } from "./find-route";

export interface RequestParts {
  readonly request: Pick<IncomingMessage, "method" | "headers"> & {
    readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
  };
  readonly url: URL;
  readonly match: RouteMatch;
  readonly body: Buffer;
  /** Claims of a verified access token. */
  readonly claims: object | undefined;
}

/** Returns the event that API Gateway would send, so that one application serves both. */
export function requestEvent({ request, url, match, body, claims }: RequestParts): APIGatewayProxyEventV2 {
  const { headers, method = "GET" } = request;
  const { pathname, searchParams, search } = url;
  const { cookie, ...otherHeaders } = headers;
  return {
    version: "2.0",
    routeKey: match.route.routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie && { cookies: cookie.split(/; */) }),
    headers: Object.fromEntries(Object.entries(otherHeaders).map(([name, value]) => [name, String(value)])),
    pathParameters: match.parameters,
    queryStringParameters: Object.fromEntries(
      [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name).join(",")]),
    ),
    requestContext: contextOf(request, match.route.routeKey, { method, path: pathname, claims }),
    body: body.toString("base64"),
    isBase64Encoded: true,
  };
}

function contextOf(
  { headers, socket }: RequestParts["request"],
  routeKey: string,
  { method, path, claims }: { readonly method: string; readonly path: string; readonly claims: object | undefined },
) {
  return {
    accountId: "",
    apiId: "",
    domainName: headers.host ?? "",
    domainPrefix: "",
    http: {
      method,
      path,
      protocol: "HTTP/1.1",
      sourceIp: sourceOf(headers, socket.remoteAddress),
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: requestIdOf(headers),
    routeKey,
    stage: "$default",
    time: "",
    timeEpoch: Date.now(),
    ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
  };
}

/** A load balancer appends the address that connected to it. */
function sourceOf(headers: IncomingMessage["headers"], remoteAddress = ""): string {
  const forwarded = String(headers["x-forwarded-for"] ?? "");
  return forwarded.split(",").at(-1)?.trim() || remoteAddress;
}

/** The load balancer's trace id is also in its access log. */
function requestIdOf(headers: IncomingMessage["headers"]): string {
  const trace = String(headers["x-amzn-trace-id"] ?? "");
  return /^[\w=;:-]{1,200}$/.test(trace) ? trace : randomUUID();
}

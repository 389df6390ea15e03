import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** A request, without API Gateway's envelope. */
export interface HttpRequest {
  readonly id: string;
  readonly viewer: Viewer;
  readonly routeKey: string;
  readonly method: string;
  /** Without the stage. */
  readonly path: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: { readonly text: string; readonly isBase64: boolean };
  /** Claims of the access token that API Gateway verified, if the route asks for one. */
  readonly claims: unknown;
}

/** Sender of a request, for the log. */
export interface Viewer {
  /** Address of the viewer as CloudFront saw it. A caller that bypasses CloudFront can forge it. */
  readonly viewerAddress: string;
  /** CloudFront's request id, as in its access log; undefined for requests that bypass CloudFront. */
  readonly cloudFrontRequestId: string | undefined;
  /** Address that connected to API Gateway: CloudFront's, or that of a caller that bypasses it. */
  readonly sourceAddress: string;
}

interface AuthorizedContext {
  readonly authorizer?: { readonly jwt?: { readonly claims?: unknown } };
}

export function readRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const context: APIGatewayProxyEventV2["requestContext"] & AuthorizedContext = event.requestContext;
  const headers = lowerCaseNames(event.headers);
  return {
    id: context.requestId,
    viewer: viewerOf(headers, context.http.sourceIp),
    routeKey: event.routeKey,
    method: context.http.method,
    path: withoutStage(event.rawPath, context.stage),
    headers,
    cookies: readCookies(event.cookies ?? []),
    params: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    body: { text: event.body ?? "", isBase64: event.isBase64Encoded },
    claims: context.authorizer?.jwt?.claims,
  };
}

/**
 * API Gateway appends the address of CloudFront to that of the viewer, which CloudFront appended to the viewer's own.
 */
function viewerOf(headers: HttpRequest["headers"], sourceAddress: string): Viewer {
  const addresses = (headers["x-forwarded-for"] ?? "").split(",").map((address) => address.trim());
  return {
    viewerAddress: addresses.at(-2) ?? sourceAddress,
    cloudFrontRequestId: headers["x-amz-cf-id"],
    sourceAddress,
  };
}

function withoutStage(path: string, stage: string): string {
  const prefix = `/${stage}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length - 1) : path;
}

function lowerCaseNames(headers: APIGatewayProxyEventV2["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function readCookies(cookies: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    cookies.map((cookie) => {
      const [name = "", ...value] = cookie.trim().split("=");
      return [name, value.join("=")];
    }),
  );
}

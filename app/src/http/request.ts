import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** A request, without API Gateway's envelope. */
export interface HttpRequest {
  readonly id: string;
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

interface AuthorizedContext {
  readonly authorizer?: { readonly jwt?: { readonly claims?: unknown } };
}

export function readRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const context: APIGatewayProxyEventV2["requestContext"] & AuthorizedContext = event.requestContext;
  return {
    id: context.requestId,
    routeKey: event.routeKey,
    method: context.http.method,
    path: withoutStage(event.rawPath, context.stage),
    headers: lowerCaseNames(event.headers),
    cookies: readCookies(event.cookies ?? []),
    params: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    body: { text: event.body ?? "", isBase64: event.isBase64Encoded },
    claims: context.authorizer?.jwt?.claims,
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

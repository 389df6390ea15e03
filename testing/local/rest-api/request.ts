import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { LocalRoute } from "./routes";

/** A request that has found its route. */
export interface RoutedRequest {
  readonly id: string;
  readonly route: LocalRoute;
  readonly method: string;
  /** Path without the stage. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Values that the authorizer of a route passes on. */
export type AuthorizerValues = Readonly<Record<string, unknown>>;

/** Finds the route of a request; a literal path wins over one with parameters. */
export function findRoute(
  routes: readonly LocalRoute[],
  method: string,
  path: string,
): { route: LocalRoute; pathParameters: Record<string, string> } | undefined {
  const candidates = routes
    .filter(({ routeKey }) => routeKey.startsWith(`${method} `))
    .flatMap((route) => {
      const pathParameters = parametersOf(route.routeKey.split(" ")[1]!, path);
      return pathParameters ? [{ route, pathParameters }] : [];
    });
  return candidates.sort((a, b) => Object.keys(a.pathParameters).length - Object.keys(b.pathParameters).length)[0];
}

/** Methods of the routes with this path. */
export function methodsOf(routes: readonly LocalRoute[], path: string): string[] {
  return routes
    .map(({ routeKey }) => routeKey.split(" ") as [string, string])
    .flatMap(([method, template]) => (parametersOf(template, path) ? [method] : []));
}

function parametersOf(template: string, path: string): Record<string, string> | undefined {
  const [expected, actual] = [template.split("/"), path.split("/")];
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    const value = actual[index]!;
    if (name && value !== "") parameters[name] = decoded(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The event of a function behind a REST API: payload 1.0. */
export function proxyEvent(request: RoutedRequest, stage: string, authorizer: AuthorizerValues | undefined): object {
  const { route, method, path, pathParameters, query, headers, body, id } = request;
  const resourcePath = route.routeKey.split(" ")[1]!;
  const lists = Object.entries(headers).map(([name, value]) => [name, [value].flat()] as const);
  const names = [...new Set(query.keys())];
  return {
    resource: resourcePath,
    path,
    httpMethod: method,
    headers: Object.fromEntries(lists.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(lists),
    // Absent parameters are null in this format.
    queryStringParameters: orNull(names.map((name) => [name, query.getAll(name).at(-1)])),
    multiValueQueryStringParameters: orNull(names.map((name) => [name, query.getAll(name)])),
    pathParameters: orNull(Object.entries(pathParameters)),
    stageVariables: null,
    requestContext: {
      requestId: id,
      apiId: "local",
      accountId: "123456789012",
      stage,
      httpMethod: method,
      path: `/${stage}${path}`,
      resourcePath,
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: "127.0.0.1", userAgent: headers["user-agent"] ?? null },
      ...(authorizer && { authorizer }),
    },
    body: body === "" ? null : body,
    isBase64Encoded: false,
  };
}

function orNull(entries: readonly (readonly [string, unknown])[]): object | null {
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

export const newRequestId = (): string => randomUUID();

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { routes, type RouteContract } from "../../../contract";
import type { Identity } from "./identity";
import type { LambdaService } from "./lambda-service";
import { readBody } from "./read-body";

type Claims = Record<string, string>;

export interface EventParts {
  readonly path?: string;
  readonly query?: URLSearchParams;
  readonly headers?: Record<string, string>;
  readonly parameters?: Record<string, string>;
  readonly cookies?: string[];
  readonly body?: string;
  readonly claims?: Claims;
}

/** An event of payload format 2.0, as an HTTP API makes it. */
export function gatewayEvent(routeKey: string, parts: EventParts): object {
  const [method, pattern] = routeKey.split(" ");
  const path = parts.path ?? pattern;
  const query = parts.query ?? new URLSearchParams();
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: query.toString(),
    headers: parts.headers ?? {},
    ...(parts.cookies && { cookies: parts.cookies }),
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    ...(parts.parameters && { pathParameters: parts.parameters }),
    requestContext: {
      accountId: "123456789012",
      apiId: "tests",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "tests" },
      ...(parts.claims && { authorizer: { jwt: { claims: parts.claims, scopes: null } } }),
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      timeEpoch: Date.now(),
    },
    ...(parts.body && { body: parts.body }),
    isBase64Encoded: false,
  };
}

interface Match {
  readonly route: RouteContract;
  readonly parameters?: Record<string, string>;
}

/** Stands where API Gateway's HTTP API does: finds the route, lets only valid tokens with a scope through, and invokes the function. */
export class FrontDoor {
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(
    private readonly api: LambdaService,
    private readonly identity: Identity,
  ) {}

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const body = await readBody(request);
    const match = findRoute(request.method ?? "GET", url.pathname);
    if (!match) return refuse(response, 404, "Not Found");
    const { cookie, ...headers } = request.headers as Record<string, string>;
    const claims = await this.#claims(match.route, headers["authorization"]);
    if (typeof claims === "number") return refuse(response, claims, claims === 401 ? "Unauthorized" : "Forbidden");
    const key = match.route.routeKey.replace(/^ANY /, `${request.method} `);
    const event = gatewayEvent(key, {
      path: url.pathname,
      query: url.searchParams,
      parameters: match.parameters,
      cookies: cookie?.split("; "),
      headers,
      body,
      claims,
    });
    const { ok, payload } = await this.api.invoke({ ...event, routeKey: match.route.routeKey });
    if (!ok) return refuse(response, 500, "Internal Server Error");
    response.writeHead(payload.statusCode, {
      ...payload.headers,
      ...(payload.cookies && { "set-cookie": payload.cookies }),
    });
    response.end(payload.body ?? "");
  }

  /** The claims, nothing for a public route, or the status of a refusal. */
  async #claims({ access }: RouteContract, authorization: string | undefined): Promise<Claims | undefined | 401 | 403> {
    if (access === "public") return undefined;
    const claims = await this.identity.verify(authorization?.replace(/^Bearer /, "") ?? "");
    if (!claims) return 401;
    const granted = claims["scope"]?.split(" ") ?? [];
    return access.some((scope) => granted.includes(scope)) ? claims : 403;
  }
}

/** Fixed paths win over parameters, and those over the rest, as in an HTTP API. */
function findRoute(method: string, path: string): Match | undefined {
  const matches = routes.flatMap((route): Match[] => {
    const [routeMethod, pattern = ""] = route.routeKey.split(" ");
    if (routeMethod !== method && routeMethod !== "ANY") return [];
    const expression = pattern.replace("{proxy+}", "(?<proxy>.+)").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const found = new RegExp(`^${expression}$`).exec(path);
    if (!found) return [];
    const entries = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return [{ route, ...(entries.length > 0 && { parameters: Object.fromEntries(entries) }) }];
  });
  return matches.sort((one, other) => specificity(other.route) - specificity(one.route))[0];
}

function specificity({ routeKey }: RouteContract): number {
  return routeKey.includes("{proxy+}") ? 0 : routeKey.includes("{") ? 1 : 2;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

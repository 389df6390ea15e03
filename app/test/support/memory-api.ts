import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { routes, type MetricName, type RouteName } from "../../contract";
import { Carts, CatalogueCache, MemoryCache, ProductCache } from "../../src/adapters/cache";
import type { Cache, Secret } from "../../src/domain/ports";
import { createApi, Sessions } from "../../src/http";
import type { Log, Meter } from "../../src/observability";
import { MemoryShop } from "./memory-shop";

export const ORIGIN_SECRET = "origin-secret-of-the-tests";
export const SESSION_SECRET = "session-secret-of-the-tests";
export const poolIssuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool";

/** Claims of an access token of this pool and client, with every scope. */
export const claims = {
  sub: "alice",
  iss: poolIssuer,
  token_use: "access",
  client_id: "storefront",
  scope: "openid shop/profile.read shop/orders.read shop/orders.write shop/feedback.write",
} as const;

export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Sent as it is if it is a string, else as JSON. */
  readonly body?: unknown;
  readonly base64?: boolean;
  readonly method?: string;
  readonly path?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: readonly string[];
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface MemoryApiProps {
  readonly cache?: Cache;
  readonly csrf?: "enforce" | "off";
  readonly originSecret?: Secret;
  readonly openRoutes?: readonly RouteName[];
  readonly issuer?: string;
  readonly clientId?: string;
}

export function fixedSecret(value: string): Secret {
  return { read: async () => value, readAgain: async () => value, readPrevious: async () => undefined };
}

/** Keeps what would be logged, one text for each line. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, fields?: unknown, error?: unknown) =>
    void lines.push(JSON.stringify([message, fields, error instanceof Error ? error.name : undefined]));
  return { lines, info: write, warn: write, error: write };
}

export function memoryMeter(): Meter & { readonly added: [MetricName, number][] } {
  const added: [MetricName, number][] = [];
  return { added, add: (name, value = 1) => void added.push([name, value]), flush: () => undefined };
}

/** The API on nothing but memory. `call` sends what API Gateway would send for the route. */
export function memoryApi(props: MemoryApiProps = {}) {
  const { cache = new MemoryCache(), csrf = "enforce", originSecret, openRoutes = [] } = props;
  const { issuer = poolIssuer, clientId = "storefront" } = props;
  const store = new MemoryShop();
  const log = memoryLog();
  const meter = memoryMeter();
  const sessions = new Sessions(cache, store, fixedSecret(SESSION_SECRET), csrf);
  const shop = {
    store,
    catalogue: new CatalogueCache(cache, store),
    products: new ProductCache(cache, store),
    carts: new Carts(cache),
    sessions,
    meter,
  };
  const identity = { issuer, clientId };
  const origin = { secret: originSecret ?? fixedSecret(ORIGIN_SECRET), openRoutes };
  const api = createApi({ shop, identity, origin, log });
  const call = async (route: RouteName, request: Call = {}): Promise<Answer> => {
    const { statusCode, headers, cookies, body } = await api(eventOf(route, request));
    const text = body ?? "";
    return {
      status: statusCode!,
      headers: headers ?? {},
      cookies: cookies ?? [],
      text,
      json: text ? JSON.parse(text) : {},
    };
  };
  /** Headers and cookie of a new session of the customer. */
  const openSession = async (customer = "alice") => {
    const opened = await call("openSession", { claims: { ...claims, sub: customer } });
    return {
      headers: { "x-csrf-token": String(opened.json["csrfToken"]) },
      cookies: [opened.cookies[0]!.split(";")[0]!],
    };
  };
  return { api, call, openSession, store, cache, log, meter };
}

export function eventOf(route: RouteName, call: Call): APIGatewayProxyEventV2 {
  const { routeKey } = routes.find(({ name }) => name === route)!;
  const [method = "", pattern = ""] = routeKey.split(" ");
  const { params = {}, path = pathOf(pattern, params) } = call;
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: "",
    ...(call.cookies && { cookies: [...call.cookies] }),
    pathParameters: { ...params },
    queryStringParameters: { ...call.query },
    requestContext: contextOf(routeKey, call.method ?? method, path, call.claims),
    ...contentOf(call),
  };
}

function pathOf(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => params[name] ?? placeholder);
}

function contextOf(routeKey: string, method: string, path: string, given: Call["claims"]) {
  return {
    accountId: "111111111111",
    apiId: "api",
    domainName: "api.example.com",
    domainPrefix: "api",
    http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
    requestId: "request-1",
    routeKey,
    stage: "$default",
    time: "",
    timeEpoch: 0,
    ...(given && { authorizer: { jwt: { claims: given, scopes: null } } }),
  };
}

function contentOf({ body, headers, base64 = false }: Call) {
  const origin = { "x-origin-secret": ORIGIN_SECRET };
  if (body === undefined) return { headers: { ...origin, ...headers }, isBase64Encoded: false };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    headers: { ...origin, "content-type": "application/json", ...headers },
    body: base64 ? Buffer.from(text).toString("base64") : text,
    isBase64Encoded: base64,
  };
}

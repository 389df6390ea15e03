import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { idempotencyHeader, routes } from "../../functions/contract";
import { answerOf, GatewayAnswer, type HttpAnswer } from "./answers";
import { createAuthorizers } from "./authorizers";
import { integrate, type Integrations } from "./integrations";
import { findRoute, methodsOf, newRequestId, type RoutedRequest } from "./request";
import { StageCache } from "./stage-cache";
import { Throttle } from "./throttle";
import { validate } from "./validation";

const KEEP_ALIVE_MILLIS = 300_000;

/** Largest body that API Gateway passes on. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface LocalApi {
  /** Address of the stage. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the REST API of the contract. @param ports - ports to try in order; 0 is any free one. */
export async function startRestApi(integrations: Integrations, ports: readonly number[]): Promise<LocalApi> {
  const { stage, functions, allowOrigin } = integrations;
  const arn = `arn:aws:execute-api:us-east-1:123456789012:local/${stage}`;
  const parts = {
    authorizers: createAuthorizers(functions.authorizer, arn),
    cache: new StageCache(),
    throttle: new Throttle(),
  };
  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    try {
      return await handle(request, integrations, parts);
    } catch (error) {
      if (!(error instanceof GatewayAnswer)) console.error(error);
      const shown = error instanceof GatewayAnswer ? error : new GatewayAnswer(500, "Internal server error");
      return answerOf(shown, allowOrigin);
    }
  };
  const server = createServer((request, response) => {
    void answer(request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  // A client that was busy for seconds finds its connection open, as it does at AWS.
  server.keepAliveTimeout = KEEP_ALIVE_MILLIS;
  const port = await listen(server, ports);
  return {
    url: `http://127.0.0.1:${port}/${stage}`,
    async stop() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Parts {
  readonly authorizers: ReturnType<typeof createAuthorizers>;
  readonly cache: StageCache;
  readonly throttle: Throttle;
}

/** In the order of API Gateway: route, limit, authorizer, validator, cache, integration. */
async function handle(incoming: IncomingMessage, integrations: Integrations, parts: Parts): Promise<HttpAnswer> {
  const { method = "GET" } = incoming;
  const body = await readBody(incoming);
  const { pathname, searchParams: query } = new URL(incoming.url ?? "/", "http://localhost");
  const path = pathname.startsWith(`/${integrations.stage}/`) ? pathname.slice(integrations.stage.length + 1) : "";
  const methods = methodsOf(routes, path);
  if (method === "OPTIONS" && methods.length > 0) return preflight(methods, integrations.allowOrigin);
  const found = findRoute(routes, method, path);
  if (!found) throw new GatewayAnswer(404, "Missing Authentication Token");
  if (body === undefined) throw new GatewayAnswer(413, "Request Too Long");
  const request: RoutedRequest = { id: newRequestId(), ...found, method, path, query, headers: incoming.headers, body };
  parts.throttle.take(request.route);
  const authorizer = await parts.authorizers.authorize(request);
  validate(request);
  return parts.cache.read(request, () => integrate(integrations, request, authorizer));
}

function preflight(methods: readonly string[], allowOrigin: string): HttpAnswer {
  const headers = {
    "access-control-allow-origin": allowOrigin,
    "access-control-allow-methods": [...methods, "OPTIONS"].join(","),
    "access-control-allow-headers": ["authorization", "content-type", idempotencyHeader.toLowerCase()].join(","),
    "access-control-max-age": "600",
  };
  return { status: 204, headers, body: "" };
}

/** Returns undefined for a body that is too large; the rest is read and dropped, so that the sender gets the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks = [];
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString("utf8") : undefined;
}

async function listen(server: Server, [port = 0, ...others]: readonly number[]): Promise<number> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if (others.length === 0) throw error;
    return listen(server, others);
  }
  return (server.address() as AddressInfo).port;
}

import type { IncomingMessage } from "node:http";
import { startServer } from "../http-server";
import { answerOf, GatewayAnswer, type HttpAnswer } from "./answers";
import { createAuthorizers, type Authorize, type VerifyToken } from "./authorizers";
import { integrate, type Integrations } from "./integrations";
import { findRoute, methodsOf, newRequestId, type RoutedRequest } from "./request";
import type { LocalRoute, Throttling } from "./routes";
import { StageCache } from "./stage-cache";
import { Throttle } from "./throttle";
import { createValidator, type Validate } from "./validation";

/** Largest body that API Gateway passes on. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface LocalApi {
  /** Address of the stage. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface LocalRestApiProps extends Integrations {
  /** Routes, in the words of `groundplan/api/rest`; other requests are answered with 404. */
  readonly routes: readonly LocalRoute[];
  /** JSON schemas (draft 4) of bodies by name. */
  readonly models: Readonly<Record<string, object>>;
  /** Limits of the routes that have none of their own. */
  readonly throttling: Throttling;
  /** Headers that preflight requests allow. */
  readonly allowHeaders: readonly string[];
  /** Checks access tokens of routes with the user pool's authorizer. @default no token is valid */
  readonly verifyToken?: VerifyToken;
  /** Ports to try in order; 0 is any free one. */
  readonly ports: readonly number[];
  /** Receives errors of the API itself, which are answered with 500. */
  readonly log: (error: unknown) => void;
}

/** Starts a REST API in front of functions and state machines: what API Gateway does between a client and them. */
export async function startRestApi(props: LocalRestApiProps): Promise<LocalApi> {
  const { stage, functions, allowOrigin, log, verifyToken = () => Promise.resolve(undefined) } = props;
  const stageArn = `arn:aws:execute-api:us-east-1:123456789012:local/${stage}`;
  const parts = {
    authorize: createAuthorizers({ functions, verifyToken, stageArn }),
    cache: new StageCache(),
    throttle: new Throttle(props.throttling),
    validate: createValidator(props.models),
  };
  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    try {
      return await handle(request, props, parts);
    } catch (error) {
      if (!(error instanceof GatewayAnswer)) log(error);
      const shown = error instanceof GatewayAnswer ? error : new GatewayAnswer(500, "Internal server error");
      return answerOf(shown, allowOrigin);
    }
  };
  const server = await startServer(
    async (request, response) => {
      const { status, headers, body } = await answer(request);
      response.writeHead(status, headers).end(body);
    },
    { ports: props.ports },
  );
  return { url: `${server.url}/${stage}`, stop: server.stop };
}

interface Parts {
  readonly authorize: Authorize;
  readonly cache: StageCache;
  readonly throttle: Throttle;
  readonly validate: Validate;
}

/** In the order of API Gateway: route, limit, authorizer, validator, cache, integration. */
async function handle(incoming: IncomingMessage, props: LocalRestApiProps, parts: Parts): Promise<HttpAnswer> {
  const { routes, stage } = props;
  const { method, url } = incoming as { method: string; url: string };
  const body = await readBody(incoming);
  const queryAt = `${url}?`.indexOf("?");
  const [pathname, query] = [url.slice(0, queryAt), new URLSearchParams(url.slice(queryAt + 1))];
  const path = pathname.startsWith(`/${stage}/`) ? pathname.slice(stage.length + 1) : "";
  const methods = methodsOf(routes, path);
  if (method === "OPTIONS" && methods.length > 0) return preflight(methods, props);
  const found = findRoute(routes, method, path);
  if (!found) throw new GatewayAnswer(404, "Missing Authentication Token");
  if (body === undefined) throw new GatewayAnswer(413, "Request Too Long");
  const request: RoutedRequest = { id: newRequestId(), ...found, method, path, query, headers: incoming.headers, body };
  parts.throttle.take(request.route);
  const authorizer = await parts.authorize(request);
  parts.validate(request);
  return parts.cache.read(request, () => integrate(props, request, authorizer));
}

function preflight(methods: readonly string[], { allowOrigin, allowHeaders }: LocalRestApiProps): HttpAnswer {
  const headers = {
    "access-control-allow-origin": allowOrigin,
    "access-control-allow-methods": [...methods, "OPTIONS"].join(","),
    "access-control-allow-headers": allowHeaders.join(",").toLowerCase(),
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

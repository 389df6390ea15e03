import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { healthCheckPath, routes } from "../../contract";
import type { Api } from "../http";
import { HttpProblem, problemOf, problemResponse } from "../http/problem";
import { toGatewayResult } from "../http/response";
import { traced, type Log, type Span } from "../observability";
import type { ReadClaims } from "./access-tokens";
import { findRoute, type RouteMatch } from "./find-route";
import { requestEvent } from "./request-event";

/** More than the application accepts, so that it refuses a body that is cut here. */
const MAX_BODY_BYTES = 65 * 1024;

const unmatched: RouteMatch = { route: routes.find(({ name }) => name === "unmatched")!, parameters: undefined };

/** Answers HTTP requests by the API's routes, with the checks that API Gateway makes before them. */
export function createApiServer(api: Api, readClaims: ReadClaims, log: Log) {
  const answer = async (request: IncomingMessage): Promise<APIGatewayProxyStructuredResultV2> => {
    const body = await readBody(request);
    const url = urlOf(request.url);
    const match = matchOf(request.method, url.pathname);
    const respond = async (span?: Span) => {
      const hasScopes = typeof match.route.access !== "string";
      const claims = hasScopes ? await readClaims(request.headers.authorization) : undefined;
      const event = requestEvent({ request, url, match, body, claims });
      span?.set({ "request.id": event.requestContext.requestId });
      return api(event);
    };
    if (url.pathname === healthCheckPath) return respond();
    return tracedRequest(request, match, (span) => respond(span).catch((error: unknown) => refusal(error, log)));
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    write(request, response, await answer(request).catch((error: unknown) => refusal(error, log)));
  };
}

/** Continues the trace of the load balancer. A trace has the route's template, because paths contain ids. */
function tracedRequest(
  { method = "GET", headers }: IncomingMessage,
  { route }: RouteMatch,
  respond: (span: Span) => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const [, path = ""] = route.routeKey.split(" ");
  const options = {
    kind: "server",
    name: `${method} ${path}`,
    traceHeader: headers["x-amzn-trace-id"] as string | undefined,
  } as const;
  return traced({ ...options, attributes: { "http.request.method": method, "http.route": path } }, async (span) => {
    const result = await respond(span);
    const { statusCode = 500 } = result;
    span.set({ "http.response.status_code": statusCode });
    if (statusCode >= 500) span.fail(String(statusCode));
    return result;
  });
}

/** A request that the application does not get to see. */
function refusal(error: unknown, log: Log): APIGatewayProxyStructuredResultV2 {
  const requestId = randomUUID();
  const problem = problemOf(error);
  if (problem.status >= 500) log.error("request failed", { requestId }, error);
  return toGatewayResult(problemResponse(problem, requestId));
}

/** The target of a proxy request is absolute. Two leading slashes do not begin a host name. */
function urlOf(target = "/"): URL {
  const url = target.startsWith("/") ? `http://localhost${target}` : target;
  if (!URL.canParse(url)) throw malformed();
  return new URL(url);
}

function matchOf(method = "GET", path: string): RouteMatch {
  try {
    return findRoute(method, path) ?? unmatched;
  } catch (error) {
    if (error instanceof URIError) throw malformed();
    throw error;
  }
}

function malformed(): HttpProblem {
  return new HttpProblem(400, "invalid-request", "The path is malformed", {
    errors: [{ path: "path", message: "malformed" }],
  });
}

/** Reads the whole body, so that the sender gets the answer, and returns its beginning. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size < MAX_BODY_BYTES) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES);
}

function write(request: IncomingMessage, response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 500, headers = {}, cookies, body = "" } = result;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies) response.setHeader("set-cookie", cookies);
  response.writeHead(statusCode).end(request.method === "HEAD" ? undefined : body);
}

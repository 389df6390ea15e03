import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { routes } from "../../contract";
import type { Api } from "../http";
import { HttpProblem, problemOf, problemResponse } from "../http/problem";
import { toGatewayResult } from "../http/response";
import type { Log } from "../observability";
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
    const isPublic = match.route.access === "public";
    const claims = isPublic ? undefined : await readClaims(request.headers.authorization);
    return api(requestEvent({ request, url, match, body, claims }));
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    write(request, response, await answer(request).catch((error: unknown) => refusal(error, log)));
  };
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

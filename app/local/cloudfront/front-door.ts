import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { IncomingMessage, ServerResponse } from "node:http";
import { originSecretHeader } from "../../contract";
import { isDenial, jwtAuthorizer, type AuthorizerOptions } from "../api-gateway/authorizer";
import { gatewayEvent } from "../api-gateway/gateway-event";
import { findRoute, type RouteMatch } from "../../src/server/find-route";
import { answerJson, readBody } from "../http/http-server";
import { FunctionError, type Invoke } from "../lambda/invocation";
import { startDistribution, type Distribution, type DistributionOptions, type Origin } from "./distribution";
import { fromBrowser, toBrowser } from "./plain-cookies";

export interface FrontDoorOptions extends DistributionOptions {
  /** Runs the function behind the API. */
  readonly invoke: Invoke;
  readonly authorizer: AuthorizerOptions;
  /** Secret header value that CloudFront sends to the application. */
  readonly originSecret: () => string;
  /** Renames the session's cookie for browsers that refuse `Secure` over plain HTTP. @default false, as deployed */
  readonly plainCookies?: boolean;
  /** Returns true for a request over the stage's limits. @default no limit */
  readonly isThrottled?: () => boolean;
}

/** Limit of API Gateway for a request body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Limit of Lambda for an event or a result, including the envelope and base64. */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Starts CloudFront with the site's bucket, and the HTTP API behind it. */
export function startFrontDoor(options: FrontDoorOptions): Promise<Distribution> {
  return startDistribution(options, httpApi(options));
}

/** API Gateway's HTTP API: finds the route, asks the authorizer, and hands an event to the function. */
function httpApi({ invoke, authorizer, originSecret, plainCookies, isThrottled }: FrontDoorOptions): Origin {
  const authorize = jwtAuthorizer(authorizer);
  return async (request, response, path) => {
    const body = await readBody(request, MAX_BODY_BYTES);
    if (!body) return refuse(response, 413, "Request Entity Too Large");
    const match = routeOf(request, path);
    if (!match) return refuse(response, 404, "Not Found");
    if (match === "malformed") return refuse(response, 400, "Bad Request");
    if (isThrottled?.()) return refuse(response, 429, "Too Many Requests");
    const authorization = await authorize(match.route.access, request.headers.authorization);
    if (isDenial(authorization)) {
      const { status, message, challenge } = authorization;
      return refuse(response, status, message, { "www-authenticate": challenge });
    }
    if (plainCookies) request.headers.cookie = fromBrowser(request.headers.cookie);
    const originHeaders = { [originSecretHeader]: originSecret() };
    const event = gatewayEvent({ request, match, body, authorization, originHeaders });
    if (bytesOf(event) > MAX_PAYLOAD_BYTES) return refuse(response, 413, "Request Entity Too Large");
    response.setHeader("apigw-requestid", event.requestContext.requestId);
    await callFunction(invoke, event, response, plainCookies ? toBrowser : (setCookie) => setCookie);
  };
}

function routeOf({ method }: IncomingMessage, path: string): RouteMatch | "malformed" | undefined {
  try {
    return findRoute(method ?? "GET", path);
  } catch (error) {
    if (error instanceof URIError) return "malformed";
    throw error;
  }
}

type RewriteCookie = (setCookie: string) => string;

async function callFunction(invoke: Invoke, event: object, response: ServerResponse, rewrite: RewriteCookie) {
  try {
    const result = await invoke(event);
    if (bytesOf(result) > MAX_PAYLOAD_BYTES) throw new FunctionError("Function.ResponseSizeTooLarge", "");
    answerResult(response, result as APIGatewayProxyStructuredResultV2, rewrite);
  } catch (error) {
    const timedOut = error instanceof FunctionError && error.name === "Sandbox.Timedout";
    if (timedOut) refuse(response, 503, "Service Unavailable");
    else refuse(response, 500, "Internal Server Error");
  }
}

/** Size of an event or a result as Lambda transports it. */
function bytesOf(payload: unknown): number {
  return Buffer.byteLength(JSON.stringify(payload));
}

/** @throws FunctionError when the result is not of payload format 2.0. */
function answerResult(
  response: ServerResponse,
  result: APIGatewayProxyStructuredResultV2,
  rewrite: RewriteCookie,
): void {
  const { statusCode, headers = {}, cookies, body = "", isBase64Encoded } = result;
  if (!statusCode) throw new FunctionError("Runtime.InvalidResult", "The function did not answer with a status code");
  // The response headers policy overrides the origin.
  const own = Object.entries(headers).filter(([name]) => !response.hasHeader(name));
  for (const [name, value] of own) response.setHeader(name, String(value));
  if (cookies) response.setHeader("set-cookie", cookies.map(rewrite));
  response.writeHead(statusCode).end(Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
}

function refuse(response: ServerResponse, status: number, message: string, headers = {}): void {
  answerJson(response, status, { message }, headers);
}

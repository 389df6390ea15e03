import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { routes, type RouteName } from "../contract";
import { describeError, logger, observed, tracer } from "../observability";
import { Refusal, TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";
import { Request } from "./request";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Operation = (request: Request) => Promise<Answer>;

const RETRY_AFTER_SECONDS = "2";

/** Creates the handler of a function that serves these routes. */
export function restHandler(operations: Readonly<Partial<Record<RouteName, Operation>>>) {
  return (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
    const request = new Request(event);
    return observed(request.routeKey, context, async () => {
      const route = routes.find(({ routeKey }) => routeKey === request.routeKey);
      tracer.putAnnotation("route", route?.name ?? "unknown");
      try {
        const operation = route && operations[route.name];
        if (!operation) throw new Refusal("not-found", "There is no such route");
        const { status, body } = await operation(request);
        return response(request, status, body);
      } catch (error) {
        return refusal(error, request);
      }
    });
  };
}

/** Unexpected errors stay inside; the operators find them by the request's id. */
function refusal(error: unknown, request: Request): APIGatewayProxyResult {
  const { id, routeKey } = request;
  if (error instanceof Refusal) {
    logger.info("Refused", { routeKey, code: error.code });
    return response(request, error.status, { code: error.code, message: error.message, ...error.facts });
  }
  const failure = describeError(error);
  if (error instanceof TemporarilyUnavailable || isBusy(error)) {
    logger.warn("Unavailable", { routeKey, failure });
    const body = { code: "temporarily-unavailable", message: "Try again in a moment", requestId: id };
    return response(request, 503, body, { "retry-after": RETRY_AFTER_SECONDS });
  }
  logger.error("Failed", { routeKey, failure });
  return response(request, 500, { code: "internal-error", message: "Internal error", requestId: id });
}

/** Errors of AWS that another attempt may avoid. */
function isBusy(error: unknown): boolean {
  const { name, $retryable } = error as { name?: string; $retryable?: object };
  return Boolean($retryable) || ["TimeoutError", "ThrottlingException", "RequestLimitExceeded"].includes(name ?? "");
}

function response(
  request: Request,
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      "content-type": "application/json",
      ...corsHeaders(request),
      // Customers' data stays out of the caches of browsers and proxies.
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** REST APIs add no CORS headers to the answers of functions. One of several origins gets its own name. */
function corsHeaders(request: Request): Record<string, string> {
  const [site = "", ...further] = setting("ALLOW_ORIGIN").split(",");
  const origin = request.header("origin") ?? "";
  return {
    "access-control-allow-origin": further.includes(origin) ? origin : site,
    ...(further.length > 0 && { vary: "Origin" }),
  };
}

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
        return response(status, body);
      } catch (error) {
        return refusal(error, request);
      }
    });
  };
}

/** Unexpected errors stay inside; the operators find them by the request's id. */
function refusal(error: unknown, { id, routeKey }: Request): APIGatewayProxyResult {
  if (error instanceof Refusal) {
    logger.info("Refused", { routeKey, code: error.code });
    return response(error.status, { code: error.code, message: error.message, ...error.facts });
  }
  const failure = describeError(error);
  if (error instanceof TemporarilyUnavailable || isBusy(error)) {
    logger.warn("Unavailable", { routeKey, failure });
    const body = { code: "temporarily-unavailable", message: "Try again in a moment", requestId: id };
    return response(503, body, { "retry-after": RETRY_AFTER_SECONDS });
  }
  logger.error("Failed", { routeKey, failure });
  return response(500, { code: "internal-error", message: "Internal error", requestId: id });
}

/** Errors of AWS that another attempt may avoid. */
function isBusy(error: unknown): boolean {
  const { name, $retryable } = error as { name?: string; $retryable?: object };
  return Boolean($retryable) || ["TimeoutError", "ThrottlingException", "RequestLimitExceeded"].includes(name ?? "");
}

/** REST APIs add no CORS header to the answers of functions. */
function response(statusCode: number, body: unknown, headers: Record<string, string> = {}): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      "content-type": "application/json",
      "access-control-allow-origin": setting("ALLOW_ORIGIN"),
      // Customers' data stays out of the caches of browsers and proxies.
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

import { describeError } from "./describe-error";
import { HttpRefusal } from "./http-refusal";
import type { RestEvent, RestRequest } from "./rest-request";
import { TemporarilyUnavailable } from "./temporarily-unavailable";

/** Answer of an operation, whose body is written as JSON. */
export interface RestAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Any value of JSON. */
  readonly body: unknown;
}

/** Answer in the format of REST APIs. */
export interface RestResult {
  /** HTTP status. */
  readonly statusCode: number;
  /** Headers with names in lower case: type, caching, and CORS where there are origins. */
  readonly headers: Record<string, string>;
  /** JSON. */
  readonly body: string;
}

/** Writes entries with names and codes: never bodies or what callers wrote. */
export interface HandlerLog {
  /** A refusal, with its code. */
  info(message: string, facts: Record<string, unknown>): void;
  /** A service that is unavailable, with the description of its error. */
  warn(message: string, facts: Record<string, unknown>): void;
  /** An unexpected error, with its description. */
  error(message: string, facts: Record<string, unknown>): void;
}

export interface RestHandlerProps<Name extends string, Request extends RestRequest, Context> {
  /** Routes of the API, with the names of their operations. */
  readonly routes: readonly { readonly name: Name; readonly routeKey: string }[];
  /** Reads an event. */
  readonly requestOf: (event: RestEvent) => Request;
  /** Origins whose scripts may read answers. A caller of another origin is told the first one; none without any. */
  readonly allowOrigins: () => readonly string[];
  /** Receives refusals, faults and unavailable services, with the route key. */
  readonly log: HandlerLog;
  /** Runs the work of an invocation within a trace and metrics; `route` is `unknown` for a route of no operation. */
  readonly observe: (
    invocation: { readonly routeKey: string; readonly route: Name | "unknown"; readonly context: Context },
    work: () => Promise<RestResult>,
  ) => Promise<RestResult>;
}

const RETRY_AFTER_SECONDS = "2";

/**
 * Creates the handlers of functions behind a REST API. A refusal is answered with its status and code, a busy service
 * with 503 and `temporarily-unavailable`, any other error with 500 and `internal-error`: its text stays in the log.
 *
 * @returns a function from operations by name to the handler of a function that serves them; others are answered with
 * 404 and `not-found`.
 */
export function restHandlers<Name extends string, Request extends RestRequest, Context>(
  props: RestHandlerProps<Name, Request, Context>,
) {
  const { routes, requestOf, observe } = props;
  return (operations: Readonly<Partial<Record<Name, (request: Request) => Promise<RestAnswer>>>>) =>
    (event: RestEvent, context: Context): Promise<RestResult> => {
      const request = requestOf(event);
      const { routeKey } = request;
      const route = routes.find((one) => one.routeKey === routeKey)?.name;
      return observe({ routeKey, route: route ?? "unknown", context }, async () => {
        try {
          const operation = route && operations[route];
          if (!operation) throw new HttpRefusal(404, "not-found", "There is no such route");
          const { status, body } = await operation(request);
          return resultOf(props, request, status, body);
        } catch (error) {
          return failureOf(props, request, error);
        }
      });
    };
}

type Answering = Pick<RestHandlerProps<string, RestRequest, unknown>, "allowOrigins" | "log">;

/** Unexpected errors stay inside; operators find them by the request's id. */
function failureOf(props: Answering, request: RestRequest, error: unknown): RestResult {
  const { id: requestId, routeKey } = request;
  if (error instanceof HttpRefusal) {
    const { status, code, message, facts } = error;
    props.log.info("Refused", { routeKey, code });
    return resultOf(props, request, status, { code, message, ...facts });
  }
  const failure = describeError(error);
  if (error instanceof TemporarilyUnavailable || isBusy(error)) {
    props.log.warn("Unavailable", { routeKey, failure });
    const body = { code: "temporarily-unavailable", message: "Try again in a moment", requestId };
    return resultOf(props, request, 503, body, { "retry-after": RETRY_AFTER_SECONDS });
  }
  props.log.error("Failed", { routeKey, failure });
  return resultOf(props, request, 500, { code: "internal-error", message: "Internal error", requestId });
}

/** Errors of AWS that another attempt may avoid. */
function isBusy(error: unknown): boolean {
  const { name, $retryable } = Object(error) as { readonly name?: string; readonly $retryable?: object };
  return Boolean($retryable) || ["TimeoutError", "ThrottlingException", "RequestLimitExceeded"].includes(name ?? "");
}

function resultOf(
  { allowOrigins }: Answering,
  request: RestRequest,
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): RestResult {
  return {
    statusCode,
    headers: {
      "content-type": "application/json",
      ...corsHeaders(allowOrigins(), request.header("origin")),
      // Customers' data stays out of the caches of browsers and proxies.
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** REST APIs add no CORS headers to the answers of functions. One of several origins gets its own name. */
function corsHeaders([site, ...further]: readonly string[], origin = ""): Record<string, string> {
  if (site === undefined) return {};
  return {
    "access-control-allow-origin": further.includes(origin) ? origin : site,
    ...(further.length > 0 && { vary: "Origin" }),
  };
}

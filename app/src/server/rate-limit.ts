import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { healthCheckPath } from "../../contract";
import type { Cache } from "../domain/ports";
import type { Api } from "../http";
import { HttpProblem, problemResponse } from "../http/problem";
import { readRequest, type HttpRequest } from "../http/request";
import { toGatewayResult } from "../http/response";
import type { Log } from "../observability";

const WINDOW_SECONDS = 60;

export interface RateLimitProps {
  readonly counters: Pick<Cache, "count">;
  /** Requests in a minute of the clock, of each customer and of each viewer's address without a token. */
  readonly requestsPerMinute: number;
  readonly log: Log;
  readonly clock?: () => number;
}

/**
 * Answers requests over the limit with 429. All processes share the counters; while they are unavailable, every
 * request is accepted. Health checks are not counted.
 */
export function rateLimited(api: Api, { counters, requestsPerMinute, log, clock = Date.now }: RateLimitProps): Api {
  return async (event: APIGatewayProxyEventV2) => {
    const request = readRequest(event);
    if (request.path === healthCheckPath) return api(event);
    const seconds = Math.floor(clock() / 1000);
    const key = `v1:rate:${callerOf(request)}:${Math.floor(seconds / WINDOW_SECONDS)}`;
    const count = await counters.count(key, WINDOW_SECONDS);
    if (count === undefined || count <= requestsPerMinute) return api(event);
    log.info("request over the limit", { requestId: request.id, ...request.viewer, route: request.routeKey });
    const headers = { "retry-after": String(WINDOW_SECONDS - (seconds % WINDOW_SECONDS)) };
    const problem = new HttpProblem(429, "too-many-requests", "Too many requests; try again later", { headers });
    return toGatewayResult(problemResponse(problem, request.id));
  };
}

/** Customers behind one address have counters of their own. */
function callerOf({ claims, viewer }: HttpRequest): string {
  const { sub } = (claims ?? {}) as { readonly sub?: unknown };
  return typeof sub === "string" ? `customer:${sub}` : `address:${viewer.viewerAddress}`;
}

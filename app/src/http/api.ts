import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { routes, type RouteContract, type RouteName } from "../../contract";
import type { Secret } from "../domain/ports";
import type { Log } from "../observability";
import { authorize, type Identity } from "./security/authorization";
import { readJsonBody } from "./json-body";
import type { AnyCaller, Operation, Shop } from "./operation";
import { operations } from "./operations";
import { requireOrigin } from "./security/origin";
import { problemOf, problemResponse } from "./problem";
import { readRequest, type HttpRequest } from "./request";
import { toGatewayResult, type HttpResponse } from "./response";
import { checked, checkedName } from "./validation";

export interface ApiProps {
  readonly shop: Shop;
  readonly identity: Identity;
  /** Required origin of requests; undefined accepts every origin. */
  readonly origin: Origin | undefined;
  readonly log: Log;
}

export interface Origin {
  /** Secret that CloudFront sends. */
  readonly secret: Secret;
  /** Routes that others may call, such as the health check of a load balancer. */
  readonly openRoutes: readonly RouteName[];
}

export type Api = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

interface Route {
  readonly contract: RouteContract & { readonly name: RouteName };
  readonly operation: Operation<AnyCaller>;
}

const table: ReadonlyMap<string, Route> = new Map(
  routes.map((contract) => [contract.routeKey, { contract, operation: operations[contract.name] }]),
);

const unmatched: Route = {
  contract: routes.find(({ name }) => name === "unmatched")!,
  operation: operations.unmatched,
};

/**
 * Answers the events of the HTTP API. API Gateway has already selected the route, whose key selects the operation.
 */
export function createApi(props: ApiProps): Api {
  return async (event) => {
    const startedAt = performance.now();
    const request = readRequest(event);
    const { response, code } = await answer(props, request);
    props.log.info("request", {
      requestId: request.id,
      ...request.viewer,
      route: request.routeKey,
      status: response.status,
      code,
      ...response.logFields,
      milliseconds: Math.round(performance.now() - startedAt),
    });
    props.shop.meter.flush();
    return toGatewayResult(response);
  };
}

/** Returns the answer, with the code if it is a problem. */
async function answer(props: ApiProps, request: HttpRequest): Promise<{ response: HttpResponse; code?: string }> {
  try {
    return { response: await serve(props, request) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      props.log.error("request failed", { requestId: request.id, route: request.routeKey }, error);
    }
    return { response: problemResponse(problem, request.id), code: problem.code };
  }
}

async function serve(props: ApiProps, request: HttpRequest): Promise<HttpResponse> {
  const { shop, origin } = props;
  const { contract, operation } = table.get(request.routeKey) ?? unmatched;
  if (origin && !origin.openRoutes.includes(contract.name)) await requireOrigin(request, origin.secret);
  const caller = await callerOf(props, contract, request);
  return operation.handle(shop, {
    request,
    caller,
    params: operation.params && checkedName(operation.params, request.params),
    query: operation.query && checked(operation.query, request.query, "query"),
    body: operation.body && checked(operation.body, readJsonBody(request), "body"),
  });
}

async function callerOf(
  { shop: { sessions }, identity }: ApiProps,
  { access, csrf }: RouteContract,
  request: HttpRequest,
): Promise<AnyCaller> {
  if (access === "public") return undefined;
  if (access === "session") return sessions.owner(request, csrf);
  const caller = authorize(request.claims, access, identity);
  if (csrf) await sessions.require(request, caller);
  return caller;
}

import { RestApi, type RestRoute } from "groundplan/api/rest";
import type { RegionalWebAcl } from "groundplan/edge/firewall";
import { openRoutes } from "groundplan/policies";
import { apiVersion, authorizers, idempotencyHeader, models, routes, throttling } from "../../functions/contract";
import { siteOrigin } from "../names";
import type { Context } from "./context";
import type { Functions } from "./functions";
import type { Workflows } from "./workflows";

export interface ApiParts {
  readonly functions: Functions;
  readonly workflows: Workflows;
  readonly webAcl: RegionalWebAcl;
}

/**
 * Version 1 of the REST API with the routes of the contract. API Gateway validates bodies by the models, maps the
 * request of a cancellation to its workflow, and caches the answers that the routes name.
 */
export function createApi(context: Context, { functions, workflows, webAcl }: ApiParts): RestApi {
  const { stack, environment, prefix, keys } = context;
  const { stageCacheGb, logRetentionDays } = environment;
  const api = new RestApi(stack, "api", {
    name: prefix,
    stageName: apiVersion,
    routes: stageCacheGb === "none" ? routes.map(withoutCache) : routes,
    handlers: functions,
    stateMachines: workflows,
    authorizers: { [authorizers.roles]: { type: "lambda", handler: "authorizer", policy: "stage" } },
    models,
    cors: {
      allowOrigin: siteOrigin(environment),
      allowHeaders: ["authorization", "content-type", idempotencyHeader.toLowerCase()],
    },
    throttling,
    cache: stageCacheGb === "none" ? undefined : { sizeGb: stageCacheGb },
    webAclArn: webAcl.webAclArn,
    defaultEndpoint: "disabled",
    logKey: keys.logs,
    logRetentionDays,
  });
  const open = routes.filter(({ access }) => access.type === "open").map(({ routeKey }) => routeKey);
  openRoutes(api.node.findChild("api"), open);
  return api;
}

function withoutCache(route: RestRoute): RestRoute {
  return { ...route, cache: undefined };
}

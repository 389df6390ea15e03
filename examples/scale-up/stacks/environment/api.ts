import { RestApi, type RestRoute } from "groundplan/api/rest";
import type { RegionalWebAcl } from "groundplan/edge/firewall";
import { openRoutes } from "groundplan/policies";
import type { StateMachine } from "groundplan/workflow";
import { authorizers, models, paymentStateMachine, routes, throttling } from "../../functions/contract";
import type { Context } from "./context";
import type { Functions } from "./functions";
import type { Identity } from "./identity";
import { apiOrigins } from "../names";

export interface ApiParts {
  readonly functions: Functions;
  readonly payments: StateMachine;
  readonly identity: Identity;
  readonly webAcl: RegionalWebAcl;
}

/** The REST API with the routes of the contract. Signed-in callers need a token; the authorizer knows their groups. */
export function createApi(context: Context, { functions, payments, identity, webAcl }: ApiParts): RestApi {
  const { stack, environment, keys } = context;
  const { stageName, stageCacheGb } = environment;
  const [allowOrigin, ...furtherOrigins] = apiOrigins(environment);
  const api = new RestApi(stack, "api", {
    name: environment.projectName,
    stageName,
    routes: stageCacheGb === "none" ? routes.map(withoutCache) : routes,
    handlers: functions,
    stateMachines: { [paymentStateMachine]: payments },
    authorizers: {
      [authorizers.roles]: { type: "lambda", handler: "authorizer", policy: "stage" },
      [authorizers.userPool]: { type: "cognito", userPoolArns: [identity.userPool.userPoolArn] },
    },
    models,
    cors: {
      allowOrigin,
      furtherOrigins,
      allowHeaders: ["authorization", "content-type", "idempotency-key"],
    },
    throttling,
    cache: stageCacheGb === "none" ? undefined : { sizeGb: stageCacheGb },
    webAclArn: webAcl.webAclArn,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
  const open = routes.filter(({ access }) => access.type === "open").map(({ routeKey }) => routeKey);
  openRoutes(api.node.findChild("api"), open);
  return api;
}

function withoutCache(route: RestRoute): RestRoute {
  return { ...route, cache: undefined };
}

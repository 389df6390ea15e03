import type { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import type { ApiGatewayModel } from "@cdktf/provider-aws/lib/api-gateway-model";
import type { Construct } from "constructs";
import { AwsStack, ServiceRole } from "../../../core";
import { createAuthorizer } from "../authorizers/authorizers";
import { lambdaBackend, mockBackend, startExecutionBackend, type Backend } from "./backends";
import { createPreflight } from "../answers/cors";
import { cacheKeyParameters, requestParameters } from "./request-parameters";
import { apiName, type RestApiSettings } from "../rest-api-props";
import { RestMethod, type RestMethodArguments } from "./rest-method";
import { parseRoute, routeId, type RestRoute } from "./routes";

/** Parts of the API that methods refer to. */
interface Definition {
  readonly restApiId: string;
  readonly executionArn: string;
  readonly pathIds: ReadonlyMap<string, string>;
  readonly models: Readonly<Record<string, ApiGatewayModel>>;
  readonly requestValidatorId: string;
}

/** Creates authorizers, the methods of all routes and answers to preflight requests. Returns the methods by route. */
export function createMethods(
  scope: Construct,
  settings: RestApiSettings,
  definition: Definition,
): ReadonlyMap<string, RestMethod> {
  const { routes, authorizers, handlers, cors } = settings;
  const created = Object.fromEntries(
    Object.entries(authorizers).map(([name, authorizer]) => [
      name,
      createAuthorizer(scope, name, authorizer, { ...definition, handlers }),
    ]),
  );
  const backendOf = backends(scope, settings);
  if (cors !== "none") {
    for (const [path, methods] of methodsByPath(routes)) {
      const place = { restApiId: definition.restApiId, resourceId: definition.pathIds.get(path)! };
      createPreflight(scope, routeId(`OPTIONS ${path}`), place, cors, methods);
    }
  }
  return new Map(
    routes.map((route) => [
      route.routeKey,
      new RestMethod(scope, routeId(route.routeKey), {
        restApiId: definition.restApiId,
        resourceId: definition.pathIds.get(pathOf(route))!,
        httpMethod: parseRoute(route.routeKey).method,
        backend: backendOf(route),
        authorization: authorizationOf(route, created),
        requestValidatorId: definition.requestValidatorId,
        model: route.body === undefined ? undefined : definition.models[route.body]!.name,
        requestParameters: requestParameters(route, settings),
        cacheKeyParameters: cacheKeyParameters(route, settings),
        apiKeyRequired: route.apiKey === "required",
        cors,
      }),
    ]),
  );
}

/** Backends of routes; the first that starts an execution creates the role of all. */
function backends(scope: Construct, settings: RestApiSettings): (route: RestRoute) => Backend {
  let role: ServiceRole | undefined;
  return ({ target }) => {
    if (target.type === "lambda") return lambdaBackend(settings.handlers[target.handler]!);
    if (target.type === "mock") return mockBackend(target);
    role ??= new ServiceRole(scope, "role", {
      name: apiName(settings.name),
      description: `Starts state machines for the API ${apiName(settings.name)}`,
      service: "apigateway.amazonaws.com",
    });
    const machine = settings.stateMachines[target.stateMachine]!;
    machine.grantStart(role);
    return startExecutionBackend(machine, target, role.roleArn, AwsStack.of(scope));
  };
}

function authorizationOf(
  { access }: RestRoute,
  authorizers: Readonly<Record<string, ApiGatewayAuthorizer>>,
): RestMethodArguments["authorization"] {
  if (access.type === "open") return { authorization: "NONE" };
  if (access.type === "iam") return { authorization: "AWS_IAM" };
  const authorizerId = authorizers[access.authorizer]!.id;
  if (access.type === "lambda") return { authorization: "CUSTOM", authorizerId };
  const authorizationScopes = access.token === "access" ? [...access.scopes] : undefined;
  return { authorization: "COGNITO_USER_POOLS", authorizerId, authorizationScopes };
}

const ALL_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Methods of each path, for the answers to preflight requests. */
function methodsByPath(routes: readonly RestRoute[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const { method } = parseRoute(route.routeKey);
    const path = pathOf(route);
    methods.set(path, [...(methods.get(path) ?? []), ...(method === "ANY" ? ALL_METHODS : [method])]);
  }
  return new Map([...methods].map(([path, all]) => [path, [...new Set(all)].sort()]));
}

function pathOf({ routeKey }: RestRoute): string {
  return `/${parseRoute(routeKey).segments.join("/")}`;
}

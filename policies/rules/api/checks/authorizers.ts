import { fail, unknown } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isUnresolved, stringsOf } from "../../../engine/values";
import { isPrivateApi } from "../../checks/private-apis";

const AUTHORIZED_BY_ID = ["JWT", "CUSTOM", "COGNITO_USER_POOLS"];

/** Every authorization type but AWS_IAM needs an authorizer. */
function authorizationProblems(values: Values, path: string): readonly Finding[] {
  const kind = values[path];
  if (isUnresolved(kind)) return [unknown(path)];
  if (kind === "AWS_IAM") return [];
  if (!AUTHORIZED_BY_ID.includes(String(kind))) return [fail(path, "needs an authorizer")];
  return isEmpty(values["authorizer_id"]) ? [fail("authorizer_id", `must be set for ${String(kind)}`)] : [];
}

/** A route of an HTTP API has an authorizer, unless the API declares it open. */
export const routeIsAuthorized: Check = (route, { graph }) => {
  const [api] = graph.targetsAt(route, "api_id");
  const isOpen = stringsOf(api?.openRoutes).includes(String(route.values["route_key"]));
  return isOpen ? [] : authorizationProblems(route.values, "authorization_type");
};

/** A private API is reachable through VPC endpoints only. */
export const methodIsAuthorized: Check = (method, { graph }) => {
  const apis = graph.targetsAt(method, "rest_api_id");
  const isOpen = apis.some(({ openRoutes }) => stringsOf(openRoutes).includes(routeOfMethod(method, graph)));
  return isOpen || apis.some(isPrivateApi) ? [] : authorizationProblems(method.values, "authorization");
};

/** Every route that an API declares open exists and has no authorizer. */
export const openRoutesExist: Check = (api, { graph }) => {
  const open = openRoutesOf(api, graph);
  return stringsOf(api.openRoutes)
    .filter((route) => !open.includes(route))
    .map((route) => fail("openRoutes", `lists ${route}, which does not exist or has an authorizer`));
};

function openRoutesOf(api: Resource, graph: ResourceGraph): readonly unknown[] {
  if (api.type === "aws_apigatewayv2_api") {
    return graph
      .referrers(api, "aws_apigatewayv2_route")
      .filter(({ values }) => isEmpty(values["authorizer_id"]))
      .map(({ values }) => values["route_key"]);
  }
  return graph
    .referrers(api, "aws_api_gateway_method")
    .filter(({ values }) => values["authorization"] === "NONE")
    .map((method) => routeOfMethod(method, graph));
}

/** Method and path of a method of a REST API: `GET /orders/{id}`. Empty where the path is not of the configuration. */
function routeOfMethod(method: Resource, graph: ResourceGraph): string {
  const parts: string[] = [];
  let [place] = graph.targetsAt(method, "resource_id");
  while (place?.type === "aws_api_gateway_resource") {
    parts.unshift(String(place.values["path_part"]));
    [place] = graph.targetsAt(place, "parent_id");
  }
  return place === undefined ? "" : `${String(method.values["http_method"])} /${parts.join("/")}`;
}

import { fail, unknown } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
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
export const methodIsAuthorized: Check = (method, { graph }) =>
  graph.targetsAt(method, "rest_api_id").some(isPrivateApi)
    ? []
    : authorizationProblems(method.values, "authorization");

/** Every route that an API declares open exists and has no authorizer. */
export const openRoutesExist: Check = (api, { graph }) => {
  const open = graph
    .referrers(api, "aws_apigatewayv2_route")
    .filter(({ values }) => isEmpty(values["authorizer_id"]))
    .map(({ values }) => values["route_key"]);
  return stringsOf(api.openRoutes)
    .filter((route) => !open.includes(route))
    .map((route) => fail("openRoutes", `lists ${route}, which does not exist or has an authorizer`));
};

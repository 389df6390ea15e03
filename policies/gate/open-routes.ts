import { isOverridable } from "./comments";

/**
 * Declares routes of an HTTP API that are meant to have no authorizer. The list stands in `cdk.tf.json` beside the API, where a reviewer
 * sees it; a route that is not in it needs an authorizer, and a key that is no such route fails.
 *
 * @param api - the resource itself; a module's is found with `module.node.findChild("api")`.
 * @throws TypeError when the construct is not a Terraform element.
 */
export function openRoutes(api: object, routeKeys: readonly string[]): void {
  if (!isOverridable(api))
    throw new TypeError("routes are declared open on the API's resource, not on a group of them");
  api.addOverride("//.openRoutes", routeKeys);
}

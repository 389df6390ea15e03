import type { Waiver } from "../engine/waivers";

/**
 * Waives a rule for one resource. The waiver stands in `cdk.tf.json` beside the resource, where a reviewer sees it.
 *
 * Critical rules cannot be waived. A waiver that is expired, malformed or no longer needed stops the run.
 *
 * @param element - the resource itself, or the stack for its providers and backend. A module's resource is found with
 *   `module.node.findChild("policy")`.
 * @throws TypeError when the construct is not a Terraform element.
 */
export function waive(element: object, { rule, ...waiver }: Waiver): void {
  if (!isOverridable(element))
    throw new TypeError(
      `a waiver of ${rule} must be on a Terraform resource or stack, not on a construct that contains resources`,
    );
  element.addOverride(`//.waivers.${rule}`, waiver);
}

/** A Terraform element, beside whose block a comment can stand. */
export function isOverridable(element: object): element is { addOverride(path: string, value: unknown): void } {
  return "addOverride" in element && typeof element.addOverride === "function";
}

/**
 * Declares routes of an HTTP API that are meant to have no authorizer. The list stands in `cdk.tf.json` beside the API, where a reviewer
 * sees it; a route that is not in it needs an authorizer, and a key that is no such route fails.
 *
 * @param api - the resource itself; a module's is found with `module.node.findChild("api")`.
 * @throws TypeError when the construct is not a Terraform element.
 */
export function openRoutes(api: object, routeKeys: readonly string[]): void {
  if (!isOverridable(api))
    throw new TypeError("open routes must be declared on the API resource, not on a construct that contains it");
  api.addOverride("//.openRoutes", routeKeys);
}

import type { Waiver } from "../engine/waivers";

/**
 * Waives a rule for one resource. The waiver is written to the comment of the resource in `cdk.tf.json`.
 *
 * Critical rules cannot be waived. An expired, malformed or unnecessary waiver fails the run.
 *
 * @param element - the resource, or the stack for its providers and backend. Find the resource of a module with
 *   `module.node.findChild("policy")`.
 * @throws TypeError when the construct is not a Terraform element, or is a data source, which no rule judges.
 */
export function waive(element: object, { rule, ...waiver }: Waiver): void {
  if (isDataSource(element))
    throw new TypeError(`a waiver of ${rule} must not be on a data source: only the resources that use it are judged`);
  if (!isOverridable(element))
    throw new TypeError(
      `a waiver of ${rule} must be on a Terraform resource or stack, not on a construct that contains resources`,
    );
  element.addOverride(`//.waivers.${rule}`, waiver);
}

/** cdktf writes its own comment over that of a data source. */
function isDataSource(element: object): boolean {
  return Symbol.for("cdktf/TerraformDataSource") in element;
}

/** A Terraform element whose block can have a comment. */
export function isOverridable(element: object): element is { addOverride(path: string, value: unknown): void } {
  return "addOverride" in element && typeof element.addOverride === "function";
}

/**
 * Declares routes of an HTTP or REST API that need no authorizer, in the comment of the API in `cdk.tf.json`. Rule
 * API-04 fails routes without an authorizer that are not listed, and listed routes that have one or do not exist.
 *
 * @param api - the resource. Find the API of a module with `module.node.findChild("api")`.
 * @throws TypeError when the construct is not a Terraform element.
 */
export function openRoutes(api: object, routeKeys: readonly string[]): void {
  if (!isOverridable(api) || isDataSource(api))
    throw new TypeError("open routes must be declared on the API resource, not on a construct that contains it");
  api.addOverride("//.openRoutes", routeKeys);
}

/** A Terraform element, beside whose block a comment can stand. */
export function isOverridable(element: object): element is { addOverride(path: string, value: unknown): void } {
  return "addOverride" in element && typeof element.addOverride === "function";
}

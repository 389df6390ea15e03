import { type Resource, STACK_TYPE, type Values } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import { isUnresolved, recordsOf, valueAt } from "../../engine/values";

/** Region of the provider of a resource; undefined unless it is a literal. */
export function regionOf(resource: Resource, graph: ResourceGraph): string | undefined {
  const region = providerOf(resource, graph)?.["region"];
  return typeof region === "string" && !isUnresolved(region) ? region : undefined;
}

/** Settings of the provider that a resource names, or of the provider without an alias. */
export function providerOf({ stack, values }: Resource, graph: ResourceGraph): Values | undefined {
  const [settings] = graph.inStack(stack, STACK_TYPE);
  const [, alias] = String(values["provider"] ?? "aws").split(".");
  return recordsOf(valueAt(settings?.values, "provider.aws")).find((one) => one["alias"] === alias);
}

import type { Graph } from "../engine/graph";
import { STACK_TYPE, type Resource, type Values } from "../engine/rule";
import { isUnresolved, recordsOf, valueAt } from "../engine/values";

/** The region of the provider that a resource names, or of the provider without an alias; nothing where that is not literal. */
export function regionOf(resource: Resource, graph: Graph): string | undefined {
  const region = providerOf(resource, graph)?.["region"];
  return typeof region === "string" && !isUnresolved(region) ? region : undefined;
}

/** The settings of a resource's provider. */
export function providerOf({ stack, values }: Resource, graph: Graph): Values | undefined {
  const [settings] = graph.inStack(stack, STACK_TYPE);
  const [, alias] = String(values["provider"] ?? "aws").split(".");
  return recordsOf(valueAt(settings?.values, "provider.aws")).find((one) => one["alias"] === alias);
}

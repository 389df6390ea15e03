import type { Graph } from "../engine/graph";
import { STACK_TYPE, type Resource } from "../engine/rule";
import { isUnresolved, recordsOf, valueAt } from "../engine/values";

/** The region of the provider that a resource names, or of the provider without an alias; nothing where that is not literal. */
export function regionOf({ stack, values }: Resource, graph: Graph): string | undefined {
  const [settings] = graph.inStack(stack, STACK_TYPE);
  const [, alias] = String(values["provider"] ?? "aws").split(".");
  const provider = recordsOf(valueAt(settings?.values, "provider.aws")).find((one) => one["alias"] === alias);
  const region = provider?.["region"];
  return typeof region === "string" && !isUnresolved(region) ? region : undefined;
}

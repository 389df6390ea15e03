import type Big from "big.js";
import { createGraph, environmentOf, type Resource, type StackInput } from "../../policies";
import { billedRegion, billedResources, instancesOf } from "./billed-resources";
import type { CostLine } from "./cost-line";
import { pricedLine } from "./priced-line";
import type { PriceList } from "./prices/price-list";
import { chargesOf } from "./pricing";
import { ResourceUsage } from "./usage/resource-usage";
import type { Level, UsageFile } from "./usage/usage-file";

/** Region of a resource whose provider has no literal one. It has global prices only. */
const UNKNOWN_REGION = "unknown";

export interface EstimateInput {
  /** Stacks of one app: synthesized configurations or plans. */
  readonly stacks: readonly StackInput[];
  readonly prices: PriceList;
  /** Usage by environment. An environment without one has no usage. */
  readonly usage: ReadonlyMap<string, UsageFile>;
  /** Workload of the usage files. @default typical */
  readonly level?: Level;
}

/**
 * Computes the charges of every managed resource in a month of 730 hours, at list prices without taxes. A resource that
 * a plan destroys has none.
 *
 * @throws ToolError (usage) if an entry of a usage file matches no resource, or names an unknown parameter.
 */
export function estimate({ stacks, prices, usage, level = "typical" }: EstimateInput): readonly CostLine[] {
  return byEnvironment(stacks).flatMap(([environment, own]) => {
    const graph = createGraph(
      own.flatMap((stack) => stack.resources),
      { outputs: new Map(), calls: [] },
    );
    const billed = billedResources(own);
    const file = usage.get(environment) ?? { file: environment, workload: {}, entries: [] };
    const quantities = new ResourceUsage(file, billed, level);
    const usageOf = (one: Resource, parameter: string): Big | undefined => quantities.quantity(one, parameter);
    const lines = billed.flatMap((resource) => {
      const region = billedRegion(resource, graph);
      const { stack, address, type } = resource;
      const origin = { environment, stack, address, type, region: region ?? UNKNOWN_REGION };
      return chargesOf(resource, { graph, region, usage: usageOf }).map((component) =>
        pricedLine(origin, component, instancesOf(resource), prices),
      );
    });
    quantities.check();
    return lines;
  });
}

function byEnvironment(stacks: readonly StackInput[]): readonly (readonly [string, readonly StackInput[]])[] {
  const names = [...new Set(stacks.map(environmentOf))];
  return names.map((name) => [name, stacks.filter((stack) => environmentOf(stack) === name)]);
}

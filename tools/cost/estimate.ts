import Big from "big.js";
import { createGraph, recordsOf, regionOf, STACK_TYPE, valueAt, type Resource, type StackInput } from "../../policies";
import type { CostLine, LinePrice } from "./cost-line";
import { amountOf, type Price, type PriceList } from "./prices/price-list";
import { chargesOf, type Component, type MissingUsage, type PricedComponent } from "./pricing";
import { ResourceUsage } from "./usage/resource-usage";
import type { UsageFile } from "./usage/usage-file";

/** Region of a resource whose provider has no literal one. It has global prices only. */
const UNKNOWN_REGION = "unknown";

export interface EstimateInput {
  /** Stacks of one app: synthesized configurations or plans. */
  readonly stacks: readonly StackInput[];
  readonly prices: PriceList;
  /** Usage by environment. An environment without one has no usage. */
  readonly usage: ReadonlyMap<string, UsageFile>;
}

/**
 * Computes the charges of every managed resource in a month of 730 hours, at list prices without taxes. A resource that
 * a plan destroys has none.
 *
 * @throws ToolError (usage) if an entry of a usage file matches no resource, or names an unknown parameter.
 */
export function estimate({ stacks, prices, usage }: EstimateInput): readonly CostLine[] {
  return byEnvironment(stacks).flatMap(([environment, own]) => {
    const resources = own.flatMap((stack) => stack.resources);
    const graph = createGraph(resources, { outputs: new Map(), calls: [] });
    const billed = resources.filter(isBilled);
    const file = usage.get(environment) ?? { file: environment, workload: {}, entries: [] };
    const quantities = new ResourceUsage(file, billed);
    const lines = billed.flatMap((resource) => {
      const region = regionOf(resource, graph);
      const context = {
        graph,
        region,
        usage: (one: Resource, parameter: string): Big | undefined => quantities.quantity(one, parameter),
      };
      return chargesOf(resource, context).map((component) =>
        lineOf({ environment, resource, region, component }, prices),
      );
    });
    quantities.check();
    return lines;
  });
}

/** The environment of a stack: the provider's default tag Environment, or the name of the stack without one. */
export function environmentOf({ stack, resources }: StackInput): string {
  const settings = resources.find(({ type }) => type === STACK_TYPE);
  const [provider] = recordsOf(valueAt(settings?.values, "provider.aws"));
  const name = valueAt(provider, "default_tags.tags.Environment");
  return typeof name === "string" ? name : stack;
}

function byEnvironment(stacks: readonly StackInput[]): readonly (readonly [string, readonly StackInput[]])[] {
  const names = [...new Set(stacks.map(environmentOf))];
  return names.map((name) => [name, stacks.filter((stack) => environmentOf(stack) === name)]);
}

function isBilled({ type, mode, actions }: Resource): boolean {
  const isDestroyed = actions !== undefined && actions.includes("delete") && !actions.includes("create");
  return mode === "managed" && type !== STACK_TYPE && type !== "module" && !isDestroyed && !actions?.includes("forget");
}

interface Charge {
  readonly environment: string;
  readonly resource: Resource;
  readonly region: string | undefined;
  readonly component: Component;
}

function lineOf({ environment, resource, region = UNKNOWN_REGION, component }: Charge, prices: PriceList): CostLine {
  const { stack, address, type } = resource;
  const line = { environment, stack, address, type, region, component: component.component };
  switch (component.kind) {
    case "free":
    case "not priced":
      return { ...line, kind: component.kind, reason: component.reason };
    case "usage missing":
    case "fixed":
    case "derived":
    case "usage":
      return pricedLine(line, component, prices);
  }
}

function pricedLine(
  line: Omit<CostLine, "kind">,
  component: PricedComponent | MissingUsage,
  prices: PriceList,
): CostLine {
  const price = prices.price(component.price, line.region);
  if (!price) {
    return { ...line, kind: "not priced", reason: `no price of ${component.price} in region ${line.region}` };
  }
  if (component.kind === "usage missing") {
    return {
      ...line,
      kind: component.kind,
      price: linePrice(price),
      reason: `give ${component.parameters.join(" and ")}`,
    };
  }
  const { kind, quantity, reason } = component;
  return { ...line, kind, quantity, price: linePrice(price), amount: amountOf(price, quantity), reason };
}

function linePrice({ key, unit, tiers, date, assumed }: Price): LinePrice {
  return { key, unit, usd: new Big(tiers[0]!.usd), date, assumed };
}

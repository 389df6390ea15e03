import { readConfiguration } from "../../../policies";
import type { CostLine } from "../../../tools/cost/cost-line";
import { estimate } from "../../../tools/cost/estimate";
import { PriceList } from "../../../tools/cost/prices/price-list";
import { readUsageFile, type Level, type WorkloadQuantity } from "../../../tools/cost/usage/usage-file";

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface Estimated {
  readonly resources: Blocks;
  /** @default us-east-1 */
  readonly region?: string;
  readonly usage?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly workload?: Readonly<Record<string, WorkloadQuantity>>;
  readonly level?: Level;
}

/** The charges of resources in Terraform's JSON syntax. */
export function linesOf({
  resources,
  region = "us-east-1",
  usage = {},
  workload = {},
  level,
}: Estimated): readonly CostLine[] {
  const provider = { aws: [{ region, default_tags: [{ tags: { Environment: "prod" } }] }] };
  const stack = readConfiguration({ name: "prod", config: { provider, resource: resources } });
  const files = new Map([["prod", readUsageFile("usage/prod.json", JSON.stringify({ workload, usage }))]]);
  return estimate({ stacks: [stack], prices: new PriceList(), usage: files, level });
}

/** Component and USD of each charge with an amount. */
export function amountsOf(input: Estimated): Readonly<Record<string, string>> {
  const lines = linesOf(input).filter(({ amount }) => amount !== undefined);
  return Object.fromEntries(lines.map(({ component, amount }) => [component, amount!.toFixed()]));
}

/** Kind and reason of each charge without an amount. */
export function openCharges(input: Estimated): readonly string[] {
  return linesOf(input)
    .filter(({ amount }) => amount === undefined)
    .map(({ kind, component, reason }) => `${kind}: ${component}: ${reason}`);
}

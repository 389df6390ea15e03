import { readConfiguration } from "../../policies";
import type { TestStack } from "../../testing";
import { estimate } from "../../tools/cost/estimate";
import { PriceList } from "../../tools/cost/prices/price-list";
import { total } from "../../tools/cost/reports/money";

/**
 * USD of a month for the resources of a type that the configuration alone determines, with cents.
 *
 * @param component - one charge. @default all
 */
export function fixedCost({ name, config }: TestStack, type: string, component?: string): string {
  const stack = readConfiguration({ name, config });
  const lines = estimate({ stacks: [stack], prices: new PriceList(), usage: new Map() });
  const own = lines.filter((line) => line.type === type && (component === undefined || line.component === component));
  return total(own.map(({ amount }) => amount)).toFixed(2);
}

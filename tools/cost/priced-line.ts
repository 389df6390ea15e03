import Big from "big.js";
import type { CostLine, LinePrice } from "./cost-line";
import { amountOf, type Price, type PriceList } from "./prices/price-list";
import type { Component, MissingUsage, PricedComponent } from "./pricing";

/** A line without its amount. */
export type LineOrigin = Omit<CostLine, "component" | "kind" | "quantity" | "price" | "amount" | "reason">;

/**
 * The line of a component.
 *
 * @param instances - number of instances of the resource, each of which has the fixed and derived charges.
 */
export function pricedLine(
  origin: LineOrigin,
  component: Component,
  instances: number | undefined,
  prices: PriceList,
): CostLine {
  const line = { ...origin, component: component.component };
  if (!("price" in component)) {
    return { ...line, kind: component.kind, reason: component.reason };
  }
  if (instances === undefined) {
    return { ...line, kind: "not priced", reason: "the number of instances is unknown until plan" };
  }
  const price = prices.price(component.price, line.region);
  return price
    ? chargedLine(line, component, instances, price)
    : { ...line, kind: "not priced", reason: `no price of ${component.price} in region ${line.region}` };
}

function chargedLine(
  line: LineOrigin & Pick<CostLine, "component">,
  component: PricedComponent | MissingUsage,
  instances: number,
  price: Price,
): CostLine {
  if (component.kind === "usage missing") {
    const reason = `give ${component.parameters.join(" and ")}`;
    return { ...line, kind: component.kind, price: linePrice(price), reason };
  }
  const { kind, reason } = component;
  // A usage file states the total of an address.
  const quantity = kind === "usage" ? component.quantity : component.quantity.times(instances);
  return { ...line, kind, quantity, price: linePrice(price), amount: amountOf(price, quantity), reason };
}

function linePrice({ key, unit, tiers, date, assumed }: Price): LinePrice {
  return { key, unit, usd: new Big(tiers[0]!.usd), date, assumed };
}

import Big from "big.js";
import { booleanOf, type Resource } from "../../../policies";
import { MONTH_HOURS } from "../cost-line";
import { unitSize } from "../prices/price-list";
import type { Component, PricingContext, UnpricedComponent } from "./component";

/** A charge of the configuration: `quantity` units of the price. */
export function fixed(component: string, price: string, quantity: Big | number, reason?: string): Component {
  return { kind: "fixed", component, price, quantity: new Big(quantity), reason };
}

/** A charge of the configuration for every hour of the month. */
export function hourly(component: string, price: string, count: Big | number = 1, reason?: string): Component {
  return fixed(component, price, new Big(count).times(MONTH_HOURS), reason);
}

/** A charge that a schedule or a rule of AWS implies. */
export function derived(component: string, price: string, quantity: Big | number, reason: string): Component {
  return { kind: "derived", component, price, quantity: new Big(quantity), reason };
}

/** A resource without a charge of its own. */
export function free(reason: string): UnpricedComponent {
  return { kind: "free", component: "resource", reason };
}

export function notPriced(component: string, reason: string): UnpricedComponent {
  return { kind: "not priced", component, reason };
}

/** True for `true` and, as in Terraform, for the text "true". */
export function isTrue(value: unknown): boolean {
  return booleanOf(value) === true;
}

/** A charge that depends on usage. */
export interface UsageCharge {
  readonly component: string;
  readonly price: string;
  /** Parameters of the usage file. */
  readonly parameters: readonly string[];
  /** Units of the price. @default the first parameter in units of `unit` */
  readonly quantity?: (...values: Big[]) => Big;
  /** Unit of the price, if one unit counts many things, such as "million". */
  readonly unit?: string;
}

/** Charges that depend on usage, each with its quantity or as missing. */
export function used(resource: Resource, context: PricingContext, charges: readonly UsageCharge[]): Component[] {
  return charges.map(({ component, price, parameters, quantity, unit = "1" }) => {
    const values = parameters.map((parameter) => context.usage(resource, parameter));
    if (!values.every((value) => value !== undefined)) {
      return { kind: "usage missing", component, price, parameters };
    }
    const [first] = values;
    const amount = quantity ? quantity(...values) : first!.div(unitSize(unit));
    return { kind: "usage", component, price, quantity: amount };
  });
}

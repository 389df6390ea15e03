import type Big from "big.js";

/** Hours of a month, as AWS's own calculator counts them. */
export const MONTH_HOURS = 730;

/**
 * Source of a line's quantity: `fixed` by the configuration, `derived` from a schedule or a rule of AWS, `usage` from
 * the usage file. The others have no amount.
 */
export type LineKind = "fixed" | "derived" | "usage" | "free" | "usage missing" | "not priced";

/** One charge of one resource in a month. */
export interface CostLine {
  /** Default tag Environment of the stack; the name of the stack without one. */
  readonly environment: string;
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  /** Name of the charge. */
  readonly component: string;
  readonly kind: LineKind;
  readonly region: string;
  /** Quantity in units of the price; absent without an amount. */
  readonly quantity?: Big;
  readonly price?: LinePrice;
  /** USD a month, not rounded; absent for `free`, `usage missing` and `not priced`. */
  readonly amount?: Big;
  /** Why the quantity is what it is, why it is free, or what is missing. */
  readonly reason?: string;
}

export interface LinePrice {
  readonly key: string;
  readonly unit: string;
  /** USD per unit of the first tier. */
  readonly usd: Big;
  /** Date of the price's source. */
  readonly date: string;
  /** The price is that of us-east-1, because the list has none for the region. */
  readonly assumed: boolean;
}

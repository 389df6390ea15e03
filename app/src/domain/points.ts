import { Refusal } from "./errors";

/** Points of a new customer. */
export const WELCOME_POINTS = 500;

/** Points for a paid order: one for every full unit of the currency. */
export function pointsEarned(totalCents: number): number {
  return Math.floor(totalCents / 100);
}

/**
 * Returns the points that pay for an order: one per cent of currency, and at most the subtotal.
 *
 * @throws Refusal `insufficient-points`
 */
export function pointsToRedeem(offered: number, subtotalCents: number, balance: number): number {
  const points = Math.min(offered, subtotalCents);
  if (points > balance) throw new Refusal("insufficient-points", `The balance is ${balance} points`);
  return points;
}

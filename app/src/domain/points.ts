import { Refusal } from "./errors";

/** What a new customer gets. */
export const WELCOME_POINTS = 500;

/** Whole points for every full unit of the currency that a paid order cost. */
export function pointsEarned(totalCents: number): number {
  return Math.floor(totalCents / 100);
}

/**
 * How many points pay for an order when the customer offers some: one for each cent, and never more than the subtotal.
 *
 * @throws Refusal `insufficient-points`
 */
export function pointsToRedeem(offered: number, subtotalCents: number, balance: number): number {
  const points = Math.min(offered, subtotalCents);
  if (points > balance) throw new Refusal("insufficient-points", `The balance is ${balance} points`);
  return points;
}

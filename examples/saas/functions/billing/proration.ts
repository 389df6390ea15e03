import { plans, type Interval, type PlanName } from "../contract";
import { periodOf, type Period } from "./periods";

/** Plan and periods of a subscription. Period `index` is counted from the anchor. */
export interface Terms {
  readonly plan: PlanName;
  readonly interval: Interval;
  readonly anchor: string;
  readonly index: number;
}

export const priceOf = ({ plan, interval }: Pick<Terms, "plan" | "interval">): number => plans[plan][interval];

/** Returns the whole seconds between two times. */
const seconds = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / 1000);

/**
 * Returns the part of a price in cents that belongs to the time of a period from `at` on, by seconds, rounded half up.
 * Before the period it is the price, and after it 0.
 */
export function unusedCents(priceCents: number, { start, end }: Period, at: string): number {
  const total = seconds(start, end);
  const remaining = Math.min(Math.max(seconds(at, end), 0), total);
  return Math.floor((2 * priceCents * remaining + total) / (2 * total));
}

/** New terms, and the cents that they cost more than the unused part of the old ones: negative if they cost less. */
export interface Proration {
  readonly terms: Terms;
  readonly differenceCents: number;
}

/**
 * Prorates a change of plan. With the same interval the period goes on, and both plans count for its rest; another
 * interval begins a period of full price at `at`.
 */
export function prorate(current: Terms, to: Pick<Terms, "plan" | "interval">, at: string): Proration {
  const period = periodOf(current.anchor, current.interval, current.index);
  const unused = unusedCents(priceOf(current), period, at);
  if (to.interval === current.interval) {
    const differenceCents = unusedCents(priceOf(to), period, at) - unused;
    return { terms: { ...current, plan: to.plan }, differenceCents };
  }
  return { terms: { ...to, anchor: at, index: 0 }, differenceCents: priceOf(to) - unused };
}

import type { PlanChange, SubscriptionRequest } from "../contract";
import { periodOf } from "./periods";
import { priceOf, prorate, unusedCents, type Terms } from "./proration";
import { ChargeInProgress, SubscriptionRefused } from "./refused";
import type { Capture, Charge, Subscription } from "./subscription";

const DAY_MILLIS = 86_400_000;

/** Days from each failure of a renewal to the next attempt. After the last one the subscription ends. */
export const RETRY_DAYS = [1, 3, 5] as const;

/** Opens a subscription: its first period begins when it is paid. */
export function open(
  ids: Pick<Subscription, "customerId" | "subscriptionId">,
  request: SubscriptionRequest,
  { by, now }: Moment,
): Subscription {
  const terms = { ...request, anchor: now, index: 0 };
  const charge = { purpose: "first", by, attempt: 1, terms, ...payable(priceOf(terms), 0) } as const;
  const none = { creditCents: 0, failures: 0, captures: [], version: 0 };
  return { ...ids, ...inForce(terms), ...none, status: "pending", charge: { ...charge, period: now } };
}

/** Execution that acts, and its time. */
export interface Moment {
  readonly by: string;
  readonly now: string;
}

/**
 * Claims the payment of the next period. `retries` is true for the workflow that repeats a failed renewal, whose
 * subscription the daily renewals leave alone.
 */
export function claimRenewal(subscription: Subscription, { by, now }: Moment, retries: boolean): Subscription {
  const { status, charge, renewsAt } = subscription;
  if (charge?.by === by) return subscription;
  if (charge) throw new ChargeInProgress();
  if (status !== (retries ? "past-due" : "active")) throw new SubscriptionRefused("not-active", `It is ${status}`);
  if (now < renewsAt) throw new SubscriptionRefused("not-active", "The period has not ended");
  if (subscription.cancellation) throw new SubscriptionRefused("not-active", "It ends with its period");
  const terms = { ...termsOf(subscription), index: subscription.index + 1 };
  const attempt = subscription.failures + 1;
  const amounts = payable(priceOf(terms), subscription.creditCents);
  return { ...subscription, charge: { period: renewsAt, purpose: "renewal", by, attempt, terms, ...amounts } };
}

/** Claims the payment of a change of plan; a cheaper plan adds to the credit. */
export function claimChange(subscription: Subscription, to: PlanChange, { by, now }: Moment): Subscription {
  if (subscription.charge?.by === by) return subscription;
  if (subscription.charge) throw new ChargeInProgress();
  assertChangeable(subscription, to, now);
  const { terms, differenceCents } = prorate(termsOf(subscription), to, now);
  const amounts = payable(differenceCents, subscription.creditCents);
  if (amounts.amountCents > 0 && !subscription.payPalTokenId)
    throw new SubscriptionRefused("not-active", "A free subscription has no means of payment");
  const change = { period: `change#${by}`, purpose: "change", by, attempt: 1 } as const;
  return { ...subscription, charge: { ...change, terms, ...amounts } };
}

/** @throws SubscriptionRefused unless the subscription is paid, goes on, and has another plan. */
function assertChangeable(subscription: Subscription, to: PlanChange, now: string): void {
  const { status, cancellation, renewsAt, plan, interval } = subscription;
  if (status === "past-due") throw new SubscriptionRefused("payment-due", "A payment is due");
  if (status !== "active" || cancellation)
    throw new SubscriptionRefused("not-active", "The subscription is not active, or ends with its period");
  if (now >= renewsAt) throw new SubscriptionRefused("payment-due", "The renewal is due");
  if (to.plan === plan && to.interval === interval) throw new SubscriptionRefused("same-plan", "It has this plan");
}

/** Applies the terms of the charge, which PayPal has captured or the credit has paid. */
export function paid(subscription: Subscription, capture: Capture | undefined, now: string): Subscription {
  const { charge, ...rest } = claimed(subscription);
  const terms = charge.purpose === "first" ? { ...charge.terms, anchor: now } : charge.terms;
  const creditCents = subscription.creditCents - charge.creditCents;
  const isSamePeriod = charge.purpose !== "first" && inForce(terms).periodStart === subscription.periodStart;
  const captures = [...(isSamePeriod ? subscription.captures : []), ...(capture ? [capture] : [])];
  return { ...rest, ...inForce(terms), captures, creditCents, status: "active", failures: 0 };
}

/** Drops the charge, which PayPal has declined. */
export function declined(subscription: Subscription): Subscription {
  const { charge, ...rest } = claimed(subscription);
  if (charge.purpose === "change") return rest;
  if (charge.purpose === "first") return { ...rest, status: "abandoned" };
  return { ...rest, status: "past-due", failures: subscription.failures + 1 };
}

/** Returns the time of the next attempt to renew, or undefined after the last one. */
export function retryAt({ failures }: Subscription, now: string): string | undefined {
  const days = RETRY_DAYS[failures - 1];
  return days === undefined ? undefined : new Date(Date.parse(now) + days * DAY_MILLIS).toISOString();
}

/** Requests the end, after which no charge is claimed beyond it. */
export function requestCancellation(subscription: Subscription, at: "period-end" | "now", now: string): Subscription {
  const { status, renewsAt } = subscription;
  if (status === "cancelled") return subscription;
  if (status !== "active" && status !== "past-due") throw new SubscriptionRefused("not-active", `It is ${status}`);
  const isOver = status === "past-due" || now >= renewsAt;
  return { ...subscription, cancellation: isOver ? "now" : at };
}

/**
 * Ends a subscription. Its customer is refunded the unused part of the period, at most what PayPal has captured for it;
 * credit is not paid out.
 *
 * @throws ChargeInProgress while a charge may still be captured.
 */
export function end(subscription: Subscription, now: string): Subscription {
  if (subscription.status === "cancelled") return subscription;
  if (subscription.charge) throw new ChargeInProgress();
  const period = { start: subscription.periodStart, end: subscription.periodEnd };
  const refunds = refundsOf(subscription.captures, unusedCents(priceOf(subscription), period, now));
  return { ...subscription, status: "cancelled", endedAt: now, refunds };
}

/** Takes a sum from the captures, the last one first. */
function refundsOf(captures: readonly Capture[], cents: number): readonly Capture[] {
  let remaining = cents;
  const refunds = [...captures].reverse().map(({ captureId, amountCents }) => {
    const refund = { captureId, amountCents: Math.min(amountCents, remaining) };
    remaining -= refund.amountCents;
    return refund;
  });
  return refunds.filter(({ amountCents }) => amountCents > 0);
}

/** Splits a sum between the credit and PayPal. A negative one adds to the credit. */
function payable(cents: number, creditCents: number): Pick<Charge, "amountCents" | "creditCents"> {
  const fromCredit = Math.min(cents, creditCents);
  return { amountCents: cents - fromCredit, creditCents: fromCredit };
}

function claimed(subscription: Subscription): Subscription & { readonly charge: Charge } {
  if (!subscription.charge) throw new SubscriptionRefused("not-active", "No charge is in progress");
  return { ...subscription, charge: subscription.charge };
}

function termsOf({ plan, interval, anchor, index }: Terms): Terms {
  return { plan, interval, anchor, index };
}

function inForce(terms: Terms): Terms & Pick<Subscription, "periodStart" | "periodEnd" | "renewsAt"> {
  const { start, end: periodEnd } = periodOf(terms.anchor, terms.interval, terms.index);
  return { ...terms, periodStart: start, periodEnd, renewsAt: periodEnd };
}

import { metrics, type EventType, type SubscriptionEvent } from "../contract";
import { count } from "../observability";
import { eventOf } from "./events";
import type { Payment } from "./payment";
import { readPayment } from "./payments";
import { SubscriptionRefused } from "./refused";
import { declined, paid, retryAt } from "./rules";
import { transition, type SubscriptionKey, type Transition } from "./store";
import type { Charge, Subscription } from "./subscription";

const TYPES = {
  first: "subscription.created",
  renewal: "subscription.renewed",
  change: "subscription.changed",
} as const satisfies Record<Charge["purpose"], EventType>;

/** Applies a payment that is captured, or due nothing. @returns the same event for a repeated task. */
export async function complete(key: SubscriptionKey, period: string, by: string): Promise<SubscriptionEvent> {
  const payment = await ownPayment(key, period, by);
  if (payment.status === "captured" && payment.event) return payment.event;
  const now = new Date().toISOString();
  const { payment: settled } = await transition(key, (current) => settlement(current, payment, now));
  if (payment.amountCents > 0) count(metrics.paymentsCaptured);
  if (payment.purpose === "first") count(metrics.subscriptionsCreated);
  return settled!.event!;
}

function settlement(current: Subscription, payment: Payment, now: string): Transition {
  const { amountCents, captureId, payPalTokenId = current.payPalTokenId, purpose, period } = payment;
  if (amountCents > 0 && !captureId) throw new Error("A payment without a capture cannot be completed");
  const subscription = paid({ ...current, payPalTokenId }, captureId ? { captureId, amountCents } : undefined, now);
  const event = eventOf(TYPES[purpose], subscription, period, now, { amountCents, payPalId: captureId });
  return { subscription, payment: { ...payment, status: "captured", event } };
}

/** Answer of the task `decline`. */
export interface Failure {
  /** Event of a failed renewal. */
  readonly event?: SubscriptionEvent;
  /** Time of the next attempt; none after the last one. */
  readonly retryAt?: string;
}

/** Drops a payment that PayPal has declined. */
export async function decline(key: SubscriptionKey, period: string, by: string): Promise<Failure> {
  const payment = await ownPayment(key, period, by);
  if (payment.status === "declined") return failureOf(payment.event);
  const now = new Date().toISOString();
  const { payment: settled } = await transition(key, (current) => {
    const subscription = declined(current);
    const next = retryAt(subscription, now);
    const cause = `${period}/${payment.attempt}`;
    const event = eventOf("subscription.payment-failed", subscription, cause, now, { amountCents: 0, retryAt: next });
    const isRenewal = payment.purpose === "renewal";
    return { subscription, payment: { ...payment, status: "declined", ...(isRenewal && { event }) } };
  });
  count(metrics.paymentsDeclined);
  return failureOf(settled!.event);
}

const failureOf = (event: SubscriptionEvent | undefined): Failure => ({ event, retryAt: event?.retryAt });

async function ownPayment({ subscriptionId }: SubscriptionKey, period: string, by: string): Promise<Payment> {
  const payment = await readPayment({ subscriptionId, period });
  if (payment.by !== by) throw new SubscriptionRefused("not-active", "The payment is another execution's");
  return payment;
}

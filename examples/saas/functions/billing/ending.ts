import { metrics, type Cancellation, type SubscriptionEvent } from "../contract";
import { count } from "../observability";
import { refundCapture } from "../paypal/orders";
import { eventOf } from "./events";
import { end, requestCancellation } from "./rules";
import { readSubscription, transition, type SubscriptionKey } from "./store";

/** Requests the end. @returns true if the subscription ends at once, false if it ends with its period. */
export async function cancel(key: SubscriptionKey, { at }: Cancellation): Promise<boolean> {
  const now = new Date().toISOString();
  const { subscription } = await transition(key, (current) => {
    const next = requestCancellation(current, at, now);
    return { subscription: next.cancellation === current.cancellation ? current : next };
  });
  return subscription.cancellation === "now";
}

/** Ends the subscription. @returns the same event for a repeated task. */
export async function endSubscription(key: SubscriptionKey): Promise<SubscriptionEvent> {
  const now = new Date().toISOString();
  const { subscription } = await transition(key, (current) => ({ subscription: end(current, now) }));
  const { endedAt = now, refunds = [] } = subscription;
  if (endedAt === now) count(metrics.subscriptionsCancelled);
  const refunded = refunds.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const amountCents = refunded === 0 ? 0 : -refunded;
  const facts = { amountCents, payPalId: refunds[0]?.captureId, endsAt: endedAt };
  return eventOf("subscription.cancelled", subscription, endedAt, endedAt, facts);
}

/** Refunds the unused part of the period. A repeated task refunds nothing again. */
export async function refund(key: SubscriptionKey): Promise<void> {
  const { refunds = [], subscriptionId } = await readSubscription(key);
  for (const { captureId, amountCents } of refunds) {
    await refundCapture(captureId, amountCents, `refund-${captureId}-${subscriptionId}`.slice(0, 108));
    count(metrics.paymentsRefunded);
  }
}

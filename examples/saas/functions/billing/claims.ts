import { updateItem } from "../adapters/update-item";
import type { PlanChange, SubscriptionRequest } from "../contract";
import { createApprovalOrder } from "../paypal/orders";
import { setting } from "../settings";
import { referenceOf, requestIdOf, type Payment } from "./payment";
import { note, readPayment } from "./payments";
import { SubscriptionRefused } from "./refused";
import { claimChange, claimRenewal, open } from "./rules";
import { create, readSubscription, transition, type SubscriptionKey, type Transition } from "./store";
import type { Subscription } from "./subscription";

/** Answer of the tasks that claim a payment. */
export interface Claim {
  /** Key of the payment. */
  readonly period: string;
  /** True if PayPal is asked for money. */
  readonly isDue: boolean;
}

/** Opens a subscription with the order that its customer approves. */
export async function openSubscription(key: SubscriptionKey, request: SubscriptionRequest, by: string): Promise<Claim> {
  const now = new Date().toISOString();
  const { customerId, subscriptionId } = key;
  const isNew = await create(withPayment(open({ customerId, subscriptionId }, request, { by, now }), now));
  const subscription = await readSubscription(key);
  if (!isNew && subscription.charge?.by !== by) throw new SubscriptionRefused("already-subscribed", "It exists");
  const claim = claimOf(subscription);
  if (claim.isDue) await requestApproval(subscription, await readPayment({ subscriptionId, period: claim.period }));
  return claim;
}

async function requestApproval({ customerId, subscriptionId }: Subscription, payment: Payment): Promise<void> {
  const { amountCents } = payment;
  const order = { reference: referenceOf(payment), requestId: requestIdOf(payment), amountCents };
  const { orderId, approvalUrl } = await createApprovalOrder(order, setting("SITE_URL"));
  await note(payment, { orderId });
  await updateItem({
    TableName: setting("SUBSCRIPTIONS_TABLE"),
    Key: { customerId, subscriptionId },
    UpdateExpression: "SET approvalUrl = :url",
    ConditionExpression: "attribute_exists(subscriptionId)",
    ExpressionAttributeValues: { ":url": approvalUrl },
  });
}

/** Claims the payment of the next period. @param retries - the workflow repeats a failed renewal. */
export async function claimPeriod(key: SubscriptionKey, by: string, retries: boolean): Promise<Claim> {
  const now = new Date().toISOString();
  return claim(key, now, (current) => claimRenewal(current, { by, now }, retries));
}

export async function claimPlanChange(key: SubscriptionKey, to: PlanChange, by: string): Promise<Claim> {
  const now = new Date().toISOString();
  return claim(key, now, (current) => claimChange(current, to, { by, now }));
}

async function claim(
  key: SubscriptionKey,
  now: string,
  decide: (current: Subscription) => Subscription,
): Promise<Claim> {
  const { subscription } = await transition(key, (current) => {
    const next = decide(current);
    return next === current ? { subscription: current } : withPayment(next, now);
  });
  return claimOf(subscription);
}

function withPayment(subscription: Subscription, claimedAt: string): Transition {
  const { customerId, subscriptionId, charge } = subscription;
  const { period, purpose, by, attempt, amountCents, creditCents } = charge!;
  const facts = { purpose, by, attempt, amountCents, creditCents, claimedAt };
  return { subscription, payment: { subscriptionId, period, customerId, status: "claimed", ...facts } };
}

function claimOf({ charge }: Subscription): Claim {
  const { period, amountCents } = charge!;
  return { period, isDue: amountCents > 0 };
}

import { createHash } from "node:crypto";
import { getItem } from "../adapters/get-item";
import { queryItems } from "../adapters/query-items";
import { startExecution } from "../adapters/start-execution";
import type { PlanChange, SubscriptionRequest } from "../contract";
import { Refusal } from "../refusal";
import { setting } from "../settings";
import type { Payment } from "./payment";
import { ChargeInProgress, SubscriptionRefused } from "./refused";
import { claimChange } from "./rules";
import type { SubscriptionKey } from "./store";
import type { Subscription } from "./subscription";

const MAX_SUBSCRIPTIONS = 50;
const MAX_PAYMENTS = 100;

const digest = (...parts: readonly string[]): string => createHash("sha256").update(parts.join("/")).digest("hex");

/** Starts the workflow `create`. The same key begins the same subscription. @returns its id. */
export async function subscribe(customerId: string, key: string, request: SubscriptionRequest): Promise<string> {
  const subscriptionId = `sub_${digest(customerId, key).slice(0, 24)}`;
  const input = { customerId, subscriptionId, request };
  if (await startExecution(setting("CREATE_STATE_MACHINE_ARN"), subscriptionId, input)) return subscriptionId;
  const known = await ownSubscription({ customerId, subscriptionId });
  const isOther = known.status === "pending" && (known.plan !== request.plan || known.interval !== request.interval);
  if (isOther) throw new Refusal("idempotency-key-reused", "The key belongs to another request");
  return subscriptionId;
}

/** @throws Refusal also for the subscription of another customer, so that nobody learns of it. */
export async function ownSubscription({ customerId, subscriptionId }: SubscriptionKey): Promise<Subscription> {
  const found = await getItem<Subscription>(setting("SUBSCRIPTIONS_TABLE"), { customerId, subscriptionId });
  if (!found) throw new Refusal("not-found", "There is no such subscription");
  return found;
}

export async function subscriptionsOf(customerId: string): Promise<readonly Subscription[]> {
  const table = { TableName: setting("SUBSCRIPTIONS_TABLE") };
  return queryItems<Subscription>(table, { name: "customerId", value: customerId }, MAX_SUBSCRIPTIONS);
}

export async function paymentsOf(key: SubscriptionKey): Promise<readonly Payment[]> {
  const { subscriptionId } = await ownSubscription(key);
  const table = { TableName: setting("PAYMENTS_TABLE") };
  return queryItems<Payment>(table, { name: "subscriptionId", value: subscriptionId }, MAX_PAYMENTS);
}

/** Price of a change of plan, if it is requested now. */
export interface ChangePreview {
  /** Cents that PayPal is asked for. */
  readonly amountCents: number;
  /** Cents that the credit pays; negative for cents that it gains. */
  readonly creditCents: number;
}

export async function previewChange(key: SubscriptionKey, to: PlanChange): Promise<ChangePreview> {
  const current = await ownSubscription(key);
  try {
    const { charge } = claimChange(current, to, { by: "preview", now: new Date().toISOString() });
    return { amountCents: charge!.amountCents, creditCents: charge!.creditCents };
  } catch (error) {
    if (error instanceof SubscriptionRefused) throw new Refusal(error.code, error.message);
    if (error instanceof ChargeInProgress) throw new Refusal("payment-due", "A payment is in progress");
    throw error;
  }
}

/** Starts the workflow `change-plan` if the rules allow the change now; the workflow asks them again. */
export async function changePlan(key: SubscriptionKey, idempotencyKey: string, to: PlanChange): Promise<ChangePreview> {
  const preview = await previewChange(key, to);
  const { customerId, subscriptionId } = key;
  const name = `${subscriptionId}-${digest(idempotencyKey).slice(0, 16)}`;
  const input = { customerId, subscriptionId, change: to };
  const isStarted = await startExecution(setting("CHANGE_PLAN_STATE_MACHINE_ARN"), name, input);
  if (!isStarted) throw new Refusal("idempotency-key-reused", "The key belongs to an earlier request");
  return preview;
}

import { getItem } from "../adapters/get-item";
import { transactWrite, type Write } from "../adapters/transact-write";
import { TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";
import type { Payment } from "./payment";
import { SubscriptionRefused } from "./refused";
import type { Subscription } from "./subscription";

const ATTEMPTS = 5;

export interface SubscriptionKey {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** A subscription to write, with the payment that changes with it. */
export interface Transition {
  readonly subscription: Subscription;
  readonly payment?: Payment;
}

/** @throws SubscriptionRefused if the customer has no such subscription. */
export async function readSubscription({ customerId, subscriptionId }: SubscriptionKey): Promise<Subscription> {
  const found = await getItem<Subscription>(setting("SUBSCRIPTIONS_TABLE"), { customerId, subscriptionId });
  if (!found) throw new SubscriptionRefused("not-found", "The customer has no such subscription");
  return found;
}

/**
 * Writes what the rules decide on the current subscription: both items or none, and only if the subscription has not
 * changed since it was read. Otherwise the rules decide again.
 */
export async function transition(
  key: SubscriptionKey,
  decide: (current: Subscription) => Transition,
): Promise<Transition> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const current = await readSubscription(key);
    const next = decide(current);
    if (next.subscription === current) return next;
    if (await write(next, current.version)) return next;
  }
  throw new TemporarilyUnavailable("The subscription");
}

/** Writes a subscription that does not exist yet. @returns false if it does. */
export async function create(first: Transition): Promise<boolean> {
  return write(first, undefined);
}

async function write({ subscription, payment }: Transition, expected: number | undefined): Promise<boolean> {
  const versioned = { ...subscription, version: (expected ?? 0) + 1 };
  const writes = [putSubscription(versioned, expected), ...(payment ? [putPayment(payment)] : [])];
  const failed = await transactWrite(writes);
  if (failed.includes(0)) return false;
  if (failed.length > 0) throw new SubscriptionRefused("not-active", "The period is paid, or another attempt pays it");
  return true;
}

function putSubscription(Item: Subscription, expected: number | undefined): Write {
  const TableName = setting("SUBSCRIPTIONS_TABLE");
  if (expected === undefined)
    return { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(subscriptionId)" } };
  const ExpressionAttributeValues = { ":expected": expected };
  return { Put: { TableName, Item, ConditionExpression: "version = :expected", ExpressionAttributeValues } };
}

/** A claim needs a period that is not paid, a settlement the claim of its own execution. */
function putPayment(Item: Payment): Write {
  const isClaim = Item.status === "claimed";
  return {
    Put: {
      TableName: setting("PAYMENTS_TABLE"),
      Item,
      ConditionExpression: isClaim
        ? "attribute_not_exists(subscriptionId) OR #status = :before"
        : "#status = :before AND #by = :by",
      ExpressionAttributeNames: { "#status": "status", ...(!isClaim && { "#by": "by" }) },
      ExpressionAttributeValues: { ":before": isClaim ? "declined" : "claimed", ...(!isClaim && { ":by": Item.by }) },
    },
  };
}

import { getItem } from "../adapters/get-item";
import { transactWrite, type Write } from "../adapters/transact-write";
import { updateItem } from "../adapters/update-item";
import { TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";
import { paymentKey, type Payment } from "./payment";
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

export async function findPayment(key: Pick<Payment, "subscriptionId" | "period">): Promise<Payment | undefined> {
  return getItem<Payment>(setting("PAYMENTS_TABLE"), paymentKey(key));
}

/** @throws SubscriptionRefused if there is no such payment. */
export async function readPayment(key: Pick<Payment, "subscriptionId" | "period">): Promise<Payment> {
  const found = await findPayment(key);
  if (!found) throw new SubscriptionRefused("not-found", "The subscription has no such payment");
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

/** Notes facts of a payment that PayPal is asked for. @returns false if it is settled, or is another execution's. */
export async function note(
  payment: Payment,
  facts: Partial<Pick<Payment, "orderId" | "captureId" | "payPalTokenId" | "taskToken">>,
): Promise<boolean> {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return true;
  const updated = await updateItem({
    TableName: setting("PAYMENTS_TABLE"),
    Key: paymentKey(payment),
    UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(", ")}`,
    ConditionExpression: "#status = :claimed AND #by = :by",
    ExpressionAttributeNames: {
      ...Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      "#status": "status",
      "#by": "by",
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
      ":claimed": "claimed",
      ":by": payment.by,
    },
  });
  return updated !== undefined;
}

/**
 * Stores the token of the workflow that waits for PayPal.
 *
 * @returns false if PayPal has reported since the workflow looked, so that nothing would resume it.
 */
export async function awaitReport(key: Pick<Payment, "subscriptionId" | "period">, token: string): Promise<boolean> {
  const updated = await updateItem({
    TableName: setting("PAYMENTS_TABLE"),
    Key: paymentKey(key),
    UpdateExpression: "SET taskToken = :token",
    ConditionExpression: "attribute_exists(subscriptionId) AND attribute_not_exists(isReported)",
    ExpressionAttributeValues: { ":token": token },
  });
  return updated !== undefined;
}

/** Notes that PayPal has reported. @returns the payment, or undefined if there is none. */
export async function noteReport(key: Pick<Payment, "subscriptionId" | "period">): Promise<Payment | undefined> {
  return updateItem<Payment>({
    TableName: setting("PAYMENTS_TABLE"),
    Key: paymentKey(key),
    UpdateExpression: "SET isReported = :true",
    ConditionExpression: "attribute_exists(subscriptionId)",
    ExpressionAttributeValues: { ":true": true },
  });
}

/** Forgets the report, before PayPal is asked for the state that it announced. */
export async function forgetReport(key: Pick<Payment, "subscriptionId" | "period">): Promise<void> {
  await updateItem({
    TableName: setting("PAYMENTS_TABLE"),
    Key: paymentKey(key),
    UpdateExpression: "REMOVE isReported, taskToken",
    ConditionExpression: "attribute_exists(subscriptionId)",
  });
}

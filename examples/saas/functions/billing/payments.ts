import { getItem } from "../adapters/get-item";
import { updateItem } from "../adapters/update-item";
import { setting } from "../settings";
import { paymentKey, type Payment, type PaymentKey } from "./payment";
import { SubscriptionRefused } from "./refused";

export async function findPayment(key: PaymentKey): Promise<Payment | undefined> {
  return getItem<Payment>(setting("PAYMENTS_TABLE"), paymentKey(key));
}

/** @throws SubscriptionRefused if there is no such payment. */
export async function readPayment(key: PaymentKey): Promise<Payment> {
  const found = await findPayment(key);
  if (!found) throw new SubscriptionRefused("not-found", "The subscription has no such payment");
  return found;
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
export async function awaitReport(key: PaymentKey, token: string): Promise<boolean> {
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
export async function noteReport(key: PaymentKey): Promise<Payment | undefined> {
  return updateItem<Payment>({
    TableName: setting("PAYMENTS_TABLE"),
    Key: paymentKey(key),
    UpdateExpression: "SET isReported = :true",
    ConditionExpression: "attribute_exists(subscriptionId)",
    ExpressionAttributeValues: { ":true": true },
  });
}

/** Forgets the report, before PayPal is asked for the state that it announced. */
export async function forgetReport(key: PaymentKey): Promise<void> {
  await updateItem({
    TableName: setting("PAYMENTS_TABLE"),
    Key: paymentKey(key),
    UpdateExpression: "REMOVE isReported, taskToken",
    ConditionExpression: "attribute_exists(subscriptionId)",
  });
}

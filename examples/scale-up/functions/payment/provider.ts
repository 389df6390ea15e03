import { createHash } from "node:crypto";
import { getItem } from "../adapters/get-item";
import { putNewItem } from "../adapters/put-item";
import { updateItem } from "../adapters/update-item";
import { chargeKey } from "../orders/order";
import { TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";

interface Charge {
  readonly chargeId: string;
  readonly amountCents: number;
  readonly state: "charged" | "refunded";
}

const attempted = new Set<string>();

/**
 * A simulated provider, whose charges are items beside their orders. The token decides: `tok_approved` is charged,
 * `tok_flaky` from the second attempt on, `tok_unreachable` never answers, and every other token is declined. The order
 * is the idempotency key, so that repeated calls charge once.
 *
 * @returns the id of the charge, or undefined if it is declined.
 */
export async function charge(orderId: string, amountCents: number, paymentToken: string): Promise<string | undefined> {
  if (paymentToken === "tok_unreachable") throw new TemporarilyUnavailable("The payment provider");
  if (paymentToken === "tok_flaky" && !attempted.has(orderId)) {
    attempted.add(orderId);
    throw new TemporarilyUnavailable("The payment provider");
  }
  if (!["tok_approved", "tok_flaky"].includes(paymentToken)) return undefined;
  const chargeId = `sim_${createHash("sha256").update(orderId).digest("hex").slice(0, 24)}`;
  const item = { ...chargeKey(orderId), chargeId, amountCents, state: "charged" };
  await putNewItem(setting("ORDERS_TABLE"), item, "pk");
  return chargeId;
}

/** Refunds the charge of an order. @returns the charge's state before, or undefined if there is no charge. */
export async function refund(orderId: string): Promise<Charge["state"] | undefined> {
  const TableName = setting("ORDERS_TABLE");
  const charged = await getItem<Charge>(TableName, chargeKey(orderId));
  if (charged?.state !== "charged") return charged?.state;
  const refunded = await updateItem({
    TableName,
    Key: chargeKey(orderId),
    UpdateExpression: "SET #state = :refunded",
    ConditionExpression: "#state = :charged",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":refunded": "refunded", ":charged": "charged" },
  });
  return refunded ? "charged" : "refunded";
}

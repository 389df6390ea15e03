import { getItem } from "../adapters/get-item";
import { queryItemsBefore } from "../adapters/query-items-before";
import { metrics, UNPAID_ORDERS } from "../contract";
import { count } from "../observability";
import { setting } from "../settings";
import { cancelOrder } from "./cancel-order";
import { UNPAID, type PlacedOrder } from "./order";

/** Time in which a customer can pay an order. */
const PAYABLE_MILLIS = 30 * 60_000;

/** A payment that has claimed the order first wins. */
const cancellation = {
  UpdateExpression: "SET #status = :cancelled, payment = :expired REMOVE unpaid",
  ConditionExpression: "#status = :pending",
  ExpressionAttributeNames: { "#status": "status" },
  ExpressionAttributeValues: { ":cancelled": "CANCELLED", ":expired": "expired", ":pending": "PENDING" },
};

/**
 * Cancels orders that nobody has paid in time, oldest first, and returns their pieces to the stock.
 *
 * @param hasTime - asked before each order; the next run continues.
 * @returns number of cancelled orders.
 */
export async function expireOrders(hasTime: () => boolean): Promise<number> {
  const TableName = setting("ORDERS_TABLE");
  const placedAt = new Date(Date.now() - PAYABLE_MILLIS).toISOString();
  const unpaid = queryItemsBefore<{ readonly pk: string; readonly sk: string }>(
    { TableName, IndexName: UNPAID_ORDERS },
    { name: "unpaid", value: UNPAID },
    { name: "placedAt", value: placedAt },
  );
  let cancelled = 0;
  for await (const { pk, sk } of unpaid) {
    if (!hasTime()) break;
    const order = await getItem<PlacedOrder>(TableName, { pk, sk });
    if (!order || !(await cancelOrder(order, cancellation))) continue;
    count(metrics.ordersExpired);
    cancelled += 1;
  }
  return cancelled;
}

import { transactWrite, type Write } from "../adapters/transact-write";
import { setting } from "../settings";
import { orderKey, stockWrites, type PlacedOrder } from "./order";

/** Update of an order that cancels it, and the condition on which it may. */
export type Cancellation = Pick<
  NonNullable<Write["Update"]>,
  "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

/**
 * Cancels an order and returns its pieces to the stock in one transaction. Products that no longer exist get none.
 *
 * @returns false if the condition of the cancellation does not hold.
 */
export async function cancelOrder(
  { orderId, items }: Pick<PlacedOrder, "orderId" | "items">,
  cancellation: Cancellation,
): Promise<boolean> {
  const TableName = setting("ORDERS_TABLE");
  const failed = await transactWrite([
    { Update: { TableName, Key: orderKey(orderId), ...cancellation } },
    ...stockWrites(TableName, items, 1),
  ]);
  if (failed.length === 0) return true;
  if (failed.includes(0)) return false;
  return cancelOrder({ orderId, items: items.filter((_, index) => !failed.includes(index + 1)) }, cancellation);
}

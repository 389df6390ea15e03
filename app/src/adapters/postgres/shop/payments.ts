import { Refusal } from "../../../domain/errors";
import type { OrderStatus } from "../../../domain/model";
import type { ReservedPayment } from "../../../domain/ports";
import { pointsEarned } from "../../../domain/points";
import { addPoints } from "./customers";
import type { Database } from "../connection/database";
import { recordMessage } from "../messages/outbox";
import { lockProducts, moveStock } from "./products";
import type { Session } from "../connection/session";
import { isUuid } from "../uuid";

interface PaidOrder {
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly totalCents: number;
  readonly pointsRedeemed: number;
  readonly paymentToken: string | null;
}

/** @throws Refusal `not-found`, or `conflict` for a cancelled order. */
export function reservePayment(database: Database, orderId: string): Promise<ReservedPayment> {
  return database.transaction(async (session) => {
    const order = await lockOrder(session, orderId);
    if (order.status === "cancelled") throw new Refusal("conflict", "The order is cancelled");
    const { totalCents: amountCents, paymentToken } = order;
    await session.query(
      "INSERT INTO payments (order_id, amount_cents) VALUES ($1, $2) ON CONFLICT (order_id) DO NOTHING",
      [orderId, amountCents],
    );
    const [payment] = await session.query<{ reference: string | null }>(
      "SELECT reference FROM payments WHERE order_id = $1",
      [orderId],
    );
    return { amountCents, paymentToken, reference: payment!.reference };
  });
}

/**
 * @throws Refusal `not-found` before the payment is reserved, `conflict` when it was charged under another reference.
 */
export function recordCharge(database: Database, orderId: string, reference: string): Promise<boolean> {
  return database.transaction(async (session) => {
    const { status } = await lockOrder(session, orderId);
    if (status === "cancelled") return false;
    const [payment] = await session.query<{ reference: string }>(
      "UPDATE payments SET reference = coalesce(reference, $2) WHERE order_id = $1 RETURNING reference",
      [orderId, reference],
    );
    if (!payment) throw new Refusal("not-found", "The payment is not reserved");
    if (payment.reference !== reference) throw new Refusal("conflict", "The payment has another reference");
    return true;
  });
}

/** @throws Refusal `not-found`, or `conflict` for an order that is cancelled or not charged. */
export function confirmPayment(database: Database, orderId: string): Promise<boolean> {
  return database.transaction(async (session) => {
    const order = await lockOrder(session, orderId);
    if (order.status === "paid") return false;
    if (order.status === "cancelled") throw new Refusal("conflict", "The order is cancelled");
    if (!(await isCharged(session, orderId))) throw new Refusal("conflict", "The order is not charged");
    const points = pointsEarned(order.totalCents);
    await session.query("UPDATE orders SET status = 'paid', points_earned = $2, payment_token = NULL WHERE id = $1", [
      orderId,
      points,
    ]);
    await addPoints(session, { customerId: order.customerId, orderId, points, reason: "earned" });
    await recordMessage(session, "order.paid", orderId);
    return true;
  });
}

/** @throws Refusal `not-found`, or `conflict` for a paid order. */
export function releasePayment(database: Database, orderId: string): Promise<boolean> {
  return database.transaction(async (session) => {
    const order = await lockOrder(session, orderId);
    if (order.status === "cancelled") return false;
    if (order.status === "paid") throw new Refusal("conflict", "The order is paid");
    await session.query("UPDATE orders SET status = 'cancelled', payment_token = NULL WHERE id = $1", [orderId]);
    const { customerId, pointsRedeemed: points } = order;
    await addPoints(session, { customerId, orderId, points, reason: "returned" });
    await returnStock(session, orderId);
    await recordMessage(session, "order.cancelled", orderId);
    return true;
  });
}

export async function orderStatuses(
  database: Database,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderStatus>> {
  const rows = await database.read<{ id: string; status: OrderStatus }>(
    "SELECT id, status FROM orders WHERE id = ANY($1::uuid[])",
    [orderIds.filter(isUuid)],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

async function lockOrder(session: Session, orderId: string): Promise<PaidOrder> {
  const [order] = isUuid(orderId)
    ? await session.query<PaidOrder>(
        `SELECT customer_id AS "customerId", status, total_cents AS "totalCents", points_redeemed AS "pointsRedeemed",
           payment_token AS "paymentToken"
         FROM orders WHERE id = $1 FOR NO KEY UPDATE`,
        [orderId],
      )
    : [];
  if (!order) throw new Refusal("not-found", "The order does not exist");
  return order;
}

/** A payment without an amount needs no charge. */
async function isCharged(session: Session, orderId: string): Promise<boolean> {
  const rows = await session.query(
    "SELECT 1 FROM payments WHERE order_id = $1 AND (reference IS NOT NULL OR amount_cents = 0)",
    [orderId],
  );
  return rows.length > 0;
}

async function returnStock(session: Session, orderId: string): Promise<void> {
  const items = await session.query<{ productId: string; quantity: number }>(
    `SELECT product_id AS "productId", quantity FROM order_items WHERE order_id = $1`,
    [orderId],
  );
  await lockProducts(
    session,
    items.map(({ productId }) => productId),
  );
  await moveStock(session, items, 1);
}

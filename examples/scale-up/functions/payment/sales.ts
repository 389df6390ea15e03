import { query } from "../adapters/database";
import type { PlacedOrder } from "../orders/order";

/** Statement for one sale and its items: all of them, or none. A repeated one changes nothing. */
const INSERT = `
  WITH sale AS (
    INSERT INTO sales (order_id, customer_id, paid_at, total_cents) VALUES ($1, $2, $3, $4)
    ON CONFLICT (order_id) DO NOTHING RETURNING order_id
  )
  INSERT INTO sale_items (order_id, product_id, quantity, price_cents)
  SELECT sale.order_id, item.product_id, item.quantity, item.price_cents
  FROM sale, jsonb_to_recordset($5::jsonb) AS item (product_id text, quantity int, price_cents int)`;

/** Enters a paid order into the analytics database. */
export async function recordSale({ orderId, customerId, totalCents, items }: PlacedOrder): Promise<void> {
  const rows = items.map(({ productId, quantity, priceCents }) => ({
    product_id: productId,
    quantity,
    price_cents: priceCents,
  }));
  await query("read-write", INSERT, [orderId, customerId, new Date().toISOString(), totalCents, JSON.stringify(rows)]);
}

/** Removes the sale of an order that is refunded. */
export async function removeSale(orderId: string): Promise<void> {
  await query("read-write", "DELETE FROM sales WHERE order_id = $1", [orderId]);
}

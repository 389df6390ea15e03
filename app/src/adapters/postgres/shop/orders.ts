import type { Order, OrderItem, OrderStatus, Page, PageRequest } from "../../../domain/model";
import type { Database } from "../connection/database";
import { readPage } from "./pages";
import { isUuid } from "../uuid";

interface OrderRow {
  id: string;
  customer_id: string;
  status: OrderStatus;
  items: OrderItem[];
  subtotal_cents: number;
  points_redeemed: number;
  total_cents: number;
  points_earned: number;
  created_at: Date;
}

const SELECT = `SELECT id, customer_id, status, subtotal_cents, points_redeemed, total_cents, points_earned, created_at, (
    SELECT json_agg(json_build_object(
      'productId', product_id, 'name', name, 'quantity', quantity, 'priceCents', price_cents,
      'canRate', orders.status = 'paid' AND NOT EXISTS (SELECT FROM feedback
        WHERE feedback.customer_id = orders.customer_id AND feedback.product_id = order_items.product_id)
    ) ORDER BY position) FROM order_items WHERE order_id = orders.id
  ) AS items FROM orders`;

export function listOrders(database: Database, customerId: string, page: PageRequest): Promise<Page<Order>> {
  return readPage(
    page,
    (limit, after) =>
      database.read<OrderRow>(
        `${SELECT} WHERE customer_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [customerId, after, limit],
      ),
    toOrder,
  );
}

export async function findOrder(database: Database, customerId: string, orderId: string): Promise<Order | undefined> {
  if (!isUuid(orderId)) return undefined;
  const [row] = await database.read<OrderRow>(`${SELECT} WHERE id = $1 AND customer_id = $2`, [orderId, customerId]);
  return row && toOrder(row);
}

function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    customerId: row.customer_id,
    status: row.status,
    items: row.items,
    subtotalCents: row.subtotal_cents,
    pointsRedeemed: row.points_redeemed,
    totalCents: row.total_cents,
    pointsEarned: row.points_earned,
    createdAt: row.created_at.toISOString(),
  };
}

import type { OrderMessage } from "../../../domain/model";
import type { OutboxStore } from "../../../domain/ports";
import { traceHeader } from "../../../observability";
import type { Database } from "../connection/database";
import type { Session } from "../connection/session";
import { newId } from "../uuid";

/**
 * Longer than a payment takes without faults. A workflow that still runs by then is announced too, which changes
 * nothing: Step Functions refuses a second execution of the same name.
 */
export const ANNOUNCE_AGAIN_MINUTES = 30;

type Drain = OutboxStore["drain"];

interface MessageRow {
  position: string;
  id: string;
  type: OrderMessage["type"];
  order_id: string;
  customer_id: string;
  product_ids: string[];
  occurred_at: Date;
  trace_header: string | null;
}

/** Records a message about an order; it is sent if the transaction commits. */
export async function recordMessage(session: Session, type: OrderMessage["type"], orderId: string): Promise<void> {
  await session.query(
    `INSERT INTO outbox (id, type, trace_header, order_id, customer_id, product_ids)
     SELECT $1, $2, $4, id, customer_id, ARRAY(SELECT product_id FROM order_items WHERE order_id = id ORDER BY position)
     FROM orders WHERE id = $3`,
    [newId(), type, orderId, traceHeader()],
  );
}

/** The messages stay locked while they are sent; concurrent callers skip them. */
export function drainOutbox(
  database: Database,
  limit: number,
  send: Parameters<Drain>[1],
  after = "0",
): ReturnType<Drain> {
  return database.transaction(async (session) => {
    const rows = await session.query<MessageRow>(
      `SELECT position, id, type, order_id, customer_id, product_ids, occurred_at, trace_header FROM outbox
       WHERE position > $2 ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit, after],
    );
    if (rows.length === 0) return { sent: 0, next: undefined };
    const sentIds = await send(rows.map(toMessage));
    const deletedRows = await session.query("DELETE FROM outbox WHERE id = ANY($1::uuid[]) RETURNING id", [sentIds]);
    return { sent: deletedRows.length, next: rows.length < limit ? undefined : rows.at(-1)!.position };
  });
}

export function outboxAgeSeconds(database: Database): Promise<number> {
  return ageOfOldest(database, "SELECT min(occurred_at) AS moment FROM outbox");
}

/** Orders with an unsent message are skipped. Concurrent callers take different orders. */
export function announceAgain(database: Database, limit: number): Promise<number> {
  return database.transaction(async (session) => {
    const orders = await session.query<{ id: string }>(
      `UPDATE orders SET announced_at = now() WHERE id IN (
         SELECT id FROM orders WHERE status = 'placed' AND announced_at < now() - make_interval(mins => $1)
           AND NOT EXISTS (SELECT 1 FROM outbox WHERE order_id = orders.id)
         ORDER BY announced_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING id`,
      [ANNOUNCE_AGAIN_MINUTES, limit],
    );
    for (const { id } of orders) await recordMessage(session, "order.placed", id);
    return orders.length;
  });
}

export function oldestPlacedSeconds(database: Database): Promise<number> {
  return ageOfOldest(database, "SELECT min(created_at) AS moment FROM orders WHERE status = 'placed'");
}

/** @param moments - a statement that selects one `moment`, or null. */
async function ageOfOldest(database: Database, moments: string): Promise<number> {
  const [row] = await database.read<{ age: number }>(
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - moment), 0)::float8 AS age FROM (${moments}) AS oldest`,
  );
  return Math.max(0, row!.age);
}

function toMessage(row: MessageRow): OrderMessage {
  return {
    id: row.id,
    type: row.type,
    orderId: row.order_id,
    customerId: row.customer_id,
    productIds: row.product_ids,
    occurredAt: row.occurred_at.toISOString(),
    traceHeader: row.trace_header ?? undefined,
  };
}

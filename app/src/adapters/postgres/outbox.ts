import type { OrderMessage } from "../../domain/model";
import type { OutboxStore } from "../../domain/ports";
import type { Database } from "./database";
import type { Session } from "./session";
import { newId } from "./uuid";

type Drain = OutboxStore["drain"];

interface MessageRow {
  id: string;
  type: OrderMessage["type"];
  order_id: string;
  customer_id: string;
  product_ids: string[];
  occurred_at: Date;
}

/** Leaves a message about an order, which goes out if the transaction commits. */
export async function recordMessage(session: Session, type: OrderMessage["type"], orderId: string): Promise<void> {
  await session.query(
    `INSERT INTO outbox (id, type, order_id, customer_id, product_ids)
     SELECT $1, $2, id, customer_id, ARRAY(SELECT product_id FROM order_items WHERE order_id = id ORDER BY position)
     FROM orders WHERE id = $3`,
    [newId(), type, orderId],
  );
}

/** The messages stay locked while they are sent; another caller skips them and takes the next ones. */
export function drainOutbox(database: Database, limit: number, send: Parameters<Drain>[1]): ReturnType<Drain> {
  return database.transaction(async (session) => {
    const rows = await session.query<MessageRow>(
      `SELECT id, type, order_id, customer_id, product_ids, occurred_at FROM outbox
       ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit],
    );
    if (rows.length === 0) return 0;
    const sent = await send(rows.map(toMessage));
    const gone = await session.query("DELETE FROM outbox WHERE id = ANY($1::uuid[]) RETURNING id", [sent]);
    return gone.length;
  });
}

export async function outboxAgeSeconds(database: Database): Promise<number> {
  const [row] = await database.read<{ age: number }>(
    "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)::float8 AS age FROM outbox",
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
  };
}

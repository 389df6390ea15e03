import type { Database } from "../connection/database";

/**
 * Longer than a message can be delivered again: the order queue retains it for 4 days, its dead-letter queue for 14,
 * and a redriven message has another 4. Customers repeat an order within minutes.
 */
export const RETENTION_DAYS = 30;

const purges = [
  `DELETE FROM inbox WHERE message_id IN (
     SELECT message_id FROM inbox WHERE done_at < now() - make_interval(days => $1)
     ORDER BY done_at LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
  `DELETE FROM order_requests WHERE (customer_id, idempotency_key) IN (
     SELECT customer_id, idempotency_key FROM order_requests WHERE created_at < now() - make_interval(days => $1)
     ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
  `DELETE FROM ended_sessions WHERE id IN (
     SELECT id FROM ended_sessions WHERE ended_at < now() - make_interval(days => $1)
     ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
];

/** Concurrent runs remove different rows. Each table has a separate transaction, so that locks are short. */
export async function purgeOldRows(database: Database, limit: number): Promise<number> {
  let count = 0;
  for (const text of purges) {
    const rows = await database.transaction((session) => session.query(text, [RETENTION_DAYS, limit]));
    count += rows.length;
  }
  return count;
}

import type { Database } from "../connection/database";

/**
 * Longer than a message can come again: the order queue keeps it for 4 days, its dead-letter queue for 14, and one that is brought back from
 * there has its 4 days again. Whoever repeats an order does so within minutes, so that its answer is gone long after the last one has asked.
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
];

/** Two runs at once remove different rows. Each kind has a transaction of its own, so that locks are held for a moment only. */
export async function purgeOldRows(database: Database, limit: number): Promise<number> {
  let purged = 0;
  for (const text of purges) {
    const gone = await database.transaction((session) => session.query(text, [RETENTION_DAYS, limit]));
    purged += gone.length;
  }
  return purged;
}

import type { Database } from "../connection/database";

/**
 * The mark is written before the work and committed after it, so that a second consumer of the message waits for the
 * first. The work must not use the database itself, because it would need the environment's only connection.
 */
export function doOnce(database: Database, messageId: string, work: () => Promise<void>): Promise<boolean> {
  return database.transaction(async (session) => {
    const rows = await session.query(
      "INSERT INTO inbox (message_id) VALUES ($1) ON CONFLICT (message_id) DO NOTHING RETURNING message_id",
      [messageId],
    );
    if (rows.length === 0) return false;
    await work();
    return true;
  });
}

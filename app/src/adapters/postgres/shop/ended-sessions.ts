import type { Database } from "../connection/database";

export async function endSession(database: Database, sessionId: string): Promise<void> {
  await database.transaction((session) =>
    session.query("INSERT INTO ended_sessions (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", [sessionId]),
  );
}

export async function isSessionEnded(database: Database, sessionId: string): Promise<boolean> {
  return (await database.read("SELECT 1 FROM ended_sessions WHERE id = $1", [sessionId])).length > 0;
}

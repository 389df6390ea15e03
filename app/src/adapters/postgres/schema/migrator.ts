import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { migrateTimeoutSeconds } from "../../../../contract";
import type { Database } from "../connection/database";
import { sqlState } from "../connection/failures";
import type { Session } from "../connection/session";

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** Any number will do that nothing else in the database locks. */
const LOCK = 7_201_443;

/** For connecting, and for the answer after the last statement. */
const MARGIN_SECONDS = 20;

/** Lambda ends the function after its timeout, but not what the server does for it: the locks would stay. */
const TIMEOUT_MILLIS = (migrateTimeoutSeconds - MARGIN_SECONDS) * 1000;

const HISTORY = `CREATE TABLE IF NOT EXISTS schema_migrations (
  name text PRIMARY KEY,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * Applies the SQL files of a directory that the database has not seen, in the order of their names and in one
 * transaction: all or nothing. Several at once wait for the first. Migrations that the database has and the directory
 * has not belong to a newer image and are left alone.
 *
 * @param timeoutMillis - what all files together may take; the server looks at it for each statement, those of one
 * file with the same limit.
 * @returns the names of the files that this call applied.
 * @throws Error when a file that was applied has changed since, or when a new file comes before an applied one.
 * @throws TemporarilyUnavailable when the time is over.
 */
export async function migrate(
  database: Database,
  directory: string,
  timeoutMillis: number = TIMEOUT_MILLIS,
): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const deadline = Date.now() + timeoutMillis;
  return database.transaction(async (session) => {
    await session.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    // A table that is in use would otherwise make every later statement of the running shop wait behind this one.
    await session.query("SET LOCAL lock_timeout = '5s'");
    await session.query(HISTORY);
    const pending = await findPending(session, migrations);
    for (const migration of pending) {
      await allowUntil(session, deadline);
      await apply(session, migration);
    }
    return pending.map(({ name }) => name);
  }, timeoutMillis);
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  if (names.length === 0) throw new Error("The directory of migrations has no SQL file");
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(directory, name), "utf8");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

async function findPending(session: Session, migrations: readonly Migration[]): Promise<Migration[]> {
  const rows = await session.query<{ name: string; checksum: string }>("SELECT name, checksum FROM schema_migrations");
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of migrations)
    if (applied.has(name) && applied.get(name) !== checksum)
      throw new Error(`Checksum drift: ${name} was changed after it had been applied; add a new migration instead`);
  const pending = migrations.filter(({ name }) => !applied.has(name));
  const early = pending.find(({ name }) => rows.some((row) => row.name > name));
  if (early) throw new Error(`${early.name} comes before a migration that is applied; give it a later name`);
  return pending;
}

/** The server takes 0 for no limit at all. */
async function allowUntil(session: Session, deadline: number): Promise<void> {
  const millis = Math.max(1, deadline - Date.now());
  await session.query("SELECT set_config('statement_timeout', $1, true)", [String(millis)]);
}

async function apply(session: Session, { name, text, checksum }: Migration): Promise<void> {
  try {
    await session.query(text);
  } catch (error) {
    if (sqlState(error) === undefined) throw error;
    throw new Error(`${name} could not be applied: ${(error as Error).message}`, { cause: error });
  }
  await session.query("INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)", [name, checksum]);
}

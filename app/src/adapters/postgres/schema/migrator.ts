import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { migrateTimeoutSeconds } from "../../../../contract";
import { TemporarilyUnavailable } from "../../../domain/errors";
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

const LOCK_PAUSE_MILLIS = 50;

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
 * Applies the SQL files of a directory that the database has not seen, in the order of their names. Consecutive files
 * are one transaction: all or nothing. A file that begins with `-- transaction: none` runs by itself without a
 * transaction, and must be repeatable, because a failure may leave a part of it. Several at once wait for the first.
 * Migrations that the database has and the directory has not belong to a newer image and are left alone.
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
  const left = () => Math.max(1, deadline - Date.now());
  const applied: string[] = [];
  for (;;) {
    const together = await untilLocked(deadline, () =>
      database.transaction((session) => applyTogether(session, migrations, deadline), left()),
    );
    applied.push(...together.applied);
    if (!together.isInterrupted) return applied;
    const alone = await untilLocked(deadline, () =>
      database.outsideTransaction((session) => applyAlone(session, migrations, deadline), left()),
    );
    applied.push(...alone);
  }
}

/**
 * Repeats the attempt until it gets the lock. A transaction that waits for the lock would hold up
 * `CREATE INDEX CONCURRENTLY` of the run that has it, and with that itself.
 */
async function untilLocked<Result>(deadline: number, attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (;;) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (Date.now() > deadline)
      throw new TemporarilyUnavailable("database", { cause: new Error("Another run goes on") });
    await pause(LOCK_PAUSE_MILLIS);
  }
}

/** Applies what is pending before the next file without a transaction. Returns undefined without the lock. */
async function applyTogether(session: Session, migrations: readonly Migration[], deadline: number) {
  if (!(await lock(session, "pg_try_advisory_xact_lock"))) return undefined;
  // A table that is in use would otherwise make every later statement of the running shop wait behind this one.
  await session.query("SET LOCAL lock_timeout = '5s'");
  await session.query(HISTORY);
  const pending = await findPending(session, migrations);
  const end = pending.findIndex(isWithoutTransaction);
  const together = end < 0 ? pending : pending.slice(0, end);
  for (const migration of together) {
    await allowUntil(session, deadline, "transaction");
    await apply(session, migration, [migration.text]);
  }
  return { applied: together.map(({ name }) => name), isInterrupted: end >= 0 };
}

/** Applies the next file, unless a concurrent run has done that. Returns undefined without the lock. */
async function applyAlone(session: Session, migrations: readonly Migration[], deadline: number) {
  if (!(await lock(session, "pg_try_advisory_lock"))) return undefined;
  try {
    const [next] = await findPending(session, migrations);
    if (!next || !isWithoutTransaction(next)) return [];
    await allowUntil(session, deadline, "session");
    await apply(session, next, statementsOf(next));
    return [next.name];
  } finally {
    await session.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
  }
}

async function lock(session: Session, attempt: "pg_try_advisory_lock" | "pg_try_advisory_xact_lock"): Promise<boolean> {
  const [row] = await session.query<{ locked: boolean }>(`SELECT ${attempt}($1) AS locked`, [LOCK]);
  return row!.locked;
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

function isWithoutTransaction({ text }: Migration): boolean {
  return /^-- transaction: none\s*$/m.test(text.split("\n", 1)[0]!);
}

/** PostgreSQL would run statements that are sent together in one transaction. Each ends with a line. */
function statementsOf({ text }: Migration): string[] {
  return text.split(/;[ \t]*$/m).filter((statement) => statement.replaceAll(/^--.*$/gm, "").trim() !== "");
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
async function allowUntil(session: Session, deadline: number, scope: "transaction" | "session"): Promise<void> {
  const millis = Math.max(1, deadline - Date.now());
  const values = [String(millis), scope === "transaction"];
  await session.query("SELECT set_config('statement_timeout', $1, $2)", values);
}

async function apply(session: Session, { name, checksum }: Migration, statements: readonly string[]): Promise<void> {
  try {
    for (const statement of statements) await session.query(statement);
  } catch (error) {
    if (sqlState(error) === undefined) throw error;
    throw new Error(`${name} could not be applied: ${(error as Error).message}`, { cause: error });
  }
  await session.query("INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)", [name, checksum]);
}

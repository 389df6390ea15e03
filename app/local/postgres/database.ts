import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { connectionTo, openDatabase, type Database } from "../../src/adapters/postgres";
import { CREDENTIALS, startServer, stopServer, writtenPort } from "./embedded-server";
import { LocalProblem, reasonOf } from "../problem";
import { fileFrom } from "../settings";

/** A PostgreSQL server for the local shop. */
export interface LocalDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** Folder for the data of the local shop; git ignores it. */
const localFolder = fileFrom(process.env, "LOCAL_FOLDER") ?? join(import.meta.dirname, "../../.local");

/** Limit of the wait for a server that another process starts or stops, from the first failure. */
const PATIENCE_MILLIS = 60_000;

/**
 * Returns the server in `DATABASE_URL`, or an embedded one with its data in a folder. All shops on the folder share it:
 * the first starts it, or finds it running after another was killed, and the last stops it.
 */
export async function openLocalDatabase(
  databaseUrl: string | undefined,
  folder = join(localFolder, "postgres"),
): Promise<LocalDatabase> {
  if (databaseUrl) return { url: databaseUrl, stop: async () => {} };
  let deadline: number | undefined;
  for (;;) {
    try {
      const { url, user } = await enter(folder);
      return { url, stop: () => leave(user, folder) };
    } catch (error) {
      const isOfOthers = !(error instanceof LocalProblem) || (await writtenPort(folder)) !== undefined;
      if (!isOfOthers) throw error;
      deadline ??= Date.now() + PATIENCE_MILLIS;
      if (Date.now() > deadline)
        throw new LocalProblem(`PostgreSQL cannot be used on ${folder}: ${reasonOf(error)}`, { cause: error });
      await pause(100);
    }
  }
}

/** Opens connections for callers other than the functions, such as the seed. */
export function openConnection(url: string, variables: NodeJS.ProcessEnv = process.env): Database {
  const caFile = fileFrom(variables, "DATABASE_CA_FILE");
  return openDatabase({ connection: connectionTo(url, caFile && readFileSync(caFile, "utf8")) });
}

/**
 * Advisory lock that every shop holds shared while it uses the server; the process that gets it exclusively is the
 * last.
 */
const USERS_LOCK = 7_465;

/** Connects to the folder's server, and starts it if it does not run. */
async function enter(folder: string): Promise<{ readonly url: string; readonly user: pg.Client }> {
  const port = await writtenPort(folder);
  try {
    if (port) return await enterAt(port);
  } catch (error) {
    // A server that was killed has left its port behind.
    if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
  }
  return enterAt(await startServer(folder));
}

async function enterAt(port: number): Promise<{ readonly url: string; readonly user: pg.Client }> {
  const url = `postgres://${CREDENTIALS.user}:${CREDENTIALS.password}@127.0.0.1:${port}/postgres`;
  const user = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // The next statement reports a lost server.
  user.on("error", () => undefined);
  await user.connect();
  await user.query("SELECT pg_advisory_lock_shared($1)", [USERS_LOCK]);
  return { url, user };
}

/** Stops using the server, and shuts it down if no other process uses it. */
async function leave(user: pg.Client, folder: string): Promise<void> {
  if (await isLast(user)) await stopServer(folder);
  else await user.end();
}

/** A later process waits for the lock until the server has ended, and starts it again. */
async function isLast(user: pg.Client): Promise<boolean> {
  try {
    await user.query("SELECT pg_advisory_unlock_shared($1)", [USERS_LOCK]);
    const { rows } = await user.query<{ last: boolean }>("SELECT pg_try_advisory_lock($1) AS last", [USERS_LOCK]);
    return rows[0]!.last;
  } catch {
    // Another process has stopped the server.
    return false;
  }
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { metrics } from "../contract";
import { describeError, logger, measure } from "../observability";
import { TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";
import { readSecret } from "./read-secret";

const CONNECT_MILLIS = 3_000;
const STATEMENT_MILLIS = 8_000;
/** Extra wait of the client, so that the server's own error can arrive. */
const MARGIN_MILLIS = 1_000;

const INVALID_PASSWORD = "28P01";

/** Access of a session: the server refuses writes of one that is `read-only`. */
export type Access = "read-only" | "read-write";

let client: Promise<pg.Client> | undefined;

/** Runs a statement. @throws TemporarilyUnavailable if the server does not answer. */
export async function query<Row extends pg.QueryResultRow>(
  access: Access,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const connected = await (client ??= open(access)).catch(unavailable);
  const startedAt = performance.now();
  try {
    const { rows } = await connected.query<Row>(text, [...values]);
    measure(metrics.queryTime, performance.now() - startedAt);
    return rows;
  } catch (error) {
    // An error of the server has a severity; any other leaves the connection in an unknown state.
    if ("severity" in (error as object)) throw error;
    return unavailable(error);
  }
}

/** Ends the connection. */
export async function closeDatabase(): Promise<void> {
  const open = client;
  client = undefined;
  await open?.then((connected) => connected.end()).catch(() => undefined);
}

async function unavailable(error: unknown): Promise<never> {
  await closeDatabase();
  throw new TemporarilyUnavailable("The database", { cause: error });
}

/** The password may have been rotated since it was read. */
async function open(access: Access): Promise<pg.Client> {
  try {
    return await connect(access, false);
  } catch (error) {
    if ((error as { code?: string }).code !== INVALID_PASSWORD) throw error;
    return connect(access, true);
  }
}

async function connect(access: Access, isFresh: boolean): Promise<pg.Client> {
  const secret = JSON.parse(await readSecret(setting("DATABASE_SECRET_ARN"), isFresh)) as Credentials;
  const connection = new pg.Client({
    host: setting("DATABASE_ENDPOINT"),
    port: Number(setting("DATABASE_PORT")),
    database: setting("DATABASE_NAME"),
    user: secret.username,
    password: secret.password,
    ssl: { rejectUnauthorized: true, ...authorities() },
    connectionTimeoutMillis: CONNECT_MILLIS,
    statement_timeout: STATEMENT_MILLIS,
    query_timeout: STATEMENT_MILLIS + MARGIN_MILLIS,
    keepAlive: true,
    options: `-c default_transaction_read_only=${access === "read-only" ? "on" : "off"}`,
  });
  connection.on("error", (error) => {
    logger.warn("The database's connection failed", { failure: describeError(error) });
    client = undefined;
  });
  await connection.connect();
  return connection;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** RDS has its own certificate authorities, which the build copies into the bundle. */
function authorities(): { readonly ca?: string } {
  const file = process.env["DATABASE_CA_FILE"] ?? join(__dirname, "rds-ca.pem");
  return existsSync(file) ? { ca: readFileSync(file, "utf8") } : {};
}

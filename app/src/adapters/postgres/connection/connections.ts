import pg from "pg";
import type { ConnectionOptions } from "node:tls";
import { orderQueue } from "../../../../contract";
import { TemporarilyUnavailable } from "../../../domain/errors";
import { sqlState } from "./failures";

/** A server with credentials from a rotated secret. */
export interface ServerConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Called before the first connection, and again after the server has refused the credentials. */
  readonly user: () => Promise<{ readonly username: string; readonly password: string }>;
  readonly ssl?: ConnectionOptions;
}

/** A server from a developer's URL, with credentials. */
export interface ConnectionString {
  readonly connectionString: string;
  readonly ssl?: ConnectionOptions;
}

export interface DatabaseOptions {
  readonly connection: ServerConnection | ConnectionString;
  /** Drops the credentials that `connection.user` caches; called at most once per acquired connection. */
  readonly onCredentialsRefused?: () => void | Promise<void>;
  /** @default 1 - an execution environment of Lambda does one thing at a time. */
  readonly maxConnections?: number;
  /** @default 3000 */
  readonly connectTimeoutMillis?: number;
  /** The server ends a statement after this time; the client stops waiting one second later. @default 4000 */
  readonly statementTimeoutMillis?: number;
}

/** Extra wait of the client, so that the server's own error can arrive. */
export const CLIENT_MARGIN_MILLIS = 1000;

const DEFAULTS = { maxConnections: 1, connectTimeoutMillis: 3000, statementTimeoutMillis: 4000 } as const;

/**
 * Limit of an idle transaction. Only the transactions of the worker and the outbox wait for another service, and
 * neither function runs longer than this. An older idle transaction belongs to a dead environment whose locks block
 * others.
 */
const IDLE_TRANSACTION_MILLIS = orderQueue.workerTimeoutSeconds * 1000;

const INVALID_PASSWORD = "28P01";

/** The connections of one execution environment. */
export class Connections {
  readonly #options: DatabaseOptions;
  #pool: Promise<pg.Pool> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /**
   * Borrows a connection; `release` returns it. If the server refuses the credentials, they are read again once.
   *
   * @throws TemporarilyUnavailable, or the error of `connection.user`.
   */
  async acquire(): Promise<pg.PoolClient> {
    const pool = this.#current();
    try {
      return await connect(await pool);
    } catch (error) {
      if (!(error instanceof CredentialsRefused)) throw error;
    }
    return connect(await this.#renewed(pool)).catch(giveUp);
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await (await pool)?.end();
  }

  #current(): Promise<pg.Pool> {
    return (this.#pool ??= this.#remember(openPool(this.#options)));
  }

  /**
   * Returns the pool that replaces `refused`: of several callers with the same pool, the first reads the credentials
   * for all.
   */
  #renewed(refused: Promise<pg.Pool>): Promise<pg.Pool> {
    if (this.#pool !== refused) return this.#current();
    this.#pool = this.#remember(this.#reopen());
    void refused.then((pool) => pool.end());
    return this.#pool;
  }

  async #reopen(): Promise<pg.Pool> {
    await this.#options.onCredentialsRefused?.();
    return openPool(this.#options);
  }

  /** Drops a pool that failed to open, so that the next caller tries again. */
  #remember(pool: Promise<pg.Pool>): Promise<pg.Pool> {
    pool.catch(() => {
      if (this.#pool === pool) this.#pool = undefined;
    });
    return pool;
  }
}

async function openPool(options: DatabaseOptions): Promise<pg.Pool> {
  const { maxConnections, connectTimeoutMillis, statementTimeoutMillis } = { ...DEFAULTS, ...options };
  const pool = new pg.Pool({
    ...(await addressOf(options.connection)),
    application_name: "shop",
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMillis,
    statement_timeout: statementTimeoutMillis,
    query_timeout: statementTimeoutMillis + CLIENT_MARGIN_MILLIS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MILLIS,
    keepAlive: true,
    // A frozen environment cannot close its connection on time, and reuses it after it thaws.
    idleTimeoutMillis: 0,
  });
  // Without these listeners, losing an idle connection would end the process. The next statement reports it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

async function addressOf(connection: DatabaseOptions["connection"]): Promise<pg.PoolConfig> {
  if ("connectionString" in connection) return { ...connection };
  const { host, port, database, ssl, user } = connection;
  const { username, password } = await user();
  return { host, port, database, ssl, user: username, password };
}

class CredentialsRefused extends Error {}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (sqlState(error) === INVALID_PASSWORD) throw new CredentialsRefused("password refused", { cause: error });
    throw new TemporarilyUnavailable("database", { cause: error });
  }
}

function giveUp(error: unknown): never {
  if (error instanceof CredentialsRefused) throw new TemporarilyUnavailable("database", { cause: error });
  throw error;
}

import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { TemporarilyUnavailable } from "../../../domain/errors";
import { Connections, type DatabaseOptions } from "./connections";
import { StatementFailed } from "./failures";
import { ClientSession, type Session } from "./session";

/**
 * A PostgreSQL database of one execution environment. All methods throw `TemporarilyUnavailable` when it does not
 * answer in time.
 */
export interface Database {
  /** Runs one read-only statement; it is repeated if the connection turns out to be lost. */
  read<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs the work in a transaction. The work is repeated from its beginning if the connection is lost before the
   * commit or if the server aborts the transaction in favour of another; it must have no effects outside the
   * transaction that cannot be repeated.
   *
   * @param timeoutMillis - limit of each statement, if other than the default.
   */
  transaction<Result>(work: (session: Session) => Promise<Result>, timeoutMillis?: number): Promise<Result>;
  /**
   * Runs the work's statements on one connection without a transaction, as `CREATE INDEX CONCURRENTLY` requires. The
   * work is repeated from its beginning like that of a transaction.
   *
   * @param timeoutMillis - limit of each statement.
   */
  outsideTransaction<Result>(work: (session: Session) => Promise<Result>, timeoutMillis: number): Promise<Result>;
  /**
   * Opens the first connection ahead of the first statement. Failures are ignored: the statement will report them.
   */
  connect(): Promise<void>;
  close(): Promise<void>;
}

/** Connects at the first statement, or at `connect`. */
export function openDatabase(options: DatabaseOptions): Database {
  const connections = new Connections(options);
  return {
    read: (text, values) => persist(connections, (session) => session.query(text, values)),
    transaction: (work, timeoutMillis) => persist(connections, (session) => session.transaction(work, timeoutMillis)),
    outsideTransaction: (work, timeoutMillis) =>
      persist(connections, (session) => session.outsideTransaction(work, timeoutMillis)),
    connect: () =>
      connections.acquire().then(
        (client) => client.release(),
        () => undefined,
      ),
    close: () => connections.close(),
  };
}

/** A slow statement has used the caller's time and is not repeated. */
const REPETITIONS = { lost: 1, slow: 0, contended: 3 } as const;

async function persist<Result>(
  connections: Connections,
  act: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(connections, act);
    } catch (error) {
      if (!(error instanceof StatementFailed)) throw error;
      if (attempt > REPETITIONS[error.kind]) throw new TemporarilyUnavailable("database", { cause: error.cause });
      if (error.kind === "contended") await pause(Math.random() * 25 * 2 ** attempt);
    }
  }
}

async function once<Result>(
  connections: Connections,
  act: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  const session = new ClientSession(await connections.acquire());
  try {
    return await act(session);
  } finally {
    session.end();
  }
}

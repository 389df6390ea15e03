import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { TemporarilyUnavailable } from "../../../domain/errors";
import { Connections, type DatabaseOptions } from "./connections";
import { StatementFailed } from "./failures";
import { ClientSession, type Session } from "./session";

/** A PostgreSQL database as one execution environment sees it. All methods throw `TemporarilyUnavailable` when it does not answer in time. */
export interface Database {
  /** One statement that only reads: it is sent again when the connection turns out to be lost. */
  read<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Does the work in a transaction. The work is done again, from its beginning, when the connection is lost before the commit or when the
   * server gave it up because of other transactions; it must not have effects of its own that may not be repeated.
   *
   * @param timeoutMillis - for statements that may take longer than others.
   */
  transaction<Result>(work: (session: Session) => Promise<Result>, timeoutMillis?: number): Promise<Result>;
  /** Opens the first connection, so that a statement finds it; no failure matters yet, for the statement will meet it again. */
  connect(): Promise<void>;
  close(): Promise<void>;
}

/** Opens no connection before it is asked to, or before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const connections = new Connections(options);
  return {
    read: (text, values) => persist(connections, (session) => session.query(text, values)),
    transaction: (work, timeoutMillis) => persist(connections, (session) => session.transaction(work, timeoutMillis)),
    connect: () =>
      connections.acquire().then(
        (client) => client.release(),
        () => undefined,
      ),
    close: () => connections.close(),
  };
}

/** A slow statement has used up the caller's patience, so it is not sent again. */
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

import type pg from "pg";
import { TemporarilyUnavailable } from "../../../domain/errors";
import { traced, type SpanOptions } from "../../../observability";
import { CLIENT_MARGIN_MILLIS } from "./connections";
import { breaksConnection, kindOf, StatementFailed } from "./failures";

/**
 * Runs statements. Values are always parameters; statements have no names, which would pin a connection of RDS Proxy.
 */
export interface Session {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Runs statements on one borrowed connection and records if the connection broke. */
export class ClientSession implements Session {
  readonly #client: pg.PoolClient;
  #timeoutMillis: number | undefined;
  #fault: Error | undefined;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /** @throws StatementFailed, or pg's DatabaseError when the server refuses the statement itself. */
  async query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    try {
      const statement = { text, values: values && [...values], query_timeout: this.#timeoutMillis };
      return (await traced(this.#span(text), () => this.#client.query<Row>(statement))).rows;
    } catch (error) {
      if (breaksConnection(error)) this.#fault = error as Error;
      const kind = kindOf(error);
      throw kind === "refused" ? error : new StatementFailed(kind, error);
    }
  }

  /**
   * Runs the work in a transaction, which is rolled back if the work throws.
   *
   * @param timeoutMillis - limit of each statement, if other than the connection's.
   */
  async transaction<Result>(work: (session: Session) => Promise<Result>, timeoutMillis?: number): Promise<Result> {
    await this.query("BEGIN");
    let result: Result;
    try {
      if (timeoutMillis) await this.#allow(timeoutMillis, "transaction");
      result = await work(this);
    } catch (error) {
      await this.#rollback();
      throw error;
    }
    await this.#commit();
    return result;
  }

  /**
   * Runs the work outside a transaction.
   *
   * @param timeoutMillis - limit of each statement.
   */
  async outsideTransaction<Result>(
    work: (session: Session) => Promise<Result>,
    timeoutMillis: number,
  ): Promise<Result> {
    await this.#allow(timeoutMillis, "session");
    try {
      return await work(this);
    } finally {
      if (!this.#fault) await this.query("RESET statement_timeout").catch(() => undefined);
    }
  }

  /** Returns the connection to the pool, or discards it if it is broken. */
  end(): void {
    this.#client.release(this.#fault);
  }

  /** Statements have no values; the attributes have the names that the collector's X-Ray exporter reads. */
  #span(text: string): SpanOptions {
    const { host, port, database } = this.#client as pg.PoolClient & Pick<pg.Client, "host" | "port" | "database">;
    return {
      kind: "client",
      name: /\w+/.exec(text)?.[0].toUpperCase() ?? "statement",
      attributes: {
        "db.system": "postgresql",
        "db.name": database,
        "db.connection_string": `postgresql://${host}:${port}`,
        "db.statement": text,
      },
    };
  }

  async #allow(timeoutMillis: number, scope: "transaction" | "session"): Promise<void> {
    this.#timeoutMillis = timeoutMillis + CLIENT_MARGIN_MILLIS;
    const values = [String(timeoutMillis), scope === "transaction"];
    await this.query("SELECT set_config('statement_timeout', $1, $2)", values);
  }

  async #rollback(): Promise<void> {
    if (this.#fault) return;
    // A failure marks the connection as broken, and the server rolls back when a connection ends.
    await this.query("ROLLBACK").catch(() => undefined);
  }

  /** A commit without an answer may have happened, so that the transaction must not be repeated. */
  async #commit(): Promise<void> {
    try {
      await this.query("COMMIT");
    } catch (error) {
      if (!(error instanceof StatementFailed) || error.kind === "contended") throw error;
      throw new TemporarilyUnavailable("database", { cause: error });
    }
  }
}

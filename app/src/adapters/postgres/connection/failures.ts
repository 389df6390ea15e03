import pg from "pg";

/**
 * Consequence of a failed statement: `lost` is a broken connection, `slow` a statement that timed out, `contended`
 * one that the server aborted in favour of another transaction, and `refused` an error of the statement itself.
 */
export type FailureKind = "lost" | "slow" | "contended" | "refused";

/** A statement failed for a reason outside the statement. */
export class StatementFailed extends Error {
  constructor(
    readonly kind: Exclude<FailureKind, "refused">,
    cause: unknown,
  ) {
    super(`the database did not do the statement: ${kind}`, { cause });
  }
}

const CONTENDED = new Set(["40P01", "40001"]);
const SLOW = new Set(["57014", "55P03"]);
/**
 * Connection exceptions, a server that shuts down or starts, a terminated idle transaction, and a writer that a
 * failover turned into a reader.
 */
const LOST = /^(08|57P|25P03$|25006$)/;

export function kindOf(error: unknown): FailureKind {
  const code = sqlState(error);
  if (code === undefined) return isReadTimeout(error) ? "slow" : "lost";
  if (CONTENDED.has(code)) return "contended";
  if (SLOW.has(code)) return "slow";
  return LOST.test(code) ? "lost" : "refused";
}

/** Returns true if the connection must not be reused: an error without SQLSTATE leaves it in an unknown state. */
export function breaksConnection(error: unknown): boolean {
  const code = sqlState(error);
  return code === undefined || LOST.test(code);
}

/** The SQLSTATE, if the server reported the error. The code `EPIPE` has the same form, hence the class. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** pg marks its own `query_timeout` by the message only. */
function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

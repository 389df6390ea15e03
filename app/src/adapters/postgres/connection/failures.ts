import pg from "pg";

/**
 * What a failed statement means for whoever sent it: `lost` is a connection that is no more, `slow` a statement that took too long,
 * `contended` one that the server gave up in favour of another transaction, and `refused` anything that is wrong with the statement itself.
 */
export type FailureKind = "lost" | "slow" | "contended" | "refused";

/** A statement failed for a reason that is not the statement's own. */
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
/** Connection exceptions, a server that shuts down or starts, an ended idle transaction, and a writer that a failover made a reader. */
const LOST = /^(08|57P|25P03$|25006$)/;

export function kindOf(error: unknown): FailureKind {
  const code = sqlState(error);
  if (code === undefined) return isReadTimeout(error) ? "slow" : "lost";
  if (CONTENDED.has(code)) return "contended";
  if (SLOW.has(code)) return "slow";
  return LOST.test(code) ? "lost" : "refused";
}

/** Whether the connection can not be used again: an error without SQLSTATE leaves it in a state that nobody knows. */
export function breaksConnection(error: unknown): boolean {
  const code = sqlState(error);
  return code === undefined || LOST.test(code);
}

/** The SQLSTATE, if the server itself reported the error. `EPIPE` looks like one, hence the class. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** pg tells its own `query_timeout` by nothing but the message. */
function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

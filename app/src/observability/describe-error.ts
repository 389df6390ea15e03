/** What a log says about an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  /** Where it was thrown: file, line and column of the innermost calls. */
  readonly thrownAt?: readonly string[];
  readonly cause?: ErrorDescription;
}

const MAX_DEPTH = 4;
const MAX_LOCATIONS = 5;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Picks what helps to find the fault. Libraries attach whatever they had in hand to their errors (queries, configurations, rows), so nothing
 * is copied that is not named here; and the database quotes values in its messages, so that of its errors only the code is kept.
 */
export function describeError(error: unknown, depth = 1): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  return {
    name: error.name,
    code,
    message: isFromDatabase(error, code) ? undefined : error.message,
    thrownAt: locationsOf(error),
    cause: error.cause === undefined || depth === MAX_DEPTH ? undefined : describeError(error.cause, depth + 1),
  };
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}

function isFromDatabase(error: Error, code: string | undefined): boolean {
  return code !== undefined && SQLSTATE.test(code) && "severity" in error;
}

function locationsOf(error: Error): readonly string[] {
  const locations = (error.stack ?? "").matchAll(/\(?([^\s()]+:\d+:\d+)\)?$/gm);
  return [...locations].slice(0, MAX_LOCATIONS).map(([, location]) => location ?? "");
}

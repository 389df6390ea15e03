import { sourceLocation } from "./source-location";

/** An error as the log describes it. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  /** File, line and column of the innermost calls, in the source. */
  readonly thrownAt?: readonly string[];
  readonly cause?: ErrorDescription;
}

const MAX_DEPTH = 4;
const MAX_LOCATIONS = 5;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Selects the properties that help to find a fault. Libraries attach queries, configurations and rows to their
 * errors, so that only named properties are copied; database messages quote values, so that only their code is
 * copied.
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
  return [...locations].slice(0, MAX_LOCATIONS).map(([, location = ""]) => sourceLocation(location));
}

/** Errors of a chain that are described: a cause may be its own cause. */
const MAX_CHAIN = 10;

/** Properties of an error that find a fault. Messages of a database quote values, so that only their code is copied. */
export function describeError(error: unknown): Record<string, unknown> {
  return described(error, MAX_CHAIN);
}

function described(error: unknown, remaining: number): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  const isFromDatabase = "severity" in error;
  return {
    name: error.name,
    code,
    ...(!isFromDatabase && { message: error.message }),
    stack: isFromDatabase ? undefined : error.stack,
    ...(error.cause !== undefined && remaining > 1 && { cause: described(error.cause, remaining - 1) }),
  };
}

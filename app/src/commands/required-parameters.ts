import type { ParameterName } from "../../contract";

const database = ["database/endpoint", "database/name", "database/credentials-arn"] as const;
const cache = ["cache/endpoint", "cache/port"] as const;

/** Parameters of each command, unless a URL replaces those of the database or of the cache. */
const parametersOf = {
  serve: [...database, ...cache, "session/credentials-arn", "identity/issuer", "identity/client-id"],
  work: [...database, ...cache, "orders/queue-url"],
  migrate: database,
} as const satisfies Record<string, readonly ParameterName[]>;

/** Parameters that a process of the command requires. */
export function requiredParameters(
  command: keyof typeof parametersOf,
  variables: Readonly<Record<string, string | undefined>>,
): ParameterName[] {
  return parametersOf[command].filter((name) => {
    if (name.startsWith("database/")) return !variables["DATABASE_URL"];
    return !name.startsWith("cache/") || !variables["REDIS_URL"];
  });
}

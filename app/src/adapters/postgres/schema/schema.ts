import { TemporarilyUnavailable } from "../../../domain/errors";
import type { Database } from "../connection/database";
import { sqlState } from "../connection/failures";

/** The last migration that this image requires; a newer schema serves older images too. */
export const SCHEMA = "0008-trace-headers.sql";

const UNDEFINED_TABLE = "42P01";

/** @throws TemporarilyUnavailable unless the database answers and has been migrated for this image. */
export async function checkSchema(database: Database): Promise<void> {
  if (!(await hasSchema(database)))
    throw new TemporarilyUnavailable("database", { cause: new Error(`The schema is older than ${SCHEMA}`) });
}

async function hasSchema(database: Database): Promise<boolean> {
  try {
    const rows = await database.read("SELECT name FROM schema_migrations WHERE name >= $1 LIMIT 1", [SCHEMA]);
    return rows.length > 0;
  } catch (error) {
    if (sqlState(error) === UNDEFINED_TABLE) return false;
    throw error;
  }
}

import { join } from "node:path";
import { migrate } from "../../adapters/postgres";
import { openDatabaseAt } from "./database";
import type { Platform } from "./platform";

/** Migrates the database to the schema of the image. */
export async function migrateDatabase(platform: Platform): Promise<void> {
  const database = await openDatabaseAt(platform, "database/endpoint");
  const { taskRoot } = platform.environment;
  const directory = taskRoot ? join(taskRoot, "migrations") : join(import.meta.dirname, "../../../migrations");
  const applied = await migrate(database, directory);
  platform.log.info("migrated", { applied: applied.length });
}

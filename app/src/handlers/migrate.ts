import { join } from "node:path";
import { migrate } from "../adapters/postgres";
import { openDatabaseAt } from "./runtime/database";
import { handlerOf } from "./runtime/lifetime";
import { openPlatform } from "./runtime/platform";

async function compose(): Promise<() => Promise<void>> {
  const platform = await openPlatform();
  const database = await openDatabaseAt(platform, "database/endpoint");
  const { taskRoot } = platform.environment;
  const directory = taskRoot ? join(taskRoot, "migrations") : join(import.meta.dirname, "../../migrations");
  return async () => {
    const applied = await migrate(database, directory);
    platform.log.info("migrated", { applied: applied.length });
  };
}

/** Migrates the database to the schema of the image, before the image serves. */
export const handler = await handlerOf(compose);

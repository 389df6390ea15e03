import { handlerOf } from "./runtime/lifetime";
import { migrateDatabase } from "./runtime/migrate-database";
import { openPlatform } from "./runtime/platform";

async function compose(): Promise<() => Promise<void>> {
  const platform = await openPlatform();
  return () => migrateDatabase(platform);
}

/** Migrates the database to the schema of the image, before the image serves. */
export const handler = await handlerOf(compose);

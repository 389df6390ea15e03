import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { enterProducts, migrate, postgresShop, type Database } from "../src/adapters/postgres";
import { catalogue } from "./catalogue";
import { openConnection, openLocalDatabase } from "./postgres/database";
import { runCommand } from "./problem";
import { requireServers } from "./servers";
import { readSettings } from "./settings";

/** Enters the catalogue, or restores what orders have changed in it. */
export async function seed(database: Database): Promise<void> {
  await enterProducts(database, catalogue);
}

/** Returns true if the migrated database has no products. */
export async function isEmpty(database: Database): Promise<boolean> {
  return (await postgresShop(database).listProducts({ limit: 1 })).items.length === 0;
}

async function main(): Promise<void> {
  const { databaseUrl } = readSettings(process.env);
  await requireServers({ databaseUrl });
  const server = await openLocalDatabase(databaseUrl);
  const database = openConnection(server.url);
  try {
    await migrate(database, join(import.meta.dirname, "../migrations"));
    await seed(database);
    console.log(`The catalogue has ${catalogue.length} products`);
  } finally {
    await database.close();
    await server.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runCommand(main);

import { randomUUID } from "node:crypto";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migrate, openDatabase } from "../../src/adapters/postgres";
import { startPostgres } from "./postgres-server";
import { executeOn, urlOf } from "./shop-database";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run, and the migrated database that every test file gets a copy of. */
    readonly postgres: { readonly url: string; readonly template: string };
  }
}

export const migrations = path.resolve(import.meta.dirname, "../../migrations");

/** Runs once for all integration tests: on the server in DATABASE_URL, or on a new one. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const server = given ? undefined : await startPostgres();
  const url = given ?? server!.url;
  const template = `shop_template_${randomUUID().replaceAll("-", "")}`;
  await executeOn(url, `CREATE DATABASE ${template}`);
  const database = openDatabase({ connection: { connectionString: urlOf(url, template) } });
  await migrate(database, migrations);
  await database.close();
  project.provide("postgres", { url, template });
  return async () => {
    await executeOn(url, `DROP DATABASE ${template}`);
    await server?.remove();
  };
}

import { migrateDatabase } from "../handlers/runtime/migrate-database";
import { run } from "./runtime";

/** Migrates the database to the schema of the image, and ends. */
await run("migrate", migrateDatabase);

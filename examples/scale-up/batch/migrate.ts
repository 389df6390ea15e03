import { readFileSync } from "node:fs";
import path from "node:path";
import { batch } from "../functions/contract";
import { connect } from "./database";
import { log } from "./log";

/** Creates the schema of the analytics database. Another run changes nothing. @returns the exit code. */
export async function migrate(): Promise<number> {
  const database = await connect();
  try {
    await database.query(readFileSync(path.join(__dirname, "schema.sql"), "utf8"));
    log("INFO", "Migrated");
    return batch.exitCodes.completed;
  } finally {
    await database.end();
  }
}

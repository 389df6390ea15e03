import { batch } from "../functions/contract";
import { DataLake } from "./data-lake";
import { connect, salesOf, takeLock } from "./database";
import { countViews } from "./events";
import { heartbeat, log } from "./log";
import { productDays } from "./product-days";
import { setting } from "./settings";

const DAY_MILLIS = 86_400_000;

/**
 * Aggregates the events and the sales of a day into one object, which another run of the same day replaces.
 *
 * @param day - day in UTC. @default yesterday
 * @returns the exit code.
 */
export async function aggregate(day = new Date(Date.now() - DAY_MILLIS).toISOString().slice(0, 10)): Promise<number> {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`The day is "${day}"; allowed: YYYY-MM-DD`);
  const database = await connect();
  try {
    if (!(await takeLock(database))) {
      log("INFO", "Another run is under way", { day });
      return batch.exitCodes.anotherRuns;
    }
    const lake = new DataLake(setting("DATA_LAKE_BUCKET"));
    const { byProduct, invalidLines } = await countViews(lake.lines(`${batch.prefixes.events}day=${day}/`), day);
    const rows = productDays(day, byProduct, await salesOf(database, day));
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    await lake.write(`${batch.prefixes.aggregates}day=${day}/products.jsonl`, text);
    log("INFO", "Aggregated", { day, products: rows.length, invalidLines });
    heartbeat();
    return batch.exitCodes.completed;
  } finally {
    await database.end();
  }
}

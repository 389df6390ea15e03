import { seed } from "../../../local/seed";
import { siteFolder } from "../../../local/storefront";
import { startWorld } from "../../../local/world";
import { createShopDatabase } from "../../support/shop-database";
import { openFunctions } from "./functions";

export interface OpenShop {
  readonly url: string;
  /** Runs a statement on the shop's database. */
  execute(text: string, values: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Opens a separate shop with the whole catalogue and no customers: the built storefront, the functions, and a database
 * of the server that the suite shares.
 */
export async function openShop(): Promise<OpenShop> {
  const ends: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await open((end) => ends.push(end))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(atEnd: (end: () => Promise<void>) => void): Promise<Omit<OpenShop, "close">> {
  const database = await createShopDatabase();
  atEnd(database.drop);
  await seed(database.database);
  const functions = await openFunctions();
  atEnd(functions.close);
  const world = await startWorld({
    functions: functions.host,
    siteFolder,
    variables: { DATABASE_URL: database.url, ...QUIET, ...functions.variables },
  });
  atEnd(world.stop);
  return { url: world.url, execute: database.rows };
}

const QUIET = { POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true" };

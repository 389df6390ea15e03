import type { Network } from "groundplan/network";
import type { Context } from "./context";
import { createCache, createDatabase, type Cache, type Database } from "./data";
import { createNetwork } from "./network";
import type { Documents } from "./storage";
import { createTables, type Tables } from "./tables";

/** Data that both regions have: the same tables, database and documents, and a cache of its own. */
export interface Stores {
  readonly network: Network;
  readonly tables: Tables;
  readonly database: Database;
  readonly cache: Cache;
  readonly documents: Documents;
}

/** Creates the network and the stores of a region, by the same functions in both. */
export function createStores(context: Context, documents: Documents): Stores {
  const network = createNetwork(context);
  return {
    network,
    documents,
    tables: createTables(context),
    database: createDatabase(context, network),
    cache: createCache(context, network),
  };
}

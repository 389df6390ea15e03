/**
 * The shop in PostgreSQL: `openDatabase` connects, `migrate` updates the schema, and `postgresShop` implements the
 * domain's ports.
 */
export { connectionTo } from "./connection/connection-string";
export type { ConnectionString, DatabaseOptions, ServerConnection } from "./connection/connections";
export { openDatabase, type Database } from "./connection/database";
export { spreadReads } from "./connection/replicas";
export { migrate } from "./schema/migrator";
export { enterProducts, type ProductEntry } from "./shop/products";
export { postgresShop, type PostgresShop } from "./shop/shop";

/**
 * The shop in PostgreSQL.
 *
 * `openDatabase` says how an execution environment reaches the server, `migrate` brings the server to the schema of this image, and
 * `postgresShop` keeps what the domain's ports ask for.
 */
export type { ConnectionString, DatabaseOptions, ServerConnection } from "./connection/connections";
export { openDatabase, type Database } from "./connection/database";
export { migrate } from "./schema/migrator";
export { enterProducts, type ProductEntry } from "./shop/products";
export { postgresShop, type PostgresShop } from "./shop/shop";

/**
 * The shop in PostgreSQL.
 *
 * `openDatabase` says how an execution environment reaches the server, `migrate` brings the server to the schema of this image, and
 * `postgresShop` keeps what the domain's ports ask for.
 */
export type { ConnectionString, DatabaseOptions, ServerConnection } from "./connections";
export { openDatabase, type Database } from "./database";
export { migrate } from "./migrator";
export { enterProducts, type ProductEntry } from "./products";
export { postgresShop, type PostgresShop } from "./shop";

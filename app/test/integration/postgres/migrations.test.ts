import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import type { Session } from "../../../src/adapters/postgres/connection/session";
import { type Database, migrate, openDatabase, postgresShop } from "../../../src/adapters/postgres";
import { executeOn, urlOf } from "../../support/shop-database";

const shipped = path.resolve(import.meta.dirname, "../../../migrations");
const names = [
  "0001-shop.sql",
  "0002-payments.sql",
  "0003-messages.sql",
  "0004-retention.sql",
  "0005-announcements.sql",
  "0006-order-keys.sql",
  "0007-ended-sessions.sql",
  "0008-trace-headers.sql",
];

describe("migrations", () => {
  const server = inject("postgres").url;
  const opened: { database: Database; name: string }[] = [];
  let directory: string;

  /** Environments on an empty database. */
  async function emptyDatabase(environments = 1): Promise<Database[]> {
    const name = `shop_empty_${randomUUID().replaceAll("-", "")}`;
    await executeOn(server, `CREATE DATABASE ${name}`);
    const connection = { connectionString: urlOf(server, name) };
    const databases = Array.from({ length: environments }, () =>
      openDatabase({ connection, connectTimeoutMillis: 30_000 }),
    );
    opened.push(...databases.map((database) => ({ database, name })));
    return databases;
  }

  /** Valid and unfinished indexes of names. */
  async function indexes(session: Session): Promise<string[]> {
    const rows = await session.query("SELECT relname FROM pg_class WHERE relname LIKE '%_by_name'");
    return rows.map(({ relname }) => relname as string);
  }

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "shop-migrations-"));
  });

  beforeEach(async () => {
    await rm(directory, { recursive: true });
    await cp(shipped, directory, { recursive: true });
  });

  afterAll(async () => {
    await Promise.all(opened.map(({ database }) => database.close()));
    for (const name of new Set(opened.map((entry) => entry.name)))
      await executeOn(server, `DROP DATABASE ${name} WITH (FORCE)`);
    await rm(directory, { recursive: true });
  });

  it("are applied in the order of their names, once", async () => {
    const [database] = await emptyDatabase();
    expect(await migrate(database!, shipped)).toEqual(names);
    expect(await migrate(database!, shipped)).toEqual([]);
  });

  it("are applied by one of eight concurrent runs", async () => {
    const databases = await emptyDatabase(8);
    const applied = await Promise.all(databases.map((database) => migrate(database, shipped)));
    expect(applied.flat()).toEqual(names);
  });

  it("refuse a file that was changed after it had been applied", async () => {
    const [database] = await emptyDatabase();
    await migrate(database!, directory);
    await writeFile(path.join(directory, "0002-payments.sql"), "SELECT 1");
    await expect(migrate(database!, directory)).rejects.toThrow("Checksum drift: 0002-payments.sql");
  });

  it("refuse a new file that sorts before an applied one", async () => {
    const [database] = await emptyDatabase();
    await migrate(database!, directory);
    await writeFile(path.join(directory, "0001-zebra.sql"), "SELECT 1");
    await expect(migrate(database!, directory)).rejects.toThrow("0001-zebra.sql comes before");
  });

  it("accept a new file that sorts last", async () => {
    const [database] = await emptyDatabase();
    await migrate(database!, directory);
    await writeFile(path.join(directory, "0099-later.sql"), "CREATE TABLE later (id integer)");
    expect(await migrate(database!, directory)).toEqual(["0099-later.sql"]);
  });

  it("are applied all or not at all", async () => {
    const [database] = await emptyDatabase();
    await writeFile(path.join(directory, "0099-wrong.sql"), "CREATE TABLE wrong (id nonsense)");
    await expect(migrate(database!, directory)).rejects.toThrow("0099-wrong.sql could not be applied");
    const tables = await database!.read("SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'");
    expect(tables).toEqual([]);
  });

  it("build an index while the shop writes to its table, by a file without a transaction", async () => {
    const [database, shop] = await emptyDatabase(2);
    await migrate(database!, directory);
    const index = [
      "-- transaction: none",
      "DROP INDEX CONCURRENTLY IF EXISTS products_by_name;",
      "CREATE INDEX CONCURRENTLY products_by_name ON products (name);",
    ];
    await writeFile(path.join(directory, "0098-index.sql"), index.join("\n"));
    await writeFile(path.join(directory, "0099-later.sql"), "CREATE TABLE later (id integer)");
    let migrated: Promise<string[]>;
    await shop!.transaction(async (session) => {
      await session.query("LOCK TABLE products IN ROW EXCLUSIVE MODE");
      migrated = migrate(database!, directory);
      // An index that is built without CONCURRENTLY would now be refused by the lock's timeout.
      await vi.waitFor(async () => expect(await indexes(session)).toEqual(["products_by_name"]));
    });
    expect(await migrated!).toEqual(["0098-index.sql", "0099-later.sql"]);
    expect(await migrate(database!, directory)).toEqual([]);
  });

  it("without a transaction are applied once by eight concurrent runs", async () => {
    const databases = await emptyDatabase(8);
    const index = "-- transaction: none\nCREATE INDEX CONCURRENTLY products_by_name ON products (name);\n";
    await writeFile(path.join(directory, "0099-index.sql"), index);
    const applied = await Promise.all(databases.map((database) => migrate(database, directory)));
    expect(applied.flat().sort()).toEqual([...names, "0099-index.sql"]);
    const limits = await databases[0]!.read<{ statement_timeout: string }>("SHOW statement_timeout");
    expect(limits).toEqual([{ statement_timeout: "4s" }]);
  });

  it("without a transaction are repeated after a failure", async () => {
    const [database] = await emptyDatabase();
    await writeFile(
      path.join(directory, "0099-index.sql"),
      "-- transaction: none\nCREATE INDEX CONCURRENTLY x ON none;",
    );
    await expect(migrate(database!, directory)).rejects.toThrow("0099-index.sql could not be applied");
    await writeFile(path.join(directory, "0099-index.sql"), "-- transaction: none\nSELECT 1;\n");
    expect(await migrate(database!, directory)).toEqual(["0099-index.sql"]);
  });

  it("are cancelled when they exceed their common limit", async () => {
    const [database] = await emptyDatabase();
    await migrate(database!, directory);
    await writeFile(path.join(directory, "0098-slow.sql"), "SELECT pg_sleep(0.7)");
    await writeFile(path.join(directory, "0099-slower.sql"), "SELECT pg_sleep(0.7)");
    await expect(migrate(database!, directory, 1_000)).rejects.toMatchObject({ name: "TemporarilyUnavailable" });
    expect(await migrate(database!, directory, 20_000)).toEqual(["0098-slow.sql", "0099-slower.sql"]);
  });

  it("ignore migrations of a newer image", async () => {
    const [database] = await emptyDatabase();
    await writeFile(path.join(directory, "0099-later.sql"), "CREATE TABLE later (id integer)");
    await migrate(database!, directory);
    expect(await migrate(database!, shipped)).toEqual([]);
    await expect(postgresShop(database!).checkHealth()).resolves.toBeUndefined();
  });

  it("make the database healthy", async () => {
    const [database] = await emptyDatabase();
    const shop = postgresShop(database!);
    await expect(shop.checkHealth()).rejects.toMatchObject({ name: "TemporarilyUnavailable", backend: "database" });
    await rm(path.join(directory, "0008-trace-headers.sql"));
    await migrate(database!, directory);
    await expect(shop.checkHealth()).rejects.toMatchObject({ name: "TemporarilyUnavailable", backend: "database" });
    await migrate(database!, shipped);
    await expect(shop.checkHealth()).resolves.toBeUndefined();
  });

  it("find the order of each earlier key, and delete payment tokens of ended payments", async () => {
    const [database] = await emptyDatabase();
    for (const later of names.slice(5)) await rm(path.join(directory, later));
    await migrate(database!, directory);
    const [paid, placed] = [randomUUID(), randomUUID()];
    await database!.transaction(async (session) => {
      await session.query("INSERT INTO customers (id, points_balance) VALUES ('anna', 0)");
      await session.query(
        `INSERT INTO orders (id, customer_id, status, subtotal_cents, points_redeemed, total_cents, payment_token)
         VALUES ($1, 'anna', 'paid', 1, 0, 1, 'tok_1'), ($2, 'anna', 'placed', 1, 0, 1, 'tok_2')`,
        [paid, placed],
      );
      await session.query(
        `INSERT INTO order_requests (customer_id, idempotency_key, fingerprint, answer) VALUES ('anna', 'key', 'f', $1)`,
        [JSON.stringify({ id: paid, status: "placed" })],
      );
    });
    await migrate(database!, shipped);
    expect(await database!.read("SELECT order_id FROM order_requests")).toEqual([{ order_id: paid }]);
    expect(await database!.read("SELECT id, payment_token FROM orders ORDER BY payment_token")).toEqual([
      { id: placed, payment_token: "tok_2" },
      { id: paid, payment_token: null },
    ]);
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFaultProxy, type FaultProxy } from "../../../local/postgres/fault-proxy";
import type { Database } from "../../../src/adapters/postgres";
import { cutConnections } from "../../support/cut-connections";
import { createShopDatabase, type ShopDatabase } from "../../support/shop-database";

const unavailable = { name: "TemporarilyUnavailable", backend: "database" };

describe("the database's credentials", () => {
  const username = `shop_${randomUUID().replaceAll("-", "")}`;
  let db: ShopDatabase;
  let proxy: FaultProxy;
  let database: Database;
  /** The secret's value, and the value that the function caches. */
  let secret: { username: string; password: string };
  let remembered: typeof secret | undefined;
  let fetched: number;

  const setPassword = (password: string) => db.rows(`ALTER ROLE ${username} PASSWORD '${password}'`);
  const read = () => database.read("SELECT current_user AS name");

  beforeAll(async () => {
    db = await createShopDatabase();
    await db.rows(`CREATE ROLE ${username} LOGIN PASSWORD 'first'`);
    const { hostname, port } = new URL(db.url);
    proxy = await startFaultProxy({ host: hostname, port: Number(port) });
  });

  afterAll(async () => {
    await proxy.stop();
    await db.rows(`DROP ROLE ${username}`);
    await db.drop();
  });

  beforeEach(async () => {
    await setPassword("first");
    secret = { username, password: "first" };
    remembered = undefined;
    fetched = 0;
    database = open();
  });

  function open(maxConnections = 1): Database {
    const user = async () => {
      if (!remembered) fetched += 1;
      return (remembered ??= { ...secret });
    };
    const { pathname } = new URL(db.url);
    const connection = { host: "127.0.0.1", port: proxy.port, database: pathname.slice(1), user };
    return db.open({ connection, onCredentialsRefused: () => void (remembered = undefined), maxConnections }).database;
  }

  it("are fetched once for all statements", async () => {
    await read();
    await cutConnections(proxy);
    expect(await read()).toEqual([{ name: username }]);
    expect(fetched).toBe(1);
  });

  it("may be rotated at any time: no statement fails and they are fetched once more", async () => {
    await read();
    secret = { username, password: "second" };
    await setPassword("second");
    await read();
    expect(fetched).toBe(1);
    await cutConnections(proxy);
    expect(await read()).toEqual([{ name: username }]);
    expect(fetched).toBe(2);
  });

  it("may be rotated to another user", async () => {
    const other = `${username}_b`;
    await db.rows(`CREATE ROLE ${other} LOGIN PASSWORD 'b'`);
    await read();
    await setPassword("gone");
    secret = { username: other, password: "b" };
    await cutConnections(proxy);
    expect(await read()).toEqual([{ name: other }]);
    await database.close();
    await db.rows(`DROP ROLE ${other}`);
  });

  it("that stay wrong are fetched once more for each request and no oftener", async () => {
    secret = { username, password: "wrong" };
    for (let n = 1; n <= 5; n += 1) {
      await expect(read()).rejects.toMatchObject(unavailable);
      expect(fetched).toBe(n + 1);
    }
    secret = { username, password: "first" };
    expect(await read()).toEqual([{ name: username }]);
  });

  it("that are refused to several at once are fetched for all of them", async () => {
    database = open(4);
    await read();
    secret = { username, password: "second" };
    await setPassword("second");
    await cutConnections(proxy);
    expect(await Promise.all([read(), read(), read(), read()])).toHaveLength(4);
    expect(fetched).toBe(2);
  });

  it("that cannot be read are read again at the next request, and the error has the reason", async () => {
    const { pathname } = new URL(db.url);
    let secretsManagerIsDown = true;
    const user = async () => {
      if (secretsManagerIsDown) throw new Error("configuration is unavailable");
      return secret;
    };
    const connection = { host: "127.0.0.1", port: proxy.port, database: pathname.slice(1), user };
    database = db.open({ connection }).database;
    await expect(read()).rejects.toThrow("configuration is unavailable");
    secretsManagerIsDown = false;
    expect(await read()).toEqual([{ name: username }]);
  });

  it("never show in an error", async () => {
    secret = { username, password: "a-wrong-secret" };
    const error = await read().catch((reason: unknown) => reason);
    const texts: string[] = [];
    for (let at = error; at instanceof Error; at = at.cause) texts.push(`${at.stack} ${JSON.stringify(at)}`);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join()).not.toContain("a-wrong-secret");
  });
});

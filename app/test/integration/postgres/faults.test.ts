import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFaultProxy, type FaultProxy } from "../../../local/postgres/fault-proxy";
import { type Database, openDatabase } from "../../../src/adapters/postgres";
import { startPostgres } from "../../support/postgres-server";
import { cutConnections } from "../../support/cut-connections";
import { createShopDatabase, type ShopDatabase } from "../../support/shop-database";

const unavailable = { name: "TemporarilyUnavailable", backend: "database" };
const one = "SELECT 1 AS one";

/** Milliseconds until the promise is rejected as unavailable. */
async function timeToRefuse(promise: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await expect(promise).rejects.toMatchObject(unavailable);
  return performance.now() - start;
}

describe("a database that fails", () => {
  let db: ShopDatabase;
  let proxy: FaultProxy;
  let database: Database;

  beforeAll(async () => {
    db = await createShopDatabase();
    await db.rows("CREATE TABLE marks (id integer)");
  });

  afterAll(() => db.drop());

  beforeEach(async () => {
    const url = new URL(db.url);
    proxy = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${proxy.port}`;
    const connection = { connectionString: url.href };
    database = db.open({ connection, connectTimeoutMillis: 1_500, statementTimeoutMillis: 1_000 }).database;
    await db.rows("DELETE FROM marks");
  });

  afterEach(() => proxy.stop());

  const pid = async () => (await database.read<{ pid: number }>("SELECT pg_backend_pid() AS pid"))[0]!.pid;
  const marks = async () => (await db.rows("SELECT id FROM marks")).length;

  it("by refusing connections is unavailable at once, and found again by the first request after it is back", async () => {
    await database.read(one);
    await proxy.set("refuse");
    expect(await timeToRefuse(database.read(one))).toBeLessThan(1_000);
    expect(await timeToRefuse(database.transaction(async () => undefined))).toBeLessThan(1_000);
    await proxy.set("none");
    expect(await database.read(one)).toEqual([{ one: 1 }]);
  });

  it("has no effect before the first statement", async () => {
    await proxy.set("refuse");
    await database.connect();
    await proxy.set("none");
    expect(await database.read(one)).toEqual([{ one: 1 }]);
  });

  it("by not answering to connections is unavailable after the connection's time limit", async () => {
    await proxy.set("blackhole");
    const millis = await timeToRefuse(database.read(one));
    expect(millis).toBeGreaterThan(1_400);
    expect(millis).toBeLessThan(15_000);
    await proxy.set("none");
    expect(await database.read(one)).toEqual([{ one: 1 }]);
  });

  it("by freezing in a statement is unavailable after the client's time limit, and the next statement has a new connection", async () => {
    const before = await pid();
    await proxy.set("blackhole");
    const millis = await timeToRefuse(database.read(one));
    expect(millis).toBeGreaterThan(1_900);
    expect(millis).toBeLessThan(15_000);
    await proxy.set("none");
    expect(await pid()).not.toBe(before);
  });

  it("by a slow statement is unavailable, and the connection is reused", async () => {
    const before = await pid();
    await timeToRefuse(database.read("SELECT pg_sleep(3)"));
    expect(await pid()).toBe(before);
  });

  it("limits statements by the default, unless the caller sets another limit", async () => {
    const sleep = "SELECT pg_sleep(1.5)";
    await timeToRefuse(database.transaction((session) => session.query(sleep)));
    await expect(database.transaction((session) => session.query(sleep), 10_000)).resolves.toHaveLength(1);
    await timeToRefuse(database.transaction((session) => session.query(sleep)));
  });

  it("by losing idle connections is not noticed, fifty times over", async () => {
    const connections = new Set<number>();
    for (let n = 0; n < 50; n += 1) {
      connections.add(await pid());
      await cutConnections(proxy);
    }
    expect(connections.size).toBe(50);
  });

  it("by ending the connection's backend is not noticed", async () => {
    await db.rows("SELECT pg_terminate_backend($1)", [await pid()]);
    expect(await database.read(one)).toEqual([{ one: 1 }]);
  });

  it("by losing the connection before the commit repeats the transaction, with one effect", async () => {
    let runs = 0;
    await database.transaction(async (session) => {
      await session.query("INSERT INTO marks VALUES (1)");
      if (++runs === 1) {
        await cutConnections(proxy);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await session.query(one);
    });
    expect(runs).toBe(2);
    expect(await marks()).toBe(1);
  });

  it("by losing every connection is unavailable after one repetition", async () => {
    let runs = 0;
    const doomed = database.transaction(async (session) => {
      runs += 1;
      await cutConnections(proxy);
      await session.query(one);
    });
    await timeToRefuse(doomed);
    expect(runs).toBe(2);
  });

  it.each(["reset", "blackhole"] as const)(
    "by losing the connection at the commit (%s) does not repeat the transaction, which may have happened",
    async (lose) => {
      let runs = 0;
      const uncertain = database.transaction(async (session) => {
        runs += 1;
        await session.query("INSERT INTO marks VALUES (1)");
        await proxy.set(lose);
      });
      await timeToRefuse(uncertain);
      expect(runs).toBe(1);
    },
  );

  it("does not hide an error of the work, and rolls back", async () => {
    const failing = database.transaction(async (session) => {
      await session.query("INSERT INTO marks VALUES (1)");
      throw Object.assign(new Error("queue"), { code: "ECONNRESET" });
    });
    await expect(failing).rejects.toThrow("queue");
    expect(await marks()).toBe(0);
  });

  it("does not hide a wrong statement, and reuses the connection", async () => {
    const before = await pid();
    await expect(database.read("SELECT nonsense")).rejects.toMatchObject({ code: "42703" });
    await expect(database.transaction((session) => session.query("SELECT 1 / 0"))).rejects.toMatchObject({
      code: "22012",
    });
    expect(await pid()).toBe(before);
  });
});

describe("a database that is asked to connect", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  it("opens a connection before the first statement, which uses it", async () => {
    const { database } = db.open();
    const connections = () =>
      db.rows<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE datname = current_database()");
    const known = (await connections()).map(({ pid }) => pid);
    await database.connect();
    const added = (await connections()).filter(({ pid }) => !known.includes(pid));
    expect(added).toHaveLength(1);
    expect(await database.read("SELECT pg_backend_pid() AS pid")).toEqual(added);
  });
});

describe("a server that is restarted", () => {
  it("is unavailable while it is down and serves the first request afterwards", async () => {
    const server = await startPostgres();
    const database = openDatabase({ connection: { connectionString: server.url }, connectTimeoutMillis: 20_000 });
    try {
      await database.read(one);
      await server.stop();
      await timeToRefuse(database.read(one));
      await server.start();
      expect(await database.read(one)).toEqual([{ one: 1 }]);
      await server.stop();
      await server.start();
      expect(await database.read(one)).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
      await server.remove();
    }
  });
});

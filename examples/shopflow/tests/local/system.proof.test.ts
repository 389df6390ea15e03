import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { describeWith } from "../../../../tests/support/with-tool";
import { Customer } from "./customer";
import { processesOf } from "../../../../tests/support/local/development";
import { accepts, ShopFlow, type ReceivedSpan } from "./development";
import { orderWhileKilling } from "./load";

jest.setTimeout(600_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-local-"));
// As root, PostgreSQL runs as another user.
fs.chmodSync(folder, 0o755);

let system: ShopFlow;
let withoutFailover: ShopFlow;

/** Pieces of each of the 24 products in stock. */
const STOCK = 100_000;

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Keys of carts in all shards. */
const cartKeys = ({ cachePorts }: ShopFlow): string[] =>
  cachePorts.flatMap((port) => {
    const keys = execFileSync("redis-cli", ["-p", String(port), "KEYS", "v1:*cart:*"], { encoding: "utf8" });
    return keys.split("\n").filter(Boolean);
  });

/** Folders of the systems that run. */
const dataFolders = () => fs.readdirSync(folder).filter((name) => name.startsWith("shopflow-"));

/** Waits for a value; the last one is compared if it does not come. */
async function eventually<Value>(read: () => Promise<Value>, expected: Value): Promise<void> {
  const deadline = Date.now() + 120_000;
  let value = await read();
  while (JSON.stringify(value) !== JSON.stringify(expected) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    value = await read();
  }
  expect(value).toEqual(expected);
}

/** Ids of the orders with a status. */
async function ordersOf({ databases: [primary] }: ShopFlow, status: string): Promise<string[]> {
  const rows = await query<{ id: string }>(primary, `SELECT id FROM orders WHERE status = '${status}'`);
  return rows.map(({ id }) => id);
}

/** Expects exactly these orders, all of them ended, and of each paid one two pieces less in stock. */
async function expectEnded(each: ShopFlow, accepted: readonly string[]): Promise<void> {
  await eventually(() => ordersOf(each, "placed"), []);
  const [paid, cancelled] = await Promise.all(["paid", "cancelled"].map((status) => ordersOf(each, status)));
  expect([...paid!, ...cancelled!].sort()).toEqual([...accepted].sort());
  // A quarter of the payments is declined.
  expect(paid).toHaveLength(accepted.length * 0.75);
  const stock = "SELECT sum(stock)::int AS stock FROM products";
  expect(await query(each.databases[0], stock)).toEqual([{ stock: 24 * STOCK - 2 * paid!.length }]);
}

describeWith("redis-server", "ShopFlow on one machine")("ShopFlow on one machine", () => {
  beforeAll(async () => {
    system = new ShopFlow(folder);
    withoutFailover = new ShopFlow(folder, { LOAD_BALANCER_FAILOVER: "disabled" });
    for (const each of [system, withoutFailover]) {
      await each.start();
      await query(each.databases[0], `UPDATE products SET stock = ${STOCK}`);
    }
  });

  afterAll(async () => {
    await Promise.allSettled([system.stop("SIGINT"), withoutFailover.stop("SIGINT")]);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const accepted: string[] = [];

  test("serves the storefront, two systems side by side", async () => {
    expect(system.url).not.toBe(withoutFailover.url);
    for (const { url } of [system, withoutFailover]) {
      expect(await (await fetch(url)).text()).toContain("<!doctype html>");
      expect((await fetch(`${url}/health`)).status).toBe(200);
    }
  });

  test("loses no order when an API process is killed, and fails only requests that are under way", async () => {
    const [pid] = system.containers("serve") as [number];
    const load = await orderWhileKilling(system.url, pid);
    accepted.push(...load.orders);
    expect(load.orders).toHaveLength(96);
    expect(load.unexpectedFailures).toEqual([]);
    // Each of the eight customers waits for one request.
    expect(load.failures.length).toBeLessThanOrEqual(8);
    await system.prints(new RegExp(`serve, process ${pid}, ended with SIGKILL; process \\d+ replaces it`));
    await expectEnded(system, accepted);
  });

  test("loses no order and fails no request when the worker is killed", async () => {
    const [pid] = system.containers("work") as [number];
    const load = await orderWhileKilling(system.url, pid);
    accepted.push(...load.orders);
    expect([load.orders.length, load.failures]).toEqual([96, []]);
    await system.prints(new RegExp(`work, process ${pid}, ended with SIGKILL; process \\d+ replaces it`));
    await expectEnded(system, accepted);
  });

  test("fails requests that were not under way if the load balancer has no failover", async () => {
    const [pid] = withoutFailover.containers("serve") as [number];
    const load = await orderWhileKilling(withoutFailover.url, pid);
    expect(load.unexpectedFailures.length).toBeGreaterThan(0);
    await expectEnded(withoutFailover, load.orders);
  });

  test("SF-L1 reads the catalogue from the replica, which follows the primary", async () => {
    const [primary, replica] = system.databases;
    const [first, second] = ["01930000-0000-7000-8000-000000000001", "01930000-0000-7000-8000-000000000002"];
    const listed = async () => {
      // Only first pages are cached.
      const answer = await fetch(`${system.url}/api/products?limit=1&after=${first}`);
      return ((await answer.json()) as { items: { name: string }[] }).items[0]!.name;
    };
    const name = await listed();
    await query(replica, "SELECT pg_wal_replay_pause()");
    await eventually(() => query(replica, "SELECT pg_get_wal_replay_pause_state() AS state"), [{ state: "paused" }]);
    await query(primary, `UPDATE products SET name = 'Renamed' WHERE id = '${second}'`);
    expect(await listed()).toBe(name);
    await query(replica, "SELECT pg_wal_replay_resume()");
    await eventually(listed, "Renamed");
    expect(await query(replica, "SELECT count(*)::int AS orders FROM orders")).toEqual([{ orders: accepted.length }]);
  });

  test("shows an order as one trace over load balancer, API, databases, cache, queue and worker", async () => {
    const before = await system.traces();
    const customer = new Customer(system.url, "customer-of-the-trace");
    await customer.signIn();
    await customer.buy("tok_approved");
    accepted.push(...customer.orders);
    const newOrders = async () => {
      const traces = Object.entries(await system.traces()).filter(([id]) => !(id in before));
      return traces.map(([, spans]) => spans).filter((spans) => spans.some(({ name }) => name === "POST /api/orders"));
    };
    const entriesOf = (spans: readonly ReceivedSpan[]) =>
      spans
        .filter(({ kind }) => kind !== "client")
        .map(({ service, kind }) => `${service} ${kind}`)
        .sort();
    const [consumer, producer] = ["shopflow-worker consumer", "shopflow-worker producer"];
    // The message that the order is paid ends the trace.
    const entries = ["shopflow-api server", consumer, consumer, producer, producer];
    await eventually(async () => (await newOrders()).map(entriesOf), [entries]);
    const [calls] = await newOrders();
    const names = calls!.filter(({ kind }) => kind === "client").map(({ service, name }) => `${service} ${name}`);
    for (const name of ["shopflow-api INSERT", "shopflow-api INCR", "shopflow-worker UPDATE", "shopflow-worker DEL"]) {
      expect(names).toContain(name);
    }
  });

  test("SF-L1 has one cart of a customer for all devices and API processes, in Redis", async () => {
    const [phone, laptop] = [new Customer(system.url, "two-devices"), new Customer(system.url, "two-devices")];
    const [first, second] = ["01930000-0000-7000-8000-000000000001", "01930000-0000-7000-8000-000000000002"];
    expect(cartKeys(system)).toEqual([]);
    await phone.visit();
    await Promise.all(Array.from({ length: 6 }, () => phone.add(first)));
    expect(cartKeys(system)).toEqual([expect.stringMatching(/^v1:guest-cart:[\w-]{43}$/)]);
    await phone.signIn();
    await laptop.signIn();
    await Promise.all([...Array(4).keys()].flatMap(() => [phone.add(second), laptop.add(second)]));
    const quantities = async (device: Customer) =>
      Object.fromEntries((await device.cart()).map(({ productId, quantity }) => [productId, quantity]));
    expect([await quantities(phone), await quantities(laptop)]).toEqual(Array(2).fill({ [first]: 6, [second]: 8 }));
    expect(cartKeys(system)).toEqual([expect.stringMatching(/^v1:cart:[\w-]+$/)]);
  });

  test("spreads the keys of the cache over three shards", () => {
    const keys = system.cachePorts.map((port) =>
      Number(execFileSync("redis-cli", ["-p", String(port), "DBSIZE"], { encoding: "utf8" })),
    );
    expect(keys).toHaveLength(3);
    expect(Math.min(...keys)).toBeGreaterThan(0);
  });

  test.each([
    ["SIGINT", "group", () => system],
    ["SIGINT", "leader", () => withoutFailover],
    ["SIGTERM", "group", () => new ShopFlow(folder)],
  ] as const)("leaves no process, port or folder after %s to the %s, and starts again", async (signal, to, of) => {
    const started = of();
    await started.start();
    const { ports, dataFolder } = started;
    expect([ports.length, await Promise.all(ports.map(accepts))]).toEqual([10, Array(10).fill(true)]);
    expect([fs.existsSync(dataFolder), processesOf(dataFolder).length > 4]).toEqual([true, true]);
    await started.stop(signal, to);
    expect(await Promise.all(ports.map(accepts))).toEqual(Array(10).fill(false));
    expect([fs.existsSync(dataFolder), processesOf(dataFolder)]).toEqual([false, []]);
  });

  test.each([
    ["the image", ["image"]],
    ["the primary", ["primary", "postmaster.pid"]],
    ["the replica", ["replica", "postmaster.pid"]],
    ["the start of the cache", ["cache"]],
  ])("leaves nothing after Ctrl-C as soon as there is %s", async (_, file) => {
    const starting = new ShopFlow(folder);
    const exists = () => dataFolders().some((name) => fs.existsSync(path.join(folder, name, ...file)));
    await eventually(() => Promise.resolve(exists()), true);
    await starting.stop("SIGINT");
    expect([dataFolders(), processesOf(folder), starting.log]).toEqual([[], [], ""]);
  });
});

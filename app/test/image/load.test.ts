import autocannon from "autocannon";
import { afterAll, beforeAll, expect, test } from "vitest";
import { percentile } from "./support/statistics";
import { measured, timesOf } from "./support/measurements";
import { startWorld, type ContainerWorld } from "./support/world";

/** The bar of a quiet machine; a busy one is measured by what it does with nothing but `SELECT 1`. */
const P95_BAR_MS = 20;
const RATIO_BAR = 12;
const REQUESTS = 1500;

let world: ContainerWorld;

beforeAll(async () => {
  world = await startWorld({ api: 4 });
  await Promise.all(Array.from({ length: 10 }, () => world.addProduct({ priceCents: 1000, stock: 10 })));
});

afterAll(() => world.stop());

function load(path: string, amount: number): Promise<autocannon.Result> {
  return autocannon({ url: `${world.url}${path}`, connections: 4, amount, headers: world.originHeaders });
}

test(
  "Gate 11: four warm environments answer in a small multiple of the database's own time",
  { timeout: 120_000 },
  async () => {
    await load("/api/products?limit=10", 200);
    const baseline = await timesOf(200, () => world.database.query("SELECT 1"));
    const list = await load("/api/products?limit=10", REQUESTS);
    const p95 = list.latency.p97_5;
    const database = percentile(baseline, 0.95);
    measured(
      "gate 11",
      `warm list: ${list.requests.average.toFixed(0)} requests/s, p50 ${list.latency.p50} ms, p97.5 ${p95} ms; SELECT 1 p95 ${database.toFixed(2)} ms`,
    );
    expect(list.non2xx + list.errors + list.timeouts).toBe(0);
    expect(list["2xx"]).toBe(REQUESTS);
    expect(p95).toBeLessThan(Math.max(P95_BAR_MS, database * RATIO_BAR));
  },
);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryBytes, MAX_ENTRY_BYTES } from "../../bundle";
import { eventually } from "./support/eventually";
import { measured, timesOfLoad } from "./support/measurements";
import { addProbes, probes } from "./support/probes";
import { percentile } from "./support/statistics";
import { startWorld, type ContainerWorld } from "./support/world";

/** The bar of a quiet machine; a busy one is measured by what it does with `SELECT 1` on the same way. */
const P95_BAR_MS = 20;
const RATIO_BAR = 3;
const ENVIRONMENTS = 4;
const REQUESTS = 1500;
const MEMORY_BAR_MB = 128;

let world: ContainerWorld;

beforeAll(async () => {
  world = await startWorld({});
  await Promise.all(Array.from({ length: 10 }, () => world.addProduct({ priceCents: 1000, stock: 10 })));
  await addProbes(world);
});

afterAll(() => world.stop());

/** Milliseconds of every answer, over connections that stay open. */
function load(amount: number): Promise<number[]> {
  return timesOfLoad(`${world.url}/api/products?limit=10`, amount, { connections: ENVIRONMENTS });
}

/** Reads of the table. A connection reports them when it ends. */
async function productReads(): Promise<number> {
  await eventually("the connections have ended", async () => {
    return (await world.database.backends(world.databaseUser)).length === 0;
  });
  const text = "SELECT seq_scan + idx_scan AS scans FROM pg_stat_user_tables WHERE relname = 'products'";
  const [row] = await world.database.query<{ scans: string }>(text);
  return Number(row!.scans);
}

/** The times of warm environments of the command. */
async function loadOf(command?: readonly string[]): Promise<number[]> {
  await world.scale("api", ENVIRONMENTS, command);
  await load(400);
  return load(REQUESTS);
}

test("gate 11: four warm environments answer in a small multiple of `SELECT 1`", { timeout: 180_000 }, async () => {
  const baseline = percentile(await loadOf(probes.selectOne), 0.95);
  await world.end("api");
  const readsBefore = await productReads();
  const list = await loadOf();
  const [p50, p95] = [percentile(list, 0.5), percentile(list, 0.95)];
  const ratio = p95 / baseline;
  const memory = await Promise.all(world.environments("api").map((each) => each.residentMegabytes()));
  measured(
    "gate 11",
    `warm list p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; SELECT 1 on the same way p95 ${baseline.toFixed(1)} ms; ratio ${ratio.toFixed(2)}; memory at most ${Math.max(...memory).toFixed(0)} MB`,
  );
  await world.end("api");
  const reads = (await productReads()) - readsBefore;
  measured("gate 11", `${REQUESTS + 400} lists: ${reads} reads of the products in the database`);
  expect(reads).toBeLessThan(REQUESTS / 10);
  expect(p95 < P95_BAR_MS || ratio < RATIO_BAR, `p95 ${p95} ms, ratio ${ratio}`).toBe(true);
  expect(Math.max(...memory)).toBeLessThan(MEMORY_BAR_MB);
});

test("gate 11: the API loads at most 320 KB before its first answer", () => {
  const metafile = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../.local/metafile.json"), "utf8"),
  ) as Metafile;
  const bytes = entryBytes(metafile, "api");
  measured("gate 11", `the API loads ${(bytes / 1024).toFixed(0)} KB before its first answer`);
  expect(bytes).toBeLessThanOrEqual(MAX_ENTRY_BYTES);
});

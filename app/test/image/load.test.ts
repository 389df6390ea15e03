import autocannon from "autocannon";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryBytes, MAX_ENTRY_BYTES } from "../../bundle";
import { measured } from "./support/measurements";
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
async function load(amount: number): Promise<number[]> {
  const url = `${world.url}/api/products?limit=10`;
  const times: number[] = [];
  const { non2xx, errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon({ url, connections: ENVIRONMENTS, amount }, (error: unknown, result) => {
      if (error) reject(error as Error);
      else resolve(result);
    });
    run.on("response", (_client, _statusCode, _bytes, milliseconds) => times.push(milliseconds));
  });
  expect(non2xx + errors + timeouts).toBe(0);
  expect(times).toHaveLength(amount);
  return times;
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
  const list = await loadOf();
  const [p50, p95] = [percentile(list, 0.5), percentile(list, 0.95)];
  const ratio = p95 / baseline;
  const memory = await Promise.all(world.environments("api").map((each) => each.residentMegabytes()));
  measured(
    "gate 11",
    `warm list p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; SELECT 1 on the same way p95 ${baseline.toFixed(1)} ms; ratio ${ratio.toFixed(2)}; memory at most ${Math.max(...memory).toFixed(0)} MB`,
  );
  expect(p95 < P95_BAR_MS || ratio < RATIO_BAR, `p95 ${p95} ms, ratio ${ratio}`).toBe(true);
  expect(Math.max(...memory)).toBeLessThan(MEMORY_BAR_MB);
});

test("gate 11: the API loads at most 350 KB before its first answer", () => {
  const metafile = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../.local/metafile.json"), "utf8"),
  ) as Metafile;
  const bytes = entryBytes(metafile, "api");
  measured("gate 11", `the API loads ${(bytes / 1024).toFixed(0)} KB before its first answer`);
  expect(bytes).toBeLessThanOrEqual(MAX_ENTRY_BYTES);
});

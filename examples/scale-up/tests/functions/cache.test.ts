import { startRedis } from "groundplan/testing/local";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { provideResources } from "./support/resources";

const hasRedis = spawnSync("which", ["redis-server"], { stdio: "ignore" }).status === 0;

const stops: (() => Promise<void>)[] = [];
const folder = mkdtempSync(join(tmpdir(), "groundplan-cache-"));

afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true });
});

/** Starts Redis with this password; the functions' secret has the password `unused`. */
async function start(password: string): Promise<() => Promise<void>> {
  let stop = () => Promise.resolve();
  const atEnd = (end: () => Promise<void>) => void (stop = end);
  process.env["CACHE_PORT"] = String(await startRedis({ folder, atEnd }, password));
  stops.push(() => stop());
  return () => stop();
}

describe.skipIf(inject("moto") === "" || !hasRedis)("the cache", () => {
  beforeEach(async () => {
    vi.resetModules();
    await provideResources();
  });

  const load = () => import("../../functions/adapters/cache");

  test("answers the second read, until the value is forgotten", async () => {
    await start("unused");
    const { readThrough, forget, closeCache } = await load();
    const source = vi.fn(async () => ({ name: "Cup ☕" }));
    expect([await readThrough("k", source), await readThrough("k", source)]).toEqual([
      { name: "Cup ☕" },
      { name: "Cup ☕" },
    ]);
    expect(source).toHaveBeenCalledTimes(1);
    await forget(["k"]);
    await readThrough("k", source);
    expect(source).toHaveBeenCalledTimes(2);
    await closeCache();
  });

  test("does not keep the absence of a value", async () => {
    await start("unused");
    const { readThrough, closeCache } = await load();
    expect(await readThrough("none", async () => undefined)).toBeUndefined();
    expect(await readThrough("none", async () => 7)).toBe(7);
    await closeCache();
  });

  test("that refuses the password is left alone, and the values come from their source", async () => {
    await start("another password");
    const { readThrough, closeCache } = await load();
    const source = vi.fn(async () => 7);
    expect([await readThrough("k", source), await readThrough("k", source)]).toEqual([7, 7]);
    expect(source).toHaveBeenCalledTimes(2);
    await closeCache();
  });

  test("that ends is left alone for five seconds, and used again afterwards", async () => {
    const stop = await start("unused");
    const { readThrough, closeCache } = await load();
    const source = vi.fn(async () => 7);
    await readThrough("k", source);
    await stop();
    expect(await readThrough("k", source)).toBe(7);
    await start("unused");
    const started = performance.now();
    await readThrough("k", source);
    // No connection is tried within the break.
    expect([source.mock.calls.length, performance.now() - started < 100]).toEqual([3, true]);
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 6_000);
    await readThrough("k", source);
    await readThrough("k", source);
    expect(source).toHaveBeenCalledTimes(4);
    await closeCache();
  });
});

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Cache } from "../../src/domain/ports";

/** Tests that every cache implementation passes. */
export function describeCacheContract(open: () => Promise<Cache>): void {
  let cache: Cache;

  beforeAll(async () => {
    cache = await open();
  });

  afterAll(() => cache.close());

  it("misses a key that was never set", async () => {
    expect(await cache.get("v1:never")).toEqual({ status: "missing" });
  });

  it("returns a value unchanged", async () => {
    const value = JSON.stringify({ text: "Käse \u0000 🧀", empty: "" });
    await cache.set("v1:text", value, 60);
    expect(await cache.get("v1:text")).toEqual({ status: "found", value });
  });

  it("distinguishes an empty value from a missing one", async () => {
    await cache.set("v1:empty", "", 60);
    expect(await cache.get("v1:empty")).toEqual({ status: "found", value: "" });
  });

  it("has the newer of two values", async () => {
    await cache.set("v1:twice", "first", 60);
    await cache.set("v1:twice", "second", 60);
    expect(await cache.get("v1:twice")).toEqual({ status: "found", value: "second" });
  });

  it("deletes a value, and accepts the deletion of a missing one", async () => {
    await cache.set("v1:deleted", "value", 60);
    await cache.delete("v1:deleted");
    await cache.delete("v1:deleted");
    expect(await cache.get("v1:deleted")).toEqual({ status: "missing" });
  });

  it("counts from 1, each key for itself, until the time since its first use is over", async () => {
    expect([await cache.count("v1:count-a", 2), await cache.count("v1:count-a", 2)]).toEqual([1, 2]);
    expect(await cache.count("v1:count-b", 60)).toBe(1);
    await pause(1_100);
    expect(await cache.count("v1:count-a", 2)).toBe(3);
    await pause(1_100);
    expect(await cache.count("v1:count-a", 2)).toBe(1);
  });

  it("replaces a value only while it is the expected one", async () => {
    const next = (value: string) => ({ value, ttlSeconds: 60 });
    expect(await cache.replace("v1:replaced", "first", next("never"))).toBe(false);
    expect(await cache.replace("v1:replaced", undefined, next(""))).toBe(true);
    expect(await cache.replace("v1:replaced", undefined, next("never"))).toBe(false);
    expect(await cache.replace("v1:replaced", "", next("0"))).toBe(true);
    expect(await cache.replace("v1:replaced", "0", next("käse\u0000"))).toBe(true);
    expect(await cache.get("v1:replaced")).toEqual({ status: "found", value: "käse\u0000" });
    expect(await cache.replace("v1:replaced", "0", undefined)).toBe(false);
    expect(await cache.replace("v1:replaced", "käse\u0000", undefined)).toBe(true);
    expect(await cache.get("v1:replaced", true)).toEqual({ status: "missing" });
  });

  it("lets one of many concurrent replacements win", async () => {
    await cache.set("v1:contended", "before", 60);
    const replacements = Array.from({ length: 20 }, (_, n) =>
      cache.replace("v1:contended", "before", { value: `after ${n}`, ttlSeconds: 60 }),
    );
    const results = await Promise.all(replacements);
    expect(results.filter(Boolean)).toHaveLength(1);
    const value = `after ${results.indexOf(true)}`;
    expect(await cache.get("v1:contended")).toEqual({ status: "found", value });
  });

  it("forgets a replaced value when its time is over", async () => {
    await cache.set("v1:renewed", "before", 60);
    expect(await cache.replace("v1:renewed", "before", { value: "after", ttlSeconds: 1 })).toBe(true);
    await pause(1_100);
    expect(await cache.get("v1:renewed")).toEqual({ status: "missing" });
  });

  it("forgets a value when its time is over, and no other", async () => {
    await cache.set("v1:short", "value", 1);
    await cache.set("v1:long", "value", 60);
    await pause(1_100);
    expect(await cache.get("v1:short")).toEqual({ status: "missing" });
    expect(await cache.get("v1:long")).toEqual({ status: "found", value: "value" });
  });
}

import { describe, expect, it } from "vitest";
import { MemoryCache } from "../../../src/adapters/cache";
import { describeCacheContract } from "../../support/cache-contract";

describe("a cache in memory", () => {
  describeCacheContract(async () => new MemoryCache());

  it("evicts the oldest entry when it is full", async () => {
    const cache = new MemoryCache(Date.now, 2);
    await cache.set("v1:product:a", "1", 60);
    await cache.set("v1:product:b", "2", 60);
    await cache.set("v1:product:a", "3", 60);
    await cache.set("v1:product:c", "4", 60);
    expect((await cache.get("v1:product:b")).status).toBe("missing");
    expect(await cache.get("v1:product:a")).toEqual({ status: "found", value: "3" });
    expect((await cache.get("v1:product:c")).status).toBe("found");
  });

  it("retains a session however many products, known or unknown, are asked for", async () => {
    const cache = new MemoryCache();
    await cache.set("v1:session:alice", "open", 28_800);
    for (let n = 0; n < 1_100; n += 1) await cache.set(`v1:product:${n}`, "null", 30);
    expect((await cache.get("v1:session:alice")).status).toBe("found");
    expect((await cache.get("v1:product:0")).status).toBe("missing");
  });
});

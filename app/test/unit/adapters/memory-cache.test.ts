import { describe, expect, it } from "vitest";
import { MemoryCache } from "../../../src/adapters/cache";
import { describeCacheContract } from "../../support/cache-contract";

describe("a cache in memory", () => {
  describeCacheContract(async () => new MemoryCache());

  it("evicts the oldest entry when it is full", async () => {
    const cache = new MemoryCache(Date.now, 2);
    await cache.set("a", "1", 60);
    await cache.set("b", "2", 60);
    await cache.set("a", "3", 60);
    await cache.set("c", "4", 60);
    expect((await cache.get("b")).status).toBe("missing");
    expect(await cache.get("a")).toEqual({ status: "found", value: "3" });
    expect((await cache.get("c")).status).toBe("found");
  });
});

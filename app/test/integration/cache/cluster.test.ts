import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ValkeyCache } from "../../../src/adapters/cache";
import { describeCarts } from "../../support/carts-contract";
import { describeCacheContract } from "../../support/cache-contract";
import { hasProgram } from "../../support/programs";
import { RedisCluster } from "../../support/redis-cluster";

describe.skipIf(!hasProgram("redis-server"))("a cache in cluster mode", () => {
  const cluster = new RedisCluster();
  const caches: ValkeyCache[] = [];

  async function openCache(isCluster = true) {
    const failures: unknown[] = [];
    const { password, ports } = cluster;
    const address = { host: "127.0.0.1", port: ports[0]!, password, isCluster };
    const cache = new ValkeyCache(address, (error) => failures.push(error));
    caches.push(cache);
    cache.connect();
    await vi.waitFor(async () => expect((await cache.get("v1:any")).status).not.toBe("unavailable"), 30_000);
    return { cache, failures };
  }

  beforeAll(() => cluster.start());

  afterAll(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    await cluster.stop();
  });

  describe("is a cache", () => {
    describeCacheContract(async () => (await openCache()).cache);
  });

  describe("has carts", () => {
    describeCarts(async () => (await openCache()).cache);
  });

  it("has its keys and counters in all shards, known by the address of one", async () => {
    const { cache, failures } = await openCache();
    for (let n = 0; n < 40; n += 1) {
      expect(await cache.set(`v1:session:${n}`, String(n), 60)).toBe(true);
      expect(await cache.count(`v1:rate:${n}`, 60)).toBe(1);
    }
    for (let n = 0; n < 40; n += 1)
      expect(await cache.get(`v1:session:${n}`)).toEqual({ status: "found", value: String(n) });
    for (const size of await cluster.sizes()) expect(size).toBeGreaterThan(10);
    expect(failures).toEqual([]);
  });

  it("queues no command while the connection to a shard opens, because it would be sent after it was given up", async () => {
    const { cache, failures } = await openCache();
    const shard = cluster.client(cluster.ports[1]!);
    const keys = Array.from({ length: 20 }, (_, n) => `v1:given-up:${n}`);
    const slots = await Promise.all(keys.map((key) => shard.cluster("KEYSLOT", key)));
    const key = keys[slots.findIndex((slot) => slot >= 8_192)]!;
    expect(await cache.set(key, "stored", 60)).toBe(true);
    await shard.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    // The client has to notice it.
    await pause(200);
    cluster.signal(1, "SIGSTOP");
    failures.length = 0;
    expect(await cache.set(key, "given up", 60)).toBe(false);
    expect(String(failures)).toContain("enableOfflineQueue options is false");
    cluster.signal(1, "SIGCONT");
    await vi.waitFor(async () => expect((await cache.get(key)).status).toBe("found"), 30_000);
    expect(await shard.get(key)).toBe("stored");
    shard.disconnect();
  });

  it("is half unavailable to a client of one server, which is why there is a setting", async () => {
    const { cache } = await openCache(false).catch(() => ({ cache: caches.at(-1)! }));
    const stored = await Promise.all(Array.from({ length: 20 }, (_, n) => cache.set(`v1:plain:${n}`, "x", 60)));
    expect(stored).toContain(false);
  });

  it("delays commands by a tenth of a second while a shard is silent, and recovers with it", async () => {
    const { cache } = await openCache();
    await Promise.all(Array.from({ length: 20 }, (_, n) => cache.get(`v1:silent:${n}`)));
    cluster.signal(1, "SIGSTOP");
    const startedAt = performance.now();
    for (let n = 0; n < 20; n += 1) await cache.get(`v1:silent:${n}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    cluster.signal(1, "SIGCONT");
    await vi.waitFor(async () => {
      for (let n = 0; n < 20; n += 1) expect((await cache.get(`v1:silent:${n}`)).status).toBe("missing");
    }, 60_000);
  });
});

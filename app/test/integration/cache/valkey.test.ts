import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localAuthority, serverCertificate } from "../../../image/certificates";
import { ValkeyCache, type ValkeyAddress } from "../../../src/adapters/cache";
import { freePort } from "../../../local/http/ports";
import { RedisServer } from "../../image/support/redis-server";
import { describeCacheContract } from "../../support/cache-contract";
import { hasProgram } from "../../support/programs";

const folder = mkdtempSync(join(tmpdir(), "groundplan-cache-"));
const caches: ValkeyCache[] = [];
let server: RedisServer;
let address: ValkeyAddress;

/** A cache and the errors of its commands. */
function openCache(more: Partial<ValkeyAddress> = {}) {
  const failures: unknown[] = [];
  const cache = new ValkeyCache({ ...address, ...more }, (error) => failures.push(error));
  caches.push(cache);
  return { cache, failures };
}

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

describe.skipIf(!hasProgram("redis-server") || !hasProgram("openssl"))("a cache with TLS and a password", () => {
  beforeAll(async () => {
    const authority = localAuthority(folder);
    const port = await freePort();
    server = new RedisServer(port, authority, serverCertificate(authority, folder, "cache"));
    await server.start();
    const { password } = server;
    address = { host: "localhost", port, password, tls: { ca: readFileSync(authority.certificateFile, "utf8") } };
  });

  afterAll(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  describe("is a cache", () => {
    describeCacheContract(async () => {
      const { cache } = openCache();
      cache.connect();
      await vi.waitFor(async () => expect((await cache.get("v1:any")).status).toBe("missing"), 60_000);
      return cache;
    });
  });

  it.each<[string, () => Partial<ValkeyAddress>]>([
    ["whose certificate nobody we trust has signed", () => ({ tls: {} })],
    ["that wants TLS and is asked without", () => ({ tls: undefined })],
    ["with another password", () => ({ password: "guess" })],
  ])("is unavailable, and no command is sent, if it is one %s", async (_what, more) => {
    const { cache, failures } = openCache(more());
    await cache.set("v1:refused", "value", 60);
    expect(await cache.get("v1:refused")).toEqual({ status: "unavailable" });
    expect(failures).toHaveLength(2);
  });

  it("does not delay a read until its first connection, and does not count that as a failure", async () => {
    const { cache, failures } = openCache();
    cache.connect();
    expect(await cache.get("v1:any")).toEqual({ status: "unavailable" });
    expect(failures).toEqual([]);
  });

  it("stores a value that is written before the first connection is open", async () => {
    const { cache } = openCache();
    expect(await cache.set("v1:early", "value", 60)).toBe(true);
    expect(await cache.get("v1:early")).toEqual({ status: "found", value: "value" });
  });

  it.each<[string, () => Promise<void>]>([
    ["is lost", () => server.kill()],
    ["is silent", async () => server.freeze()],
  ])("sends no command later that was given up while the connection %s", async (_what, fail) => {
    const { cache } = openCache();
    await cache.set("v1:any", "value", 60);
    await fail();
    expect(await cache.set("v1:given-up", "value", 60)).toBe(false);
    expect(await cache.delete("v1:any")).toBe(false);
    await server.kill();
    await server.start();
    await vi.waitFor(async () => expect((await cache.get("v1:any")).status).toBe("missing"), 60_000);
    expect(await cache.get("v1:given-up")).toEqual({ status: "missing" });
  });

  it("is skipped while the circuit is open, and used again after it returned", async () => {
    const { cache, failures } = openCache();
    await vi.waitFor(async () => expect((await cache.get("v1:any")).status).toBe("missing"), 60_000);
    await server.kill();
    await cache.get("v1:any");
    await cache.get("v1:any");
    failures.length = 0;
    const skipped = await milliseconds(async () => {
      for (let n = 0; n < 100; n += 1) expect(await cache.get("v1:any")).toEqual({ status: "unavailable" });
    });
    expect(failures).toEqual([]);
    expect(skipped / 100).toBeLessThan(5);
    await server.start();
    await vi.waitFor(async () => expect((await cache.get("v1:any")).status).toBe("missing"), 60_000);
  });

  it("that is silent delays each command by a tenth of a second", async () => {
    const { cache, failures } = openCache();
    await vi.waitFor(async () => expect((await cache.get("v1:any")).status).toBe("missing"), 60_000);
    failures.length = 0;
    server.freeze();
    try {
      expect(await milliseconds(() => cache.get("v1:any"))).toBeLessThan(1_000);
      await cache.get("v1:any");
      expect(failures).toHaveLength(2);
    } finally {
      server.thaw();
    }
    await vi.waitFor(async () => expect((await cache.get("v1:any")).status).toBe("missing"), 60_000);
  });
});

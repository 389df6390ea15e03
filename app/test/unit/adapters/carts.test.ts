import { describe, expect, it } from "vitest";
import { Carts, MemoryCache } from "../../../src/adapters/cache";
import { describeCarts } from "../../support/carts-contract";

const alice = { kind: "customer", id: "alice" } as const;
const tea = { productId: "p1", quantity: 1 };

describe("carts in memory", () => {
  describeCarts(async () => new MemoryCache());
});

describe("a cart", () => {
  it("lives for thirty days after its last change", async () => {
    let now = 0;
    const carts = new Carts(new MemoryCache(() => now));
    await carts.change(alice, () => [tea]);
    now = 29 * 86_400_000;
    await carts.change(alice, (items) => items);
    now = 58 * 86_400_000;
    expect(await carts.read(alice)).toEqual([tea]);
    now = 59 * 86_400_000;
    expect(await carts.read(alice)).toEqual([]);
  });

  it.each(["[", "null", `{"a":1}`, `[{"productId":"p1"}]`, `[{"productId":"p1","quantity":1.5}]`, "[null]"])(
    "that is stored as %s counts as empty, and can be changed",
    async (stored) => {
      const cache = new MemoryCache();
      await cache.set("v1:cart:alice", stored, 60);
      const carts = new Carts(cache);
      expect(await carts.read(alice)).toEqual([]);
      await carts.change(alice, (items) => [...items, tea]);
      expect(await carts.read(alice)).toEqual([tea]);
    },
  );

  it("of a customer is not evicted by a thousand guests in the memory cache", async () => {
    const carts = new Carts(new MemoryCache());
    await carts.change(alice, () => [tea]);
    for (let n = 0; n < 1_100; n += 1) await carts.change({ kind: "guest", id: String(n) }, () => [tea]);
    expect(await carts.read(alice)).toEqual([tea]);
  });

  it("that changes with every attempt is reported as unavailable, after a bounded number of attempts", async () => {
    const cache = new MemoryCache();
    const carts = new Carts(cache);
    let attempts = 0;
    const contended = carts.change(alice, (items) => {
      attempts += 1;
      void cache.set("v1:cart:alice", JSON.stringify([{ ...tea, quantity: attempts }]), 60);
      return items.concat({ productId: "p2", quantity: 1 });
    });
    await expect(contended).rejects.toThrow("cache is unavailable");
    expect(attempts).toBe(25);
  });

  it("that a guest has is still there if the customer's cannot be changed", async () => {
    const cache = new MemoryCache();
    const carts = new Carts(cache);
    const guest = { kind: "guest", id: "g" } as const;
    await carts.change(guest, () => [tea]);
    const { replace } = cache;
    cache.replace = async () => undefined as never;
    await expect(carts.merge("g", "alice")).rejects.toThrow("cache is unavailable");
    cache.replace = replace;
    expect(await carts.read(guest)).toEqual([tea]);
    await carts.merge("g", "alice");
    expect(await carts.read(alice)).toEqual([tea]);
  });
});

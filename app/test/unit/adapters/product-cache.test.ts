import { describe, expect, it, vi } from "vitest";
import { MemoryCache, ProductCache } from "../../../src/adapters/cache";
import { databaseGone, MemoryShop, tea } from "../../support/memory-shop";

const absent = "0198c5a0-0000-7000-8000-00000000dead";
const key = `v1:product:${tea.id}`;

function productsAt(random = 0) {
  let now = 0;
  const store = new MemoryShop();
  const cache = new MemoryCache(() => now);
  const products = new ProductCache(cache, store, () => random);
  return { store, cache, products, after: (seconds: number) => (now += seconds * 1000) };
}

describe("the product cache", () => {
  it("reads a product from the store once in five minutes", async () => {
    const { products, store, after } = productsAt();
    expect(await products.find(tea.id)).toEqual(tea);
    after(299);
    expect(await products.find(tea.id)).toEqual(tea);
    expect(store.lookups).toBe(1);
    after(1);
    await products.find(tea.id);
    expect(store.lookups).toBe(2);
  });

  it("shortens the lifetime at random by up to a fifth", async () => {
    const { products, store, after } = productsAt(1);
    await products.find(tea.id);
    after(240);
    await products.find(tea.id);
    expect(store.lookups).toBe(2);
  });

  it("remembers for half a minute that there is no such product", async () => {
    const { products, store, after } = productsAt();
    expect(await products.find(absent)).toBeUndefined();
    expect(await products.find(absent)).toBeUndefined();
    expect(store.lookups).toBe(1);
    after(30);
    await products.find(absent);
    expect(store.lookups).toBe(2);
  });

  it("does not cache a failure of the store", async () => {
    const { products, store } = productsAt();
    store.failure = databaseGone();
    await expect(products.find(tea.id)).rejects.toThrow("database is unavailable");
    store.failure = undefined;
    expect(await products.find(tea.id)).toEqual(tea);
  });

  it("reads a dropped product again", async () => {
    const { products, store } = productsAt();
    await products.find(tea.id);
    await products.drop([absent, tea.id]);
    await products.find(tea.id);
    expect(store.lookups).toBe(2);
  });

  it.each(["{", "{}", "7", `{"id":"${tea.id}"}`])("replaces an entry that cannot be read: %s", async (entry) => {
    const { products, cache } = productsAt();
    await cache.set(key, entry, 60);
    expect(await products.find(tea.id)).toEqual(tea);
    expect(await cache.get(key)).toEqual({ status: "found", value: JSON.stringify(tea) });
  });

  it("does not write to an unavailable cache", async () => {
    const { store } = productsAt();
    const set = vi.fn(async () => false);
    const close = async () => undefined;
    const away = {
      get: async () => ({ status: "unavailable" }) as const,
      set,
      count: async () => undefined,
      replace: async () => undefined,
      delete: set,
      close,
    };
    expect(await new ProductCache(away, store).find(tea.id)).toEqual(tea);
    expect(set).not.toHaveBeenCalled();
  });
});

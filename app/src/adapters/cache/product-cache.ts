import * as z from "zod/mini";
import type { Product } from "../../domain/model";
import type { Cache, ShopStore } from "../../domain/ports";
import { ReadThrough } from "./read-through";

const PRODUCT_SECONDS = 300;
const ABSENCE_SECONDS = 30;

/** A product as the cache contains it. */
export const cachedProduct = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  priceCents: z.int(),
  stock: z.int(),
  rating: z.nullable(z.number()),
});

/**
 * Reads products through the cache. A missing product is cached too, for a shorter time. Stock and rating may be as
 * old as the entry; orders are always checked against the database.
 */
export class ProductCache {
  readonly #cache: Cache;
  readonly #entries: ReadThrough;
  readonly #store: Pick<ShopStore, "findProduct">;

  constructor(cache: Cache, store: Pick<ShopStore, "findProduct">, random?: () => number) {
    this.#cache = cache;
    this.#entries = new ReadThrough(cache, random);
    this.#store = store;
  }

  async find(id: string): Promise<Product | undefined> {
    const product = await this.#entries.read<Product | null>(
      cacheKey(id),
      z.nullable(cachedProduct),
      async () => (await this.#store.findProduct(id)) ?? null,
      (found) => (found ? PRODUCT_SECONDS : ABSENCE_SECONDS),
    );
    return product ?? undefined;
  }

  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#cache.delete(cacheKey(id));
  }
}

function cacheKey(id: string): string {
  return `v1:product:${id}`;
}

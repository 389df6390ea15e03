import * as z from "zod/mini";
import type { Product } from "../../domain/model";
import type { Cache, ShopStore } from "../../domain/ports";

const PRODUCT_SECONDS = 300;
const ABSENCE_SECONDS = 30;
/** Random share of the lifetime, so that entries of one moment do not expire together. */
const JITTER = 0.2;

const cachedProductSchema = z.nullable(
  z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    priceCents: z.int(),
    stock: z.int(),
    rating: z.nullable(z.number()),
  }),
);

/**
 * Reads products through the cache. A missing product is cached too, for a shorter time. Stock and rating may be as
 * old as the entry; orders are always checked against the database.
 */
export class ProductCache {
  readonly #cache: Cache;
  readonly #store: Pick<ShopStore, "findProduct">;
  readonly #random: () => number;

  constructor(cache: Cache, store: Pick<ShopStore, "findProduct">, random: () => number = Math.random) {
    this.#cache = cache;
    this.#store = store;
    this.#random = random;
  }

  async find(id: string): Promise<Product | undefined> {
    const answer = await this.#cache.get(cacheKey(id));
    const cachedProduct = answer.status === "found" ? parseCachedProduct(answer.value) : undefined;
    if (cachedProduct !== undefined) return cachedProduct ?? undefined;
    const product = await this.#store.findProduct(id);
    // An unavailable cache is not written to: that would double the wait.
    if (answer.status !== "unavailable") await this.#keep(id, product);
    return product;
  }

  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#cache.delete(cacheKey(id));
  }

  async #keep(id: string, product: Product | undefined): Promise<void> {
    const seconds = product ? PRODUCT_SECONDS : ABSENCE_SECONDS;
    const jittered = Math.ceil(seconds * (1 - JITTER * this.#random()));
    await this.#cache.set(cacheKey(id), JSON.stringify(product ?? null), jittered);
  }
}

function cacheKey(id: string): string {
  return `v1:product:${id}`;
}

/** Returns `null` for a product that does not exist, `undefined` for an unreadable entry. */
function parseCachedProduct(value: string): Product | null | undefined {
  try {
    return cachedProductSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

import * as z from "zod/mini";
import type { Feedback, Page, PageRequest, Product } from "../../domain/model";
import type { Cache, ShopStore } from "../../domain/ports";
import { cachedProduct } from "./product-cache";
import { ReadThrough } from "./read-through";

/** Age that a list may have, because nothing invalidates it. */
const LIST_SECONDS = 10;

/** Default size of a page; larger pages of feedback are not cached. */
const FEEDBACK_ITEMS = 20;

const productPage = z.object({ items: z.array(cachedProduct), next: z.nullable(z.string()) });

const feedbackPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      productId: z.string(),
      rating: z.int(),
      comment: z.string(),
      createdAt: z.string(),
    }),
  ),
  next: z.nullable(z.string()),
});

type Lists = Pick<ShopStore, "listProducts" | "listFeedback">;

/**
 * Reads first pages through the cache, because nearly every visit reads them. Further and empty pages are not cached:
 * their number depends on what callers send.
 */
export class CatalogueCache implements Lists {
  readonly #cache: Cache;
  readonly #entries: ReadThrough;
  readonly #store: Lists;

  constructor(cache: Cache, store: Lists, random?: () => number) {
    this.#cache = cache;
    this.#entries = new ReadThrough(cache, random);
    this.#store = store;
  }

  async listProducts(page: PageRequest, category?: string): Promise<Page<Product>> {
    const load = () => this.#store.listProducts(page, category);
    if (page.after !== undefined) return load();
    return this.#entries.read(`v1:products:${page.limit}:${category ?? ""}`, productPage, load, secondsOf);
  }

  async listFeedback(productId: string, page: PageRequest): Promise<Page<Feedback>> {
    if (page.after !== undefined || page.limit > FEEDBACK_ITEMS) return this.#store.listFeedback(productId, page);
    const load = () => this.#store.listFeedback(productId, { limit: FEEDBACK_ITEMS });
    const { items, next } = await this.#entries.read(feedbackKey(productId), feedbackPage, load, secondsOf);
    const visible = items.slice(0, page.limit);
    return { items: visible, next: visible.length < items.length ? visible.at(-1)!.id : next };
  }

  /** Removes a product's feedback, so that its author finds it in the list. */
  async dropFeedback(productId: string): Promise<void> {
    await this.#cache.delete(feedbackKey(productId));
  }
}

function secondsOf({ items }: Page<unknown>): number {
  return items.length > 0 ? LIST_SECONDS : 0;
}

function feedbackKey(productId: string): string {
  return `v1:feedback:${productId}`;
}

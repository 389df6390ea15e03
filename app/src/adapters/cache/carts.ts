import * as z from "zod/mini";
import { CART_SECONDS, mergeItems, setQuantities, type CartItems, type CartOwner } from "../../domain/cart";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { Cache } from "../../domain/ports";

/** More changes than this at the same moment are refused as unavailable. */
const ATTEMPTS = 25;

const storedItems = z.array(z.object({ productId: z.string(), quantity: z.int() }));

/**
 * Carts in the cache, one key for each owner. Concurrent changes take effect one after the other. Methods throw
 * `TemporarilyUnavailable` when the cache does not answer.
 */
export class Carts {
  readonly #cache: Cache;

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  async read(owner: CartOwner): Promise<CartItems> {
    return parse(await this.#textOf(owner));
  }

  /** Returns the changed items. @param change - called again if the cart has changed in the meantime. */
  async change(owner: CartOwner, change: (items: CartItems) => CartItems): Promise<CartItems> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.#textOf(owner);
      const items = change(parse(before));
      const after = items.length > 0 ? { value: JSON.stringify(items), ttlSeconds: CART_SECONDS } : undefined;
      const isReplaced = await this.#cache.replace(keyOf(owner), before, after);
      if (isReplaced) return items;
      if (isReplaced === undefined) throw new TemporarilyUnavailable("cache");
    }
    throw new TemporarilyUnavailable("cache");
  }

  /**
   * Moves a guest's items to the customer's cart. The two carts are in different shards, so that a failure between the
   * two steps leaves both, and a repetition has the same result.
   */
  async merge(guestId: string, customerId: string): Promise<void> {
    const guest: CartOwner = { kind: "guest", id: guestId };
    const items = await this.read(guest);
    if (items.length === 0) return;
    await this.change({ kind: "customer", id: customerId }, (own) => mergeItems(own, items));
    await this.#cache.delete(keyOf(guest));
  }

  /** Removes the products that the customer has ordered. */
  async removeOrdered(customerId: string, productIds: readonly string[]): Promise<void> {
    const none = Object.fromEntries(productIds.map((id) => [id, 0]));
    await this.change({ kind: "customer", id: customerId }, (items) => setQuantities(items, none));
  }

  async #textOf(owner: CartOwner): Promise<string | undefined> {
    const answer = await this.#cache.get(keyOf(owner), true);
    if (answer.status === "unavailable") throw new TemporarilyUnavailable("cache");
    return answer.status === "found" ? answer.value : undefined;
  }
}

/** Guests have keys of another kind: in the memory cache they evict no customer's cart. */
function keyOf({ kind, id }: CartOwner): string {
  return kind === "guest" ? `v1:guest-cart:${id}` : `v1:cart:${id}`;
}

/** An unreadable cart, for example of a later version, counts as empty. */
function parse(text: string | undefined): CartItems {
  try {
    return storedItems.parse(JSON.parse(text ?? "[]"));
  } catch {
    return [];
  }
}

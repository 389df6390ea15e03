import { forget, readThrough } from "../adapters/cache";
import { getItem } from "../adapters/get-item";
import { Refusal } from "../refusal";
import { setting } from "../settings";
import { productKey, type Product } from "./order";

const cacheKey = (productId: string) => `v1:product:${productId}`;

/** Returns a product, which may be a minute old. @throws Refusal for an unknown one. */
export async function cachedProduct(productId: string): Promise<Product> {
  return existing(productId, await readThrough(cacheKey(productId), () => stored(productId)));
}

/** Returns the product as it is now, and removes its older copy. @throws Refusal for an unknown one. */
export async function currentProduct(productId: string): Promise<Product> {
  await forget([cacheKey(productId)]);
  return existing(productId, await stored(productId));
}

function stored(productId: string): Promise<Product | undefined> {
  return getItem<Product>(setting("ORDERS_TABLE"), productKey(productId));
}

function existing(productId: string, product: Product | undefined): Product {
  if (!product) throw new Refusal("not-found", "There is no such product", { productId });
  return product;
}

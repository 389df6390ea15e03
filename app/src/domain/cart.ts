import { Refusal } from "./errors";

/** Limits of one order, and so of a cart. */
export const MAX_LINES = 20;
export const MAX_QUANTITY = 20;

/** Lifetime of a cart after its last change, and of a guest's session. */
export const CART_SECONDS = 30 * 24 * 60 * 60;

export interface CartItem {
  readonly productId: string;
  readonly quantity: number;
}

/** One item for each product, in the order in which they were added. */
export type CartItems = readonly CartItem[];

/** Quantities by product; 0 removes the product. */
export type Quantities = Readonly<Record<string, number>>;

/** Guests own a cart by the id of their session, customers by their own. */
export interface CartOwner {
  readonly kind: "guest" | "customer";
  readonly id: string;
}

/**
 * Adds pieces of a product.
 *
 * @param stock - pieces that an order could contain.
 * @throws Refusal `cart-limit`.
 */
export function addItem(items: CartItems, { productId, quantity }: CartItem, stock: number): CartItems {
  const present = items.find((item) => item.productId === productId)?.quantity ?? 0;
  const most = Math.min(stock, MAX_QUANTITY);
  if (present + quantity > most) {
    throw new Refusal("cart-limit", `An order can contain at most ${most} of these, and your cart has ${present}.`);
  }
  return setQuantities(items, { [productId]: present + quantity });
}

/** Sets quantities, and leaves other products as they are. @throws Refusal `cart-limit`. */
export function setQuantities(items: CartItems, quantities: Quantities): CartItems {
  const changed = withQuantities(items, quantities);
  if (changed.length > MAX_LINES) {
    throw new Refusal("cart-limit", "The cart is full. Please order its contents first.");
  }
  return changed;
}

/**
 * Returns the items of both carts with the larger quantity of each product, so that a repeated merge changes nothing.
 * The other cart's items that exceed an order are left out.
 */
export function mergeItems(items: CartItems, others: CartItems): CartItems {
  const quantityOf = (productId: string) => items.find((item) => item.productId === productId)?.quantity ?? 0;
  const larger = others.map(({ productId, quantity }) => [productId, Math.max(quantity, quantityOf(productId))]);
  return withQuantities(items, Object.fromEntries(larger) as Quantities).slice(0, MAX_LINES);
}

function withQuantities(items: CartItems, quantities: Quantities): CartItems {
  const all = new Map(items.map(({ productId, quantity }) => [productId, quantity]));
  for (const [productId, quantity] of Object.entries(quantities)) all.set(productId, quantity);
  return [...all].map(([productId, quantity]) => ({ productId, quantity })).filter(({ quantity }) => quantity > 0);
}

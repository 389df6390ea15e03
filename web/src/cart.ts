import { Observable } from "./observable";

export interface CartLine {
  readonly productId: string;
  readonly name: string;
  readonly priceCents: number;
  readonly quantity: number;
}

export type Cart = readonly CartLine[];

/** What the shop takes in one order. */
export const MAX_LINES = 20;
export const MAX_QUANTITY = 20;

const STORAGE_KEY = "cart";

/**
 * Adds to the line that the product has already, or makes one.
 *
 * @throws an error that tells the customer why an order cannot have that.
 */
export function addLine(cart: Cart, line: CartLine, stock: number): Cart {
  const present = cart.find(({ productId }) => productId === line.productId)?.quantity ?? 0;
  const most = Math.min(stock, MAX_QUANTITY);
  if (present + line.quantity > most)
    throw new Error(`An order can have ${most} of these at most, and your cart has ${present}.`);
  if (!present && cart.length === MAX_LINES) throw new Error("The cart is full. Please order first what is in it.");
  return setQuantity(present ? cart : [...cart, line], line.productId, present + line.quantity);
}

/** What is no quantity counts as one piece, and what is too much as the limit. */
export function setQuantity(cart: Cart, productId: string, wanted: number): Cart {
  const quantity = Math.min(MAX_QUANTITY, Math.max(1, Math.trunc(wanted) || 1));
  return cart.map((line) => (line.productId === productId ? { ...line, quantity } : line));
}

export function removeLine(cart: Cart, productId: string): Cart {
  return cart.filter((line) => line.productId !== productId);
}

export const itemCount = (cart: Cart) => cart.reduce((sum, { quantity }) => sum + quantity, 0);

export const subtotalCents = (cart: Cart) => cart.reduce((sum, line) => sum + line.priceCents * line.quantity, 0);

/** One point is worth one cent, and an order never costs less than nothing. */
export const redeemablePoints = (balance: number, subtotal: number) => Math.max(0, Math.min(balance, subtotal));

/** One point for each whole unit of what is paid. */
export const earnedPoints = (totalCents: number) => Math.floor(totalCents / 100);

function isLine(value: unknown): value is CartLine {
  const { productId, name, priceCents, quantity } = (value ?? {}) as Partial<CartLine>;
  const isCount = (count: unknown) => Number.isSafeInteger(count) && (count as number) >= 0;
  return typeof productId === "string" && typeof name === "string" && isCount(priceCents) && isCount(quantity);
}

/** The cart of this tab; what is not a cart, an older version's say, counts as an empty one. */
export function readCart(storage: Storage): Cart {
  try {
    const value: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(value) && value.every(isLine) ? value : [];
  } catch {
    return [];
  }
}

/** The cart, kept for as long as the tab lives. */
export function openCart(storage: Storage): Observable<Cart> {
  const cart = new Observable(readCart(storage));
  cart.subscribe((lines) => storage.setItem(STORAGE_KEY, JSON.stringify(lines)));
  return cart;
}

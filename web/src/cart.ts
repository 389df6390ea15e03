import type { Price } from "./api/model";
import { Observable } from "./observable";

export interface CartLine extends Price {
  readonly name: string;
  readonly quantity: number;
}

export type Cart = readonly CartLine[];

/** Limits of the shop for one order. */
export const MAX_LINES = 20;
export const MAX_QUANTITY = 20;

const STORAGE_KEY = "cart";

/**
 * Adds to the product's line at the price of today, or creates one.
 *
 * @throws an error for the customer when an order cannot contain that.
 */
export function addLine(cart: Cart, line: CartLine, stock: number): Cart {
  const present = cart.find(({ productId }) => productId === line.productId)?.quantity ?? 0;
  const most = Math.min(stock, MAX_QUANTITY);
  if (present + line.quantity > most)
    throw new Error(`An order can contain at most ${most} of these, and your cart has ${present}.`);
  if (!present && cart.length === MAX_LINES) throw new Error("The cart is full. Please order its contents first.");
  return setQuantity(present ? withPrices(cart, [line]) : [...cart, line], line.productId, present + line.quantity);
}

/** Replaces the prices of the products. */
export const withPrices = (cart: Cart, prices: readonly Price[]): Cart =>
  cart.map((line) => ({
    ...line,
    priceCents: prices.find(({ productId }) => productId === line.productId)?.priceCents ?? line.priceCents,
  }));

/** The nearest quantity that an order can contain; 1 for an invalid number. */
export const orderable = (value: number) => Math.min(MAX_QUANTITY, Math.max(1, Math.trunc(value) || 1));

/** Sets the nearest quantity that an order can contain. */
export function setQuantity(cart: Cart, productId: string, value: number): Cart {
  const quantity = orderable(value);
  return cart.map((line) => (line.productId === productId ? { ...line, quantity } : line));
}

/** Removes the lines of the products. */
export const withoutLines = (cart: Cart, products: readonly Pick<CartLine, "productId">[]): Cart =>
  cart.filter((line) => !products.some(({ productId }) => productId === line.productId));

export const itemCount = (cart: Cart) => cart.reduce((sum, { quantity }) => sum + quantity, 0);

export const subtotalCents = (cart: Cart) => cart.reduce((sum, line) => sum + line.priceCents * line.quantity, 0);

/** Points that can be redeemed: one per cent of currency, and at most the subtotal. */
export const redeemablePoints = (balance: number, subtotal: number) => Math.max(0, Math.min(balance, subtotal));

/** Points earned: one for each whole unit of the currency. */
export const earnedPoints = (totalCents: number) => Math.floor(totalCents / 100);

function isLine(value: unknown): value is CartLine {
  const { productId, name, priceCents, quantity } = (value ?? {}) as Partial<CartLine>;
  const isCount = (count = -1) => Number.isSafeInteger(count) && count >= 0;
  return typeof productId === "string" && typeof name === "string" && isCount(priceCents) && isCount(quantity);
}

/** Reads the cart; an unreadable one, for example of an older version, counts as empty. */
export function readCart(storage: Storage): Cart {
  try {
    const value: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(value) && value.every(isLine) ? value : [];
  } catch {
    return [];
  }
}

/** Opens the cart, which all tabs of the browser share. */
export function openCart(window: Pick<Window, "localStorage" | "addEventListener">): Observable<Cart> {
  const storage = window.localStorage;
  const cart = new Observable(readCart(storage));
  cart.subscribe((lines) => storage.setItem(STORAGE_KEY, JSON.stringify(lines)));
  // Only changes of other tabs are announced.
  window.addEventListener("storage", () => (cart.value = readCart(storage)));
  return cart;
}

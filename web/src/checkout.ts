import type { Problem } from "./api/problem";

const STORAGE_KEY = "checkout";

/**
 * Returns the idempotency key of the open checkout. It survives repeated clicks, lost answers and a new sign-in, so
 * that the shop places one order.
 */
export function openCheckout(storage: Storage): string {
  const key = storage.getItem(STORAGE_KEY) ?? crypto.randomUUID();
  storage.setItem(STORAGE_KEY, key);
  return key;
}

/** Ends the checkout: the next order gets a new key. */
export function closeCheckout(storage: Storage): void {
  storage.removeItem(STORAGE_KEY);
}

/** Refusals of an order that the shop has read to the end: no order was placed, or the answer names it. */
const FINAL = [404, 409, 422];

/** Returns true if the refusal is final for the order. After any other failure the order may have been placed. */
export const isFinal = ({ status = 0 }: Partial<Problem>) => FINAL.includes(status);

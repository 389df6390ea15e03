import { isRefusal, type Problem } from "./api/problem";

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

/** Returns true if the refusal is final for the order. */
export function isFinal(error: Partial<Problem>): boolean {
  return isRefusal(error) && error.status !== 401 && error.status !== 403;
}

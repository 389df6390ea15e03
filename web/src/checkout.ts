import { isRefusal, type Problem } from "./api/problem";

const STORAGE_KEY = "checkout";

/**
 * The idempotency key of the checkout that is open. It stays the same over repeated clicks, lost answers and a new sign-in, so that the shop
 * places one order, however often it is asked.
 */
export function openCheckout(storage: Storage): string {
  const key = storage.getItem(STORAGE_KEY) ?? crypto.randomUUID();
  storage.setItem(STORAGE_KEY, key);
  return key;
}

/** The shop has given its final answer: whatever is ordered next is another order. */
export function closeCheckout(storage: Storage): void {
  storage.removeItem(STORAGE_KEY);
}

/** Whether a refusal is the shop's last word on the order, or something that the same order may still overcome. */
export function isFinal(error: Partial<Problem>): boolean {
  return isRefusal(error) && error.status !== 401 && error.status !== 403;
}

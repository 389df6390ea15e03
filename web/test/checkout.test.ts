import { describe, expect, it } from "vitest";
import { Problem } from "../src/api/problem";
import { closeCheckout, isFinal, openCheckout } from "../src/checkout";
import { memoryStorage } from "./support/memory-storage";

describe("the idempotency key of a checkout", () => {
  it("stays the same until the checkout is closed", () => {
    const storage = memoryStorage();
    const key = openCheckout(storage);
    expect(openCheckout(storage)).toBe(key);
    closeCheckout(storage);
    expect(openCheckout(storage)).not.toBe(key);
  });

  it("is 1 to 255 characters of visible ASCII", () => {
    expect(openCheckout(memoryStorage())).toMatch(/^[\x21-\x7e]{1,255}$/);
  });

  it.each([404, 409, 422])("ends after the answer %i", (status) => {
    expect(isFinal(new Problem(status, "a", "b"))).toBe(true);
  });

  it.each([0, 400, 401, 403, 413, 415, 429, 500, 502, 503])("stays open after the answer %i", (status) => {
    expect(isFinal(new Problem(status, "a", "b"))).toBe(false);
  });

  it("stays open after a fault of the storefront itself", () => {
    expect(isFinal(new Error("a"))).toBe(false);
  });
});

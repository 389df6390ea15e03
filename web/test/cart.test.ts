import { describe, expect, it } from "vitest";
import {
  addLine,
  earnedPoints,
  itemCount,
  openCart,
  orderable,
  readCart,
  redeemablePoints,
  setQuantity,
  subtotalCents,
  withoutLines,
  withPrices,
  type Cart,
} from "../src/cart";
import { memoryStorage } from "./support/memory-storage";

const kettle = { productId: "p1", name: "Kettle", priceCents: 990, quantity: 2 };
const lamp = { productId: "p2", name: "Lamp", priceCents: 4550, quantity: 1 };

describe("a cart", () => {
  it("sums prices in whole cents and counts pieces", () => {
    expect(subtotalCents([kettle, lamp])).toBe(6530);
    expect(itemCount([kettle, lamp])).toBe(3);
    expect(subtotalCents([])).toBe(0);
  });

  it("adds to the line that a product has already", () => {
    expect(addLine([kettle, lamp], { ...kettle, quantity: 3 }, 99)).toEqual([{ ...kettle, quantity: 5 }, lamp]);
  });

  it("has the price that was shown last, also for pieces that it had before", () => {
    const [line] = addLine([kettle], { ...kettle, priceCents: 9900, quantity: 1 }, 99);
    expect(line).toEqual({ ...kettle, priceCents: 9900, quantity: 3 });
  });

  it("takes over current prices and nothing else", () => {
    const prices = [{ productId: "p2", priceCents: 1, name: "Other" }];
    expect(withPrices([kettle, lamp], prices)).toEqual([kettle, { ...lamp, priceCents: 1 }]);
  });

  it("adds a line for a new product", () => {
    expect(addLine([kettle], lamp, 99)).toEqual([kettle, lamp]);
  });

  it("accepts twenty products and no more", () => {
    const nineteen: Cart = Array.from({ length: 19 }, (_, index) => ({ ...lamp, productId: `q${index}` }));
    const twenty = addLine(nineteen, kettle, 99);
    expect(twenty).toHaveLength(20);
    expect(() => addLine(twenty, lamp, 99)).toThrow("The cart is full. Please order its contents first.");
    expect(addLine(twenty, kettle, 99)[19]!.quantity).toBe(4);
  });

  it("accepts twenty pieces of a product and no more", () => {
    const nineteen = addLine([], { ...lamp, quantity: 19 }, 99);
    expect(addLine(nineteen, lamp, 99)[0]!.quantity).toBe(20);
    expect(() => addLine(nineteen, { ...lamp, quantity: 2 }, 99)).toThrow(
      "An order can contain at most 20 of these, and your cart has 19.",
    );
  });

  it("accepts no more pieces of a product than are in stock", () => {
    expect(addLine([kettle], kettle, 4)[0]!.quantity).toBe(4);
    expect(() => addLine([kettle], kettle, 3)).toThrow("An order can contain at most 3 of these, and your cart has 2.");
    expect(() => addLine([lamp], { ...kettle, quantity: 4 }, 3)).toThrow("at most 3 of these, and your cart has 0.");
  });

  it.each([
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [2.9, 2],
    [20, 20],
  ])("changes a quantity of %s to %s", (wanted, kept) => {
    expect(orderable(wanted)).toBe(kept);
    expect(setQuantity([kettle], "p1", wanted)[0]!.quantity).toBe(kept);
    expect(addLine([], { ...lamp, quantity: wanted }, 99)[0]!.quantity).toBe(kept);
  });

  it("limits a quantity", () => {
    expect(setQuantity([kettle], "p1", 21)[0]!.quantity).toBe(20);
  });

  it("does not change other lines", () => {
    expect(setQuantity([kettle, lamp], "p2", 7)).toEqual([kettle, { ...lamp, quantity: 7 }]);
    expect(withoutLines([kettle, lamp], [kettle])).toEqual([lamp]);
    expect(withoutLines([kettle, lamp], [])).toEqual([kettle, lamp]);
  });
});

describe("points", () => {
  it("are redeemed up to the balance and up to the subtotal", () => {
    expect(redeemablePoints(500, 990)).toBe(500);
    expect(redeemablePoints(5000, 990)).toBe(990);
    expect(redeemablePoints(-1, 990)).toBe(0);
  });

  it("are earned for whole units of the paid amount", () => {
    expect(earnedPoints(199)).toBe(1);
    expect(earnedPoints(99)).toBe(0);
    expect(earnedPoints(200)).toBe(2);
  });
});

describe("the stored cart", () => {
  it("is there again when the page is loaded again", () => {
    const localStorage = memoryStorage();
    openCart({ localStorage, addEventListener: () => {} }).value = [kettle];
    expect(readCart(localStorage)).toEqual([kettle]);
  });

  it("changes when another tab changes it", () => {
    const localStorage = memoryStorage();
    const window = Object.assign(new EventTarget(), { localStorage });
    const cart = openCart(window as never);
    localStorage.setItem("cart", JSON.stringify([lamp]));
    window.dispatchEvent(new Event("storage"));
    expect(cart.value).toEqual([lamp]);
  });

  it.each([
    ["nothing", undefined],
    ["broken text", "["],
    ["another thing than a list", '{"a":1}'],
    ["a line without a price", '[{"productId":"p1","name":"Kettle","quantity":1}]'],
    ["a line with a fraction of a cent", '[{"productId":"p1","name":"Kettle","priceCents":1.5,"quantity":1}]'],
    ["an empty line", "[null]"],
  ])("is empty when the storage holds %s", (_, text) => {
    expect(readCart(memoryStorage(text === undefined ? {} : { cart: text }))).toEqual([]);
  });
});

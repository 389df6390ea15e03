import { describe, expect, it } from "vitest";
import { addItem, mergeItems, setQuantities, type CartItems } from "../../../src/domain/cart";

const kettle = { productId: "p1", quantity: 2 };
const lamp = { productId: "p2", quantity: 1 };
const full: CartItems = Array.from({ length: 20 }, (_, n) => ({ productId: `q${n}`, quantity: 1 }));

const refusal = (message: string) => expect.objectContaining({ code: "cart-limit", message }) as Error;

describe("a cart", () => {
  it("adds to the item that a product has already, and else behind the others", () => {
    expect(addItem([kettle, lamp], { ...kettle, quantity: 3 }, 99)).toEqual([{ ...kettle, quantity: 5 }, lamp]);
    expect(addItem([kettle], lamp, 99)).toEqual([kettle, lamp]);
  });

  it("accepts twenty pieces of a product and no more", () => {
    expect(addItem([], { ...lamp, quantity: 20 }, 99)).toEqual([{ ...lamp, quantity: 20 }]);
    expect(() => addItem([{ ...lamp, quantity: 19 }], { ...lamp, quantity: 2 }, 99)).toThrow(
      refusal("An order can contain at most 20 of these, and your cart has 19."),
    );
  });

  it("accepts no more pieces of a product than are in stock", () => {
    expect(addItem([kettle], kettle, 4)).toEqual([{ ...kettle, quantity: 4 }]);
    expect(() => addItem([kettle], kettle, 3)).toThrow(
      refusal("An order can contain at most 3 of these, and your cart has 2."),
    );
    expect(() => addItem([], kettle, 1)).toThrow(
      refusal("An order can contain at most 1 of these, and your cart has 0."),
    );
  });

  it("accepts twenty products and no more", () => {
    expect(addItem(full.slice(1), kettle, 99)).toHaveLength(20);
    expect(addItem(full, { productId: "q3", quantity: 1 }, 99)[3]).toEqual({ productId: "q3", quantity: 2 });
    expect(() => addItem(full, kettle, 99)).toThrow(refusal("The cart is full. Please order its contents first."));
    expect(() => setQuantities(full, { p1: 1 })).toThrow(refusal("The cart is full. Please order its contents first."));
  });

  it("sets quantities in place, adds products, and removes those without pieces", () => {
    expect(setQuantities([kettle, lamp], { p1: 7 })).toEqual([{ ...kettle, quantity: 7 }, lamp]);
    expect(setQuantities([kettle, lamp], { p1: 0, p3: 4 })).toEqual([lamp, { productId: "p3", quantity: 4 }]);
    expect(setQuantities([kettle], { p1: 0 })).toEqual([]);
    expect(setQuantities([kettle], { p9: 0 })).toEqual([kettle]);
  });

  it("may be replaced by twenty other products at once", () => {
    const others = Object.fromEntries(full.map((_, n) => [`r${n}`, 1]));
    const none = Object.fromEntries(full.map(({ productId }) => [productId, 0]));
    expect(setQuantities(full, { ...none, ...others })).toHaveLength(20);
  });

  it("does not change the list that it was given", () => {
    const items = Object.freeze([Object.freeze({ ...kettle })]);
    addItem(items, kettle, 99);
    setQuantities(items, { p1: 0 });
    expect(items).toEqual([kettle]);
  });
});

describe("two carts", () => {
  it("become one with the larger quantity of each product", () => {
    const guest = [
      { ...kettle, quantity: 1 },
      { ...lamp, quantity: 5 },
    ];
    expect(mergeItems([kettle, lamp], guest)).toEqual([kettle, { ...lamp, quantity: 5 }]);
    expect(mergeItems([], guest)).toEqual(guest);
    expect(mergeItems([kettle], [])).toEqual([kettle]);
  });

  it("become the same by a second merge", () => {
    const once = mergeItems([kettle], [{ ...kettle, quantity: 3 }, lamp]);
    expect(mergeItems(once, [{ ...kettle, quantity: 3 }, lamp])).toEqual(once);
  });

  it("keep what was in the customer's, and the first of the others up to an order", () => {
    expect(mergeItems(full, [kettle])).toEqual(full);
    expect(mergeItems(full.slice(1), [kettle, lamp])).toEqual([...full.slice(1), kettle]);
  });
});

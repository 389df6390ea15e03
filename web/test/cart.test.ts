import { describe, expect, it, vi } from "vitest";
import type { CartLine, Quantities } from "../src/api/model";
import { Problem } from "../src/api/problem";
import {
  Cart,
  earnedPoints,
  itemCount,
  orderable,
  readCopy,
  redeemablePoints,
  subtotalCents,
  withChanges,
  type Lines,
} from "../src/cart";
import { memoryStorage } from "./support/memory-storage";

const kettle = { productId: "p1", name: "Kettle", priceCents: 990, quantity: 2 };
const lamp = { productId: "p2", name: "Lamp", priceCents: 4550, quantity: 1 };

const unavailable = () => new Problem(503, "temporarily-unavailable", "Try again in a moment");
const unreachable = () => new Problem(0, "unreachable", "The shop does not answer.");
const refused = () => new Problem(409, "cart-limit", "The cart is full.");

describe("lines", () => {
  it("sum prices in whole cents and count pieces", () => {
    expect(subtotalCents([kettle, lamp])).toBe(6530);
    expect(itemCount([kettle, lamp])).toBe(3);
    expect(subtotalCents([])).toBe(0);
  });

  it("are changed in place, appended, and removed without pieces", () => {
    expect(withChanges([kettle, lamp], [{ ...kettle, quantity: 5 }])).toEqual([{ ...kettle, quantity: 5 }, lamp]);
    expect(withChanges([kettle], [lamp])).toEqual([kettle, lamp]);
    expect(withChanges([kettle, lamp], [{ ...kettle, quantity: 0 }])).toEqual([lamp]);
  });

  it("take over current prices and nothing else, and no line of another product", () => {
    const prices = [
      { productId: "p2", priceCents: 1 },
      { productId: "p9", priceCents: 2 },
    ];
    expect(withChanges([kettle, lamp], prices)).toEqual([kettle, { ...lamp, priceCents: 1 }]);
  });

  it.each([
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [2.9, 2],
    [20, 20],
    [21, 20],
  ])("have the quantity %s as %s", (wanted, set) => {
    expect(orderable(wanted)).toBe(set);
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

/** The storage of a browser that has exchanged the lines with the shop. */
const exchanged = (lines: Lines) => memoryStorage({ cart: JSON.stringify(lines), unsaved: "null" });

/** A shop that has lines, or fails. */
class FakeShop {
  failure: Error | undefined;
  readonly requests: unknown[] = [];

  constructor(public lines: Lines = []) {}

  getCart = () => this.#answer("get");

  addToCart = ({ productId, quantity }: Pick<CartLine, "productId" | "quantity">) =>
    this.#answer({ add: { [productId]: quantity } }, () => {
      const present = this.lines.find((line) => line.productId === productId)?.quantity ?? 0;
      this.#set({ [productId]: present + quantity });
    });

  changeCart = (quantities: Quantities) => this.#answer({ set: quantities }, () => this.#set(quantities));

  #set(quantities: Quantities) {
    const changes = Object.entries(quantities).map(([productId, quantity]) => ({
      ...(productId === "p1" ? kettle : lamp),
      quantity,
    }));
    this.lines = withChanges(this.lines, changes);
  }

  async #answer(request: unknown, change = () => {}) {
    this.requests.push(request);
    await Promise.resolve();
    if (this.failure) throw this.failure;
    change();
    return { items: this.lines };
  }
}

function open(shop = new FakeShop(), localStorage = memoryStorage()) {
  const window = Object.assign(new EventTarget(), { localStorage });
  const report = vi.fn();
  return { cart: new Cart(window as never, shop, report), shop, localStorage, window, report };
}

describe("the cart of the shop", () => {
  it("replaces the copy when it is loaded", async () => {
    const { cart, localStorage } = open(new FakeShop([lamp]), exchanged([kettle]));
    expect(cart.value).toEqual([kettle]);
    await cart.load();
    expect(cart.value).toEqual([lamp]);
    expect(readCopy(localStorage)).toEqual([lamp]);
  });

  it("adds pieces to those of other devices, and shows them at once", async () => {
    const { cart, shop } = open(new FakeShop([{ ...kettle, quantity: 7 }]));
    const adding = cart.add(kettle);
    expect(cart.value).toEqual([kettle]);
    await adding;
    expect(shop.requests).toEqual([{ add: { p1: 2 } }]);
    expect(cart.value).toEqual([{ ...kettle, quantity: 9 }]);
  });

  it("is what it was when the shop refuses, and the refusal is the page's", async () => {
    const { cart, shop, localStorage, report } = open(new FakeShop(), exchanged([lamp]));
    shop.failure = refused();
    await expect(cart.add(kettle)).rejects.toThrow("The cart is full.");
    expect(cart.value).toEqual([lamp]);
    await cart.change([{ ...lamp, quantity: 3 }]);
    expect(report).toHaveBeenCalledExactlyOnceWith(shop.failure);
    expect(cart.value).toEqual([lamp]);
    expect(JSON.parse(localStorage.getItem("unsaved")!)).toBeNull();
  });

  it("is changed in the order of the clicks", async () => {
    const { cart, shop } = open();
    await Promise.all([cart.add(kettle), cart.change([{ ...kettle, quantity: 5 }]), cart.add(lamp), cart.load()]);
    expect(shop.requests).toEqual([{ add: { p1: 2 } }, { set: { p1: 5 } }, { add: { p2: 1 } }, "get"]);
    expect(cart.value).toEqual([{ ...kettle, quantity: 5 }, lamp]);
  });

  it("keeps its contents when the browser forgets them", async () => {
    const { cart, shop, localStorage } = open(new FakeShop([kettle]));
    await cart.load();
    shop.failure = unavailable();
    await cart.add(lamp);
    cart.forget();
    expect(cart.value).toEqual([]);
    shop.failure = undefined;
    await cart.load();
    expect(shop.lines).toEqual([kettle]);
    expect(readCopy(localStorage)).toEqual([kettle]);
  });
});

describe("the copy of the cart", () => {
  it("changes when another tab changes it", () => {
    const { cart, localStorage, window } = open();
    localStorage.setItem("cart", JSON.stringify([lamp]));
    window.dispatchEvent(new Event("storage"));
    expect(cart.value).toEqual([lamp]);
  });

  it.each([
    ["nothing", undefined],
    ["broken text", "["],
    ["another thing than a list", '{"a":1}'],
    ["a line without a price", '[{"productId":"p1","name":"Kettle","quantity":1}]'],
    ["a line of a negative price", '[{"productId":"p1","name":"Kettle","priceCents":-1,"quantity":1}]'],
    ["an empty line", "[null]"],
  ])("is empty when the storage has %s", (_, text) => {
    expect(readCopy(memoryStorage(text === undefined ? {} : { cart: text }))).toEqual([]);
  });

  it.each([unavailable, unreachable, () => new Problem(429, "too-many-requests", "Later")])(
    "is the cart while the shop does not answer, and is written once it does: %o",
    async (failure) => {
      const { cart, shop, report } = open(new FakeShop([kettle]));
      await cart.load();
      shop.failure = failure();
      await cart.add({ ...lamp, quantity: 2 });
      await cart.add({ ...lamp, quantity: 2 });
      await cart.change([{ ...kettle, quantity: 0 }]);
      expect(cart.value).toEqual([{ ...lamp, quantity: 4 }]);
      expect(report).not.toHaveBeenCalled();
      shop.failure = undefined;
      await cart.load();
      expect(shop.requests.slice(-2)).toEqual([{ set: { p1: 0, p2: 4 } }, "get"]);
      expect([shop.lines, cart.value]).toEqual([cart.value, [{ ...lamp, quantity: 4 }]]);
      await cart.load();
      expect(shop.requests.at(-2)).toBe("get");
    },
  );

  it("is also written by another tab, after a restart of the shop that has lost the cart", async () => {
    const { cart, shop, localStorage } = open(new FakeShop([kettle]));
    await cart.load();
    shop.failure = unavailable();
    await cart.load();
    shop.failure = undefined;
    shop.lines = [];
    const other = open(shop, localStorage);
    await other.cart.add(lamp);
    expect(shop.lines).toEqual([kettle, lamp]);
  });

  it("is not written after a read that the browser gave up", async () => {
    const { cart, shop } = open(new FakeShop([kettle]));
    await cart.load();
    shop.failure = unreachable();
    await cart.load();
    shop.failure = undefined;
    shop.lines = [];
    await cart.load();
    expect([shop.lines, cart.value]).toEqual([[], []]);
  });

  it("is dropped if the shop refuses it, so that the next exchange succeeds", async () => {
    const { cart, shop } = open(new FakeShop([kettle]));
    shop.failure = unavailable();
    await cart.add(lamp);
    shop.failure = refused();
    await cart.load();
    shop.failure = undefined;
    await cart.load();
    expect(cart.value).toEqual([kettle]);
    expect(shop.requests.at(-1)).toBe("get");
  });

  it("of a storefront without carts at the shop is written once, to what the shop has", async () => {
    const { cart, shop } = open(new FakeShop([lamp]), memoryStorage({ cart: JSON.stringify([kettle]) }));
    await cart.load();
    expect(cart.value).toEqual([lamp, kettle]);
    await cart.load();
    expect(shop.requests).toEqual([{ set: { p1: 2 } }, "get", "get"]);
  });

  it("without lines is not written", async () => {
    const { cart, shop } = open(new FakeShop([lamp]));
    await cart.load();
    expect(shop.requests).toEqual(["get"]);
  });

  it("with unreadable changes is written anew", async () => {
    const { cart, shop } = open(new FakeShop(), memoryStorage({ unsaved: "{", cart: JSON.stringify([kettle]) }));
    await cart.change([lamp]);
    await cart.load();
    expect(shop.lines).toEqual([kettle, lamp]);
  });
});

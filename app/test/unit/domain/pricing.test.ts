import { describe, expect, it } from "vitest";
import { priceOrder } from "../../../src/domain/pricing";

const kettle = { id: "kettle", name: "Kettle", priceCents: 2_500, stock: 3 };
const cup = { id: "cup", name: "Cup", priceCents: 400, stock: 12 };

describe("the price of an order", () => {
  it("is the sum of quantities at the products' prices, less the points", () => {
    const request = {
      items: [
        { productId: "cup", quantity: 2, priceCents: 400 },
        { productId: "kettle", quantity: 1, priceCents: 2_500 },
      ],
      redeemPoints: 300,
      paymentToken: "tok_approved",
    };
    expect(priceOrder(request, [kettle, cup], 500)).toEqual({
      items: [
        { productId: "cup", name: "Cup", quantity: 2, priceCents: 400, canRate: false },
        { productId: "kettle", name: "Kettle", quantity: 1, priceCents: 2_500, canRate: false },
      ],
      subtotalCents: 3_300,
      pointsRedeemed: 300,
      totalCents: 3_000,
    });
  });

  it("is zero when points pay for all", () => {
    const request = { items: [{ productId: "cup", quantity: 1, priceCents: 400 }], redeemPoints: 500 };
    expect(priceOrder(request, [cup], 500)).toMatchObject({ pointsRedeemed: 400, totalCents: 0 });
  });

  it("accepts the last piece and refuses one more", () => {
    const request = (quantity: number) => ({
      items: [{ productId: "kettle", quantity, priceCents: 2_500 }],
      redeemPoints: 0,
      paymentToken: "tok_approved",
    });
    expect(priceOrder(request(3), [kettle], 0).subtotalCents).toBe(7_500);
    expect(() => priceOrder(request(4), [kettle], 0)).toThrow(
      expect.objectContaining({ code: "out-of-stock", message: "Kettle: 3 left" }),
    );
  });

  it("refuses a product that does not exist", () => {
    const request = { items: [{ productId: "spoon", quantity: 1, priceCents: 1 }], redeemPoints: 0 };
    expect(() => priceOrder(request, [kettle], 0)).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("refuses a product that is named twice, because each line alone could be in stock", () => {
    const line = { productId: "kettle", quantity: 2, priceCents: 2_500 };
    expect(() => priceOrder({ items: [line, line], redeemPoints: 0 }, [kettle], 0)).toThrow(
      expect.objectContaining({ code: "conflict" }),
    );
  });

  it.each([2_499, 25_000])("refuses a kettle that was shown for %i cents, and has the current prices", (priceCents) => {
    const items = [
      { productId: "cup", quantity: 1, priceCents: 400 },
      { productId: "kettle", quantity: 1, priceCents },
    ];
    const prices = [
      { productId: "cup", priceCents: 400 },
      { productId: "kettle", priceCents: 2_500 },
    ];
    expect(() => priceOrder({ items, redeemPoints: 0, paymentToken: "t" }, [kettle, cup], 0)).toThrow(
      expect.objectContaining({ code: "price-changed", facts: { prices } }),
    );
  });
});

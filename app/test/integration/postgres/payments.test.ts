import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

describe("the payment of an order", () => {
  let db: ShopDatabase;
  let productId: string;
  let orderId: string;

  const messages = async () =>
    (await db.rows("SELECT type FROM outbox WHERE order_id = $1 ORDER BY position", [orderId])).map(({ type }) => type);
  const stock = async () => (await db.shop.findProduct(productId))?.stock;
  const charge = async () => {
    await db.shop.reserve(orderId);
    await db.shop.recordCharge(orderId, "ref-1");
  };

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  /** An order of two pieces out of ten, 1 000 cents each, 150 of them paid with points. */
  async function place(customerId: string): Promise<void> {
    productId = await product(db.database, { priceCents: 1_000, stock: 10 });
    const request = orderRequest([{ productId, quantity: 2 }], 150);
    orderId = (await db.shop.placeOrder(customerId, request, () => "")).order!.id;
  }

  it("is reserved with the amount and the token, the same at every repetition", async () => {
    await place("anna");
    const due = { amountCents: 1_850, paymentToken: "tok_approved", reference: null };
    expect(await db.shop.reserve(orderId)).toEqual(due);
    expect(await db.shop.reserve(orderId)).toEqual(due);
    expect(await db.rows("SELECT amount_cents FROM payments WHERE order_id = $1", [orderId])).toEqual([
      { amount_cents: 1_850 },
    ]);
  });

  it("is confirmed once, with points and one message, also by concurrent calls", async () => {
    await place("berta");
    await charge();
    const done = await Promise.all([db.shop.confirm(orderId), db.open().shop.confirm(orderId)]);
    expect(done.sort()).toEqual([false, true]);
    expect(await db.shop.findOrder("berta", orderId)).toMatchObject({ status: "paid", pointsEarned: 18 });
    expect((await db.shop.customer("berta")).pointsBalance).toBe(368);
    expect(await messages()).toEqual(["order.placed", "order.paid"]);
  });

  it("may be reserved and charged again after it was confirmed", async () => {
    await place("carla");
    await charge();
    await db.shop.confirm(orderId);
    await expect(charge()).resolves.toBeUndefined();
  });

  it("is released once, with stock, points and one message", async () => {
    await place("dora");
    expect([await stock(), (await db.shop.customer("dora")).pointsBalance]).toEqual([8, 350]);
    const done = await Promise.all([db.shop.release(orderId), db.open().shop.release(orderId)]);
    expect(done.sort()).toEqual([false, true]);
    expect(await db.shop.findOrder("dora", orderId)).toMatchObject({ status: "cancelled", pointsEarned: 0 });
    expect([await stock(), (await db.shop.customer("dora")).pointsBalance]).toEqual([10, 500]);
    expect(await messages()).toEqual(["order.placed", "order.cancelled"]);
  });

  it("ends one way or the other when both are tried at once", async () => {
    await place("emma");
    await charge();
    const outcomes = await Promise.allSettled([db.shop.confirm(orderId), db.open().shop.release(orderId)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await messages()).toHaveLength(2);
  });

  it("is not confirmed before it was charged", async () => {
    await place("fritz");
    await db.shop.reserve(orderId);
    await expect(db.shop.confirm(orderId)).rejects.toMatchObject({ name: "Refusal", code: "conflict" });
    expect((await db.shop.findOrder("fritz", orderId))?.status).toBe("placed");
  });

  it("is neither reserved nor confirmed once the order is cancelled", async () => {
    await place("gerda");
    await db.shop.release(orderId);
    await expect(db.shop.reserve(orderId)).rejects.toMatchObject({ name: "Refusal", code: "conflict" });
    await expect(db.shop.confirm(orderId)).rejects.toMatchObject({ name: "Refusal", code: "conflict" });
  });

  it("is not released once the order is paid", async () => {
    await place("hanna");
    await charge();
    await db.shop.confirm(orderId);
    await expect(db.shop.release(orderId)).rejects.toMatchObject({ name: "Refusal", code: "conflict" });
    expect(await stock()).toBe(8);
  });

  it("has a status, which an unknown order has not", async () => {
    await place("hedda");
    const unknown = "01920000-0000-7000-8000-0000000000ff";
    expect(await db.shop.statuses([orderId, unknown, "no-uuid"])).toEqual(new Map([[orderId, "placed"]]));
  });

  it("does not record a charge that ends after the cancellation", async () => {
    await place("helga");
    await db.shop.reserve(orderId);
    await db.shop.release(orderId);
    expect(await db.shop.recordCharge(orderId, "ref-1")).toBe(false);
    expect(await db.rows("SELECT reference FROM payments WHERE order_id = $1", [orderId])).toEqual([
      { reference: null },
    ]);
  });

  it.each(["confirm", "release"] as const)("stores no payment token after %s", async (end) => {
    await place(`inge-${end}`);
    await charge();
    expect(await db.rows("SELECT payment_token FROM orders WHERE id = $1", [orderId])).toEqual([
      { payment_token: "tok_approved" },
    ]);
    await db.shop[end](orderId);
    expect(await db.rows("SELECT payment_token FROM orders WHERE id = $1", [orderId])).toEqual([
      { payment_token: null },
    ]);
  });

  it("of nothing is confirmed without a charge, and stores no payment token", async () => {
    productId = await product(db.database, { priceCents: 300, stock: 10 });
    const { paymentToken: _, ...request } = orderRequest([{ productId, quantity: 1 }], 300);
    orderId = (await db.shop.placeOrder("jule", request, () => "")).order!.id;
    expect(await db.shop.reserve(orderId)).toEqual({ amountCents: 0, paymentToken: null, reference: null });
    expect(await db.shop.confirm(orderId)).toBe(true);
  });

  it("retains the first reference and refuses another", async () => {
    await place("ida");
    await charge();
    await expect(db.shop.recordCharge(orderId, "ref-2")).rejects.toMatchObject({ code: "conflict" });
    expect(await db.rows("SELECT reference FROM payments WHERE order_id = $1", [orderId])).toEqual([
      { reference: "ref-1" },
    ]);
  });

  it("is not charged before it was reserved", async () => {
    await place("jana");
    await expect(db.shop.recordCharge(orderId, "ref")).rejects.toMatchObject({ name: "Refusal", code: "not-found" });
  });

  it.each(["01920000-0000-7000-8000-0000000000ff", "no-uuid"])(
    "of an order that is not there is refused: %s",
    async (id) => {
      const refusal = { name: "Refusal", code: "not-found" };
      await expect(db.shop.reserve(id)).rejects.toMatchObject(refusal);
      await expect(db.shop.recordCharge(id, "ref")).rejects.toMatchObject(refusal);
      await expect(db.shop.confirm(id)).rejects.toMatchObject(refusal);
      await expect(db.shop.release(id)).rejects.toMatchObject(refusal);
    },
  );
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

describe("customers", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  it("get 500 welcome points once, also by concurrent first requests", async () => {
    const environments = Array.from({ length: 4 }, () => db.open());
    const answers = await Promise.all(
      environments.flatMap(({ shop }) => [shop.customer("anna"), shop.customer("anna")]),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ id: "anna", pointsBalance: 500 });
    const { items } = await db.shop.listPoints("anna", { limit: 10 });
    expect(items).toMatchObject([{ points: 500, reason: "welcome", orderId: null }]);
  });

  it("are welcomed by their first order too", async () => {
    const productId = await product(db.database);
    await db.shop.placeOrder("first-order", orderRequest([{ productId, quantity: 1 }], 100), () => "");
    expect((await db.shop.customer("first-order")).pointsBalance).toBe(400);
  });

  it("see their own orders and points only", async () => {
    const productId = await product(db.database);
    const request = orderRequest([{ productId, quantity: 1 }], 10);
    const { order } = await db.shop.placeOrder("bert", request, () => "of bert");
    await db.shop.customer("mallory");
    expect(await db.shop.findOrder("bert", order!.id)).toEqual(order);
    expect(await db.shop.findOrder("mallory", order!.id)).toBeUndefined();
    expect((await db.shop.listOrders("mallory", { limit: 10 })).items).toEqual([]);
    expect((await db.shop.listPoints("mallory", { limit: 10 })).items).toHaveLength(1);
    expect((await db.shop.listPoints("bert", { limit: 10 })).items).toHaveLength(2);
  });

  it("do not get one another's answers for the same idempotency key", async () => {
    const productId = await product(db.database);
    const request = orderRequest([{ productId, quantity: 1 }]);
    const first = await db.shop.placeOrder("carl", request, () => "of carl");
    const second = await db.shop.placeOrder("mallory", request, () => "of mallory");
    expect([first.answer, second.answer]).toEqual(["of carl", "of mallory"]);
    expect(second.repeated).toBe(false);
  });

  it("cannot read another customer's order by using it as a cursor", async () => {
    const productId = await product(db.database);
    await db.shop.placeOrder("dirk", orderRequest([{ productId, quantity: 1 }]), () => "");
    const cursor = "ffffffff-ffff-7fff-bfff-ffffffffffff";
    expect((await db.shop.listOrders("dirk", { limit: 10, after: cursor })).items).toHaveLength(1);
    expect((await db.shop.listOrders("mallory-2", { limit: 10, after: cursor })).items).toEqual([]);
  });

  it.each(["nonsense", "' or true --"])("have no order %j", async (orderId) => {
    expect(await db.shop.findOrder("bert", orderId)).toBeUndefined();
    expect(await db.shop.listOrders("bert", { limit: 5, after: orderId })).toEqual({ items: [], next: null });
  });
});

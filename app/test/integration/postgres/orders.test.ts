import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Order } from "../../../src/domain/model";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

const render = (order: Order) => JSON.stringify({ zulu: order.totalCents, alpha: order.id, at: order.createdAt });

describe("an order", () => {
  let db: ShopDatabase;
  const stockOf = async (id: string) => (await db.shop.findProduct(id))?.stock;
  const count = async (table: string, customerId: string) =>
    (await db.rows(`SELECT 1 FROM ${table} WHERE customer_id = $1`, [customerId])).length;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  it("reduces stock and points, records a message and can be read", async () => {
    const kettle = await product(db.database, { name: "Kettle", priceCents: 2_500, stock: 3 });
    const cup = await product(db.database, { name: "Cup", priceCents: 400, stock: 9 });
    const items = [
      { productId: kettle, quantity: 1 },
      { productId: cup, quantity: 2 },
    ];
    const { order, answer, repeated } = await db.shop.placeOrder("anna", orderRequest(items, 300), render);
    expect(repeated).toBe(false);
    expect(answer).toBe(render(order!));
    expect(order).toMatchObject({
      customerId: "anna",
      status: "placed",
      items: [
        { productId: kettle, name: "Kettle", quantity: 1, priceCents: 2_500 },
        { productId: cup, name: "Cup", quantity: 2, priceCents: 400 },
      ],
      subtotalCents: 3_300,
      pointsRedeemed: 300,
      totalCents: 3_000,
      pointsEarned: 0,
    });
    expect([await stockOf(kettle), await stockOf(cup)]).toEqual([2, 7]);
    expect((await db.shop.customer("anna")).pointsBalance).toBe(200);
    expect(await db.shop.findOrder("anna", order!.id)).toEqual(order);
    expect((await db.shop.listOrders("anna", { limit: 1 })).items).toEqual([order]);
    expect(await db.rows("SELECT type, order_id, product_ids FROM outbox WHERE customer_id = 'anna'")).toEqual([
      { type: "order.placed", order_id: order!.id, product_ids: [kettle, cup] },
    ]);
  });

  it("retains its prices and names when the product changes", async () => {
    const id = await product(db.database, { name: "Old", priceCents: 100 });
    const { order } = await db.shop.placeOrder("berta", orderRequest([{ productId: id, quantity: 1 }]), render);
    await product(db.database, { id, name: "New", priceCents: 900 });
    expect((await db.shop.findOrder("berta", order!.id))?.items).toMatchObject([{ name: "Old", priceCents: 100 }]);
  });

  it("is placed once by sixteen concurrent requests of one key, and all get the same bytes", async () => {
    const id = await product(db.database, { stock: 50 });
    const request = orderRequest([{ productId: id, quantity: 2 }]);
    const environments = Array.from({ length: 8 }, () => db.open());
    const answers = await Promise.all(
      [...environments, ...environments].map(({ shop }) => shop.placeOrder("carla", request, render)),
    );
    expect(new Set(answers.map(({ answer }) => answer)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await count("orders", "carla")).toBe(1);
    expect(await count("outbox", "carla")).toBe(1);
    expect(await stockOf(id)).toBe(48);
  });

  it("is placed again under another key", async () => {
    const id = await product(db.database);
    const items = [{ productId: id, quantity: 1 }];
    for (const request of [orderRequest(items), orderRequest(items)]) await db.shop.placeOrder("dora", request, render);
    expect(await count("orders", "dora")).toBe(2);
  });

  it("is refused when another request has used its key", async () => {
    const id = await product(db.database);
    const request = orderRequest([{ productId: id, quantity: 1 }]);
    const { order } = await db.shop.placeOrder("emil", request, render);
    const other = db.shop.placeOrder("emil", { ...request, fingerprint: "another" }, render);
    await expect(other).rejects.toMatchObject({
      name: "Refusal",
      code: "idempotency-key-reused",
      facts: { orderId: order!.id },
    });
    expect(await count("orders", "emil")).toBe(1);
  });

  it("that was refused has no effect, and its key may be reused", async () => {
    const id = await product(db.database, { stock: 0 });
    const request = orderRequest([{ productId: id, quantity: 1 }], 100);
    const placing = db.shop.placeOrder("franz", request, render);
    await expect(placing).rejects.toMatchObject({ name: "Refusal", code: "out-of-stock" });
    for (const table of ["orders", "outbox", "order_requests", "points_entries"])
      expect(await count(table, "franz")).toBe(0);
    await product(db.database, { id, stock: 1 });
    expect((await db.shop.placeOrder("franz", request, render)).repeated).toBe(false);
  });

  it("at another price than the shown one is not placed", async () => {
    const id = await product(db.database, { priceCents: 4_450 });
    const request = orderRequest([{ productId: id, quantity: 1 }]);
    await product(db.database, { id, priceCents: 44_500 });
    await expect(db.shop.placeOrder("frieda", request, render)).rejects.toMatchObject({
      code: "price-changed",
      facts: { prices: [{ productId: id, priceCents: 44_500 }] },
    });
    for (const table of ["orders", "order_requests"]) expect(await count(table, "frieda")).toBe(0);
  });

  it("whose answer cannot be written is not placed", async () => {
    const id = await product(db.database, { stock: 4 });
    const placing = db.shop.placeOrder("gerda", orderRequest([{ productId: id, quantity: 1 }]), () => {
      throw new Error("cannot render");
    });
    await expect(placing).rejects.toThrow("cannot render");
    expect(await stockOf(id)).toBe(4);
  });

  it("of more points than there are is refused", async () => {
    const id = await product(db.database, { priceCents: 900 });
    const request = (points: number) => orderRequest([{ productId: id, quantity: 1 }], points);
    const placing = db.shop.placeOrder("hans", request(501), render);
    await expect(placing).rejects.toMatchObject({ name: "Refusal", code: "insufficient-points" });
    expect((await db.shop.placeOrder("hans", request(500), render)).order?.totalCents).toBe(400);
  });

  it.each(["01920000-0000-7000-8000-0000000000ff", "no-uuid"])("of product %s is refused", async (productId) => {
    const placing = db.shop.placeOrder("ida", orderRequest([{ productId, quantity: 1 }]), render);
    await expect(placing).rejects.toMatchObject({ name: "Refusal", code: "not-found" });
  });

  it("treats hostile text as text", async () => {
    const id = await product(db.database);
    const hostile = "'); DROP TABLE orders; --";
    const request = {
      ...orderRequest([{ productId: id, quantity: 1 }]),
      idempotencyKey: hostile,
      paymentToken: hostile,
    };
    const { order } = await db.shop.placeOrder(hostile, request, render);
    expect((await db.shop.listOrders(hostile, { limit: 5 })).items).toEqual([order]);
  });

  it("of the dearest products fits", async () => {
    const items = [];
    for (let n = 0; n < 20; n += 1)
      items.push({ productId: await product(db.database, { priceCents: 5_000_000, stock: 20 }), quantity: 20 });
    const { order } = await db.shop.placeOrder("krösus", orderRequest(items), render);
    expect(order?.totalCents).toBe(2_000_000_000);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buy, createShopDatabase, orderRequest, pay, product, type ShopDatabase } from "../../support/shop-database";

const ids = [1, 2, 3, 4, 5].map((n) => `01920000-0000-7000-8000-00000000000${n}`) as [string, ...string[]];
const unknown = "01920000-0000-7000-8000-0000000000ff";

describe("the catalogue", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
    for (const [n, id] of ids.entries())
      await product(db.database, { id, name: `Cup ${n + 1}`, category: n < 3 ? "kitchen" : "garden" });
  });

  afterAll(() => db.drop());

  it("is read page by page, each product once", async () => {
    const first = await db.shop.listProducts({ limit: 2 });
    const second = await db.shop.listProducts({ limit: 2, after: first.next! });
    const third = await db.shop.listProducts({ limit: 2, after: second.next! });
    const pages = [first, second, third].map(({ items }) => items.map(({ id }) => id));
    expect(pages).toEqual([[ids[0], ids[1]], [ids[2], ids[3]], [ids[4]]]);
    expect(third.next).toBeNull();
  });

  it("has no next page when the last one is full", async () => {
    expect((await db.shop.listProducts({ limit: 5 })).next).toBeNull();
    expect((await db.shop.listProducts({ limit: 4 })).next).toBe(ids[3]);
  });

  it("can be read by category", async () => {
    const garden = await db.shop.listProducts({ limit: 10 }, "garden");
    expect(garden.items.map(({ name }) => name)).toEqual(["Cup 4", "Cup 5"]);
  });

  it("returns a product as entered, without a rating at first", async () => {
    expect(await db.shop.findProduct(ids[0])).toEqual({
      id: ids[0],
      name: "Cup 1",
      description: "Boils water",
      category: "kitchen",
      priceCents: 2_500,
      stock: 10,
      rating: null,
    });
  });

  it.each([unknown, "' or 1=1 --", "", "1; DROP TABLE products"])("contains no product %j", async (id) => {
    expect(await db.shop.findProduct(id)).toBeUndefined();
    expect(await db.shop.listFeedback(id, { limit: 5 })).toEqual({ items: [], next: null });
  });

  it.each(["' or 1=1 --", "0"])("treats %j as an empty category or cursor and not as SQL", async (text) => {
    expect(await db.shop.listProducts({ limit: 5 }, text)).toEqual({ items: [], next: null });
    expect(await db.shop.listProducts({ limit: 5, after: text })).toEqual({ items: [], next: null });
  });

  it("updates a product that is entered again and retains its rating", async () => {
    const id = await product(db.database, { name: "Pot", stock: 1 });
    await buy(db, "carla", id);
    await db.shop.giveFeedback("carla", { productId: id, rating: 4, comment: "good" });
    await product(db.database, { id, name: "Big pot", stock: 7 });
    expect(await db.shop.findProduct(id)).toMatchObject({ name: "Big pot", stock: 7, rating: 4 });
  });
});

describe("feedback", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  it("is listed by product, newest first, and determines the rating", async () => {
    const id = await product(db.database);
    for (const [n, rating] of [5, 4, 4].entries()) {
      await buy(db, `customer-${n}`, id);
      await db.shop.giveFeedback(`customer-${n}`, { productId: id, rating, comment: `says ${n}` });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const { items, next } = await db.shop.listFeedback(id, { limit: 2 });
    expect(items.map(({ comment }) => comment)).toEqual(["says 2", "says 1"]);
    expect((await db.shop.listFeedback(id, { limit: 2, after: next! })).items).toHaveLength(1);
    expect((await db.shop.findProduct(id))?.rating).toBe(4.33);
  });

  it("is accepted once per customer, also by concurrent requests", async () => {
    const id = await product(db.database);
    await buy(db, "dora", id);
    const give = (shop = db.shop) => shop.giveFeedback("dora", { productId: id, rating: 3, comment: "fair" });
    const outcomes = await Promise.allSettled([give(), give(db.open().shop)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(give()).rejects.toMatchObject({
      name: "Refusal",
      code: "already-given",
      message: "You have given feedback on this product already",
    });
    expect(await db.rows("SELECT rating_total, rating_count FROM products WHERE id = $1", [id])).toEqual([
      { rating_total: 3, rating_count: 1 },
    ]);
  });

  it("requires a paid order of the customer that contains the product", async () => {
    const [id, other] = [await product(db.database), await product(db.database)];
    const give = () => db.shop.giveFeedback("fred", { productId: id, rating: 1, comment: "bad" });
    const refusal = { name: "Refusal", code: "not-bought" };
    await buy(db, "fred", other);
    await buy(db, "gina", id);
    await expect(give()).rejects.toMatchObject(refusal);
    const placed = await db.shop.placeOrder("fred", orderRequest([{ productId: id, quantity: 1 }]), () => "");
    await expect(give()).rejects.toMatchObject(refusal);
    await db.shop.release(placed.order!.id);
    await expect(give()).rejects.toMatchObject(refusal);
    expect((await db.shop.findProduct(id))?.rating).toBeNull();
    await buy(db, "fred", id);
    await expect(give()).resolves.toMatchObject({ productId: id, rating: 1 });
  });

  it("is offered by the items of paid orders until it is given", async () => {
    const [rated, open] = [await product(db.database), await product(db.database)];
    const request = orderRequest([rated, open].map((productId) => ({ productId, quantity: 1 })));
    const { order } = await db.shop.placeOrder("hugo", request, () => "");
    const offered = async () => (await db.shop.findOrder("hugo", order!.id))!.items.map(({ canRate }) => canRate);
    expect([order!.items.map(({ canRate }) => canRate), await offered()]).toEqual([
      [false, false],
      [false, false],
    ]);
    await pay(db, order!.id);
    expect(await offered()).toEqual([true, true]);
    await db.shop.giveFeedback("hugo", { productId: rated, rating: 4, comment: "good" });
    expect(await offered()).toEqual([false, true]);
    await buy(db, "hugo", rated);
    const again = (await db.shop.listOrders("hugo", { limit: 5 })).items[0]!;
    expect(again.items).toMatchObject([{ productId: rated, canRate: false }]);
  });

  it.each([unknown, "no-uuid"])("on %s is refused", async (productId) => {
    const giving = db.shop.giveFeedback("erik", { productId, rating: 3, comment: "" });
    await expect(giving).rejects.toMatchObject({ name: "Refusal", code: "not-found" });
  });
});

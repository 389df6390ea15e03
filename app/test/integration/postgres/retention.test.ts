import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

describe("rows with a limited lifetime", () => {
  let db: ShopDatabase;
  let productId: string;

  beforeAll(async () => {
    db = await createShopDatabase();
    productId = await product(db.database, { stock: 1_000 });
  });

  afterAll(() => db.drop());

  beforeEach(async () => {
    await db.rows("DELETE FROM inbox");
    await db.rows("DELETE FROM order_requests");
  });

  /** A message that was done so many days ago. */
  async function done(id: string, days: number): Promise<void> {
    await db.shop.once(id, async () => undefined);
    await db.rows("UPDATE inbox SET done_at = now() - make_interval(days => $2) WHERE message_id = $1", [id, days]);
  }

  /** An order that was placed so many days ago. */
  async function placed(idempotencyKey: string, days: number) {
    const request = { ...orderRequest([{ productId, quantity: 1 }]), idempotencyKey };
    await db.shop.placeOrder("anna", request, () => "the answer");
    const text = "UPDATE order_requests SET created_at = now() - make_interval(days => $2) WHERE idempotency_key = $1";
    await db.rows(text, [idempotencyKey, days]);
    return request;
  }

  const messages = async () =>
    (await db.rows("SELECT message_id FROM inbox ORDER BY message_id")).map((row) => row["message_id"]);

  it("are deleted after 30 days and not before", async () => {
    await done("old", 31);
    await done("young", 29);
    await placed("old", 31);
    const young = await placed("young", 29);
    expect(await db.shop.purge(10)).toBe(2);
    expect(await messages()).toEqual(["young"]);
    expect(await db.shop.once("young", () => Promise.reject(new Error("was done again")))).toBe(false);
    expect(await db.shop.placeOrder("anna", young, () => "another answer")).toMatchObject({ answer: "the answer" });
    expect(await db.rows("SELECT idempotency_key FROM order_requests")).toEqual([{ idempotency_key: "young" }]);
  });

  it("include ended sessions", async () => {
    await db.shop.endSession("old");
    await db.rows("UPDATE ended_sessions SET ended_at = now() - interval '31 days'");
    await db.shop.endSession("young");
    await db.shop.endSession("young");
    expect(await db.shop.purge(10)).toBe(1);
    expect([await db.shop.isSessionEnded("old"), await db.shop.isSessionEnded("young")]).toEqual([false, true]);
  });

  it("are deleted oldest first, up to the limit per kind", async () => {
    for (const days of [40, 60, 50]) {
      await done(`of day ${days}`, days);
      await placed(`of day ${days}`, days);
    }
    expect(await db.shop.purge(2)).toBe(4);
    expect(await messages()).toEqual(["of day 40"]);
    expect([await db.shop.purge(2), await db.shop.purge(2)]).toEqual([2, 0]);
  });

  it("do not include orders", async () => {
    await placed("old", 31);
    const orders = async () => (await db.rows("SELECT id FROM orders")).length;
    const before = await orders();
    await db.shop.purge(10);
    expect(await orders()).toBe(before);
  });

  it("are deleted once by concurrent runs", async () => {
    for (let each = 0; each < 20; each += 1) await done(`message ${each}`, 31);
    const purged = await Promise.all([db.shop.purge(20), db.open().shop.purge(20)]);
    expect(purged[0]! + purged[1]!).toBe(20);
  });
});

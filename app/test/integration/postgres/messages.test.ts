import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OrderMessage } from "../../../src/domain/model";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

describe("the outbox", () => {
  let db: ShopDatabase;
  let productId: string;
  const accept = async (messages: readonly OrderMessage[]) => messages.map(({ id }) => id);

  beforeAll(async () => {
    db = await createShopDatabase();
    productId = await product(db.database, { stock: 1_000 });
  });

  afterAll(() => db.drop());

  beforeEach(async () => {
    await db.rows("DELETE FROM outbox");
  });

  async function place(orders: number): Promise<string[]> {
    const ids = [];
    for (let n = 0; n < orders; n += 1) {
      const request = orderRequest([{ productId, quantity: 1 }]);
      ids.push((await db.shop.placeOrder("anna", request, () => "")).order!.id);
    }
    return ids;
  }

  it("hands out messages oldest first, as many as asked for, and each once", async () => {
    const orders = await place(3);
    const seen: OrderMessage[] = [];
    const send = async (messages: readonly OrderMessage[]) => {
      seen.push(...messages);
      return accept(messages);
    };
    expect([await db.shop.drain(2, send), await db.shop.drain(2, send), await db.shop.drain(2, send)]).toEqual([
      2, 1, 0,
    ]);
    expect(seen.map(({ orderId }) => orderId)).toEqual(orders);
    expect(seen[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: "order.placed",
      orderId: orders[0],
      customerId: "anna",
      productIds: [productId],
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it("does not call when there is nothing to send", async () => {
    const send = () => Promise.reject(new Error("was called"));
    expect(await db.shop.drain(10, send)).toBe(0);
  });

  it("keeps what was not accepted", async () => {
    await place(3);
    const refuseFirst = async (messages: readonly OrderMessage[]) => messages.slice(1).map(({ id }) => id);
    expect(await db.shop.drain(10, refuseFirst)).toBe(2);
    expect(await db.shop.drain(10, accept)).toBe(1);
  });

  it("sends again what was sent by a function that died before it said so", async () => {
    await place(1);
    const ids: string[] = [];
    const crash = db.shop.drain(10, async ([message]) => {
      ids.push(message!.id);
      throw new Error("killed");
    });
    await expect(crash).rejects.toThrow("killed");
    await db.shop.drain(10, async (messages) => {
      ids.push(...messages.map(({ id }) => id));
      return ids;
    });
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await db.shop.drain(10, accept)).toBe(0);
  });

  it("gives two callers at once different messages", async () => {
    await place(4);
    const other = db.open().shop;
    const inner: string[] = [];
    const outer: string[] = [];
    await db.shop.drain(2, async (messages) => {
      outer.push(...messages.map(({ id }) => id));
      await other.drain(2, async (rest) => {
        inner.push(...rest.map(({ id }) => id));
        return inner;
      });
      return outer;
    });
    expect(new Set([...outer, ...inner]).size).toBe(4);
  });

  it("has nothing of an order that was refused", async () => {
    const request = orderRequest([{ productId, quantity: 1 }], 100_000);
    await expect(db.shop.placeOrder("poor", { ...request, redeemPoints: 2_000 }, () => "")).rejects.toThrow("balance");
    expect(await db.shop.drain(10, accept)).toBe(0);
  });

  it("tells how long the oldest message has been waiting", async () => {
    expect(await db.shop.ageSeconds()).toBe(0);
    await place(2);
    await db.rows(
      "UPDATE outbox SET occurred_at = now() - interval '90 s' WHERE position = (SELECT min(position) FROM outbox)",
    );
    const age = await db.shop.ageSeconds();
    expect(age).toBeGreaterThanOrEqual(90);
    expect(age).toBeLessThan(120);
  });
});

describe("the inbox", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  it("does the work of a message once", async () => {
    let done = 0;
    const work = async () => void (done += 1);
    expect([await db.shop.once("m1", work), await db.shop.once("m1", work), await db.shop.once("m2", work)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(done).toBe(2);
  });

  it("does it once even if the message is delivered eight times at the same time", async () => {
    let done = 0;
    const shops = Array.from({ length: 8 }, () => db.open().shop);
    const answers = await Promise.all(shops.map((shop) => shop.once("m3", async () => void (done += 1))));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(done).toBe(1);
  });

  it("does it again when it failed", async () => {
    const failing = db.shop.once("m4", () => Promise.reject(new Error("workflow is down")));
    await expect(failing).rejects.toThrow("workflow is down");
    expect(await db.shop.once("m4", async () => undefined)).toBe(true);
  });
});

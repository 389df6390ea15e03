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

  it("returns messages oldest first, up to the limit, and each once", async () => {
    const orders = await place(3);
    const seen: OrderMessage[] = [];
    const send = async (messages: readonly OrderMessage[]) => {
      seen.push(...messages);
      return accept(messages);
    };
    const parts = [await db.shop.drain(2, send), await db.shop.drain(2, send), await db.shop.drain(2, send)];
    expect(parts.map(({ sent }) => sent)).toEqual([2, 1, 0]);
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

  it("does not call `send` without messages", async () => {
    const send = () => Promise.reject(new Error("was called"));
    expect(await db.shop.drain(10, send)).toEqual({ sent: 0, next: undefined });
  });

  it("retains messages that were not accepted", async () => {
    await place(3);
    const refuseFirst = async (messages: readonly OrderMessage[]) => messages.slice(1).map(({ id }) => id);
    expect((await db.shop.drain(10, refuseFirst)).sent).toBe(2);
    expect((await db.shop.drain(10, accept)).sent).toBe(1);
  });

  it("continues behind a part with messages that were not accepted", async () => {
    const orders = await place(5);
    const refused = await db.shop.drain(2, async () => []);
    expect(refused.sent).toBe(0);
    const seen: string[] = [];
    const send = async (messages: readonly OrderMessage[]) => {
      seen.push(...messages.map(({ orderId }) => orderId));
      return accept(messages);
    };
    const { next } = await db.shop.drain(2, send, refused.next);
    expect(await db.shop.drain(2, send, next)).toEqual({ sent: 1, next: undefined });
    expect(seen).toEqual(orders.slice(2));
    expect((await db.shop.drain(10, send)).sent).toBe(2);
  });

  it("sends again after a function crashed before the deletion", async () => {
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
    expect((await db.shop.drain(10, accept)).sent).toBe(0);
  });

  it("returns different messages to concurrent callers", async () => {
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

  it("contains no message of a refused order", async () => {
    const request = orderRequest([{ productId, quantity: 1 }], 100_000);
    await expect(db.shop.placeOrder("poor", { ...request, redeemPoints: 2_000 }, () => "")).rejects.toThrow("balance");
    expect((await db.shop.drain(10, accept)).sent).toBe(0);
  });

  it("reports the age of the oldest message", async () => {
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

describe("an order whose message was lost", () => {
  let db: ShopDatabase;
  let productId: string;

  beforeAll(async () => {
    db = await createShopDatabase();
    productId = await product(db.database, { stock: 1_000 });
  });

  afterAll(() => db.drop());

  /** An order that was placed and announced so many minutes ago, and whose message has been sent. */
  async function placedAgo(minutes: number): Promise<string> {
    const request = orderRequest([{ productId, quantity: 1 }]);
    const { id } = (await db.shop.placeOrder("anna", request, () => "")).order!;
    await taken();
    const ago = "now() - make_interval(mins => $2)";
    await db.rows(`UPDATE orders SET created_at = ${ago}, announced_at = ${ago} WHERE id = $1`, [id, minutes]);
    return id;
  }

  async function taken(): Promise<readonly OrderMessage[]> {
    const all: OrderMessage[] = [];
    await db.shop.drain(100, async (messages) => {
      all.push(...messages);
      return messages.map(({ id }) => id);
    });
    return all;
  }

  beforeEach(async () => {
    await db.rows("UPDATE orders SET status = 'cancelled' WHERE status = 'placed'");
    await taken();
  });

  it("is announced again after half an hour by a new message, and then not for another half hour", async () => {
    const [lost] = [await placedAgo(31), await placedAgo(29)];
    expect(await db.shop.announceAgain(10)).toBe(1);
    expect(await taken()).toEqual([expect.objectContaining({ orderId: lost, type: "order.placed" })]);
    expect(await db.shop.announceAgain(10)).toBe(0);
  });

  it("is left alone while its message waits, and once it is paid or cancelled", async () => {
    const [waiting, settled] = [await placedAgo(31), await placedAgo(31)];
    await db.shop.reserve(settled);
    await db.shop.recordCharge(settled, "reference");
    await db.shop.confirm(settled);
    await taken();
    expect(await db.shop.announceAgain(10)).toBe(1);
    await db.rows("UPDATE orders SET announced_at = now() - interval '31 min'");
    expect(await db.shop.announceAgain(10)).toBe(0);
    expect(await taken()).toEqual([expect.objectContaining({ orderId: waiting })]);
  });

  it("is announced oldest first, up to the limit, and once by concurrent callers", async () => {
    const [second, first] = [await placedAgo(40), await placedAgo(50)];
    const third = await placedAgo(35);
    expect(await db.shop.announceAgain(1)).toBe(1);
    expect(await taken()).toEqual([expect.objectContaining({ orderId: first })]);
    const announced = await Promise.all([db.shop.announceAgain(10), db.open().shop.announceAgain(10)]);
    expect(announced[0]! + announced[1]!).toBe(2);
    expect((await taken()).map(({ orderId }) => orderId).sort()).toEqual([second, third].sort());
  });

  it("is passed over while a payment works on it", async () => {
    const busy = await placedAgo(31);
    await db.open().database.transaction(async (payment) => {
      await payment.query("SELECT 1 FROM orders WHERE id = $1 FOR NO KEY UPDATE", [busy]);
      expect(await db.open({ statementTimeoutMillis: 500 }).shop.announceAgain(10)).toBe(0);
    });
    expect(await db.shop.announceAgain(10)).toBe(1);
  });

  it("counts as open from the moment it was placed, however often it is announced", async () => {
    expect(await db.shop.oldestPlacedSeconds()).toBe(0);
    await placedAgo(90);
    await db.shop.announceAgain(10);
    const age = await db.shop.oldestPlacedSeconds();
    expect(age).toBeGreaterThanOrEqual(5_400);
    expect(age).toBeLessThan(5_430);
  });
});

describe("the inbox", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  it("runs the work of a message once", async () => {
    let done = 0;
    const work = async () => void (done += 1);
    expect([await db.shop.once("m1", work), await db.shop.once("m1", work), await db.shop.once("m2", work)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(done).toBe(2);
  });

  it("runs it once for eight concurrent deliveries", async () => {
    let done = 0;
    const shops = Array.from({ length: 8 }, () => db.open().shop);
    const answers = await Promise.all(shops.map((shop) => shop.once("m3", async () => void (done += 1))));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(done).toBe(1);
  });

  it("runs it again after a failure", async () => {
    const failing = db.shop.once("m4", () => Promise.reject(new Error("workflow is down")));
    await expect(failing).rejects.toThrow("workflow is down");
    expect(await db.shop.once("m4", async () => undefined)).toBe(true);
  });
});

import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "../../../src/domain/errors";
import {
  createShopDatabase,
  type Environment,
  orderRequest,
  product,
  type ShopDatabase,
} from "../../support/shop-database";

/** Concurrent orders and payments of a few products, in any order. */
const act = fc.record({
  customer: fc.constantFrom("anna", "bert"),
  quantity: fc.integer({ min: 1, max: 4 }),
  redeem: fc.integer({ min: 0, max: 600 }),
  ending: fc.constantFrom("none", "confirm", "release", "both"),
});

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

describe("the ledger", () => {
  let db: ShopDatabase;
  let environments: Environment[];

  beforeAll(async () => {
    db = await createShopDatabase();
    environments = Array.from({ length: 4 }, () => db.open());
  });

  afterAll(() => db.drop());

  /** Customers whose balance is negative or is not the sum of their entries. */
  const wrongBalances = () =>
    db.rows<{ id: string }>(
      `SELECT id FROM customers WHERE points_balance < 0 OR points_balance <>
         (SELECT coalesce(sum(points), 0) FROM points_entries WHERE customer_id = customers.id)`,
    );

  const unsold = async (productId: string) => {
    const [row] = await db.rows<{ stock: number; kept: number }>(
      `SELECT stock, (SELECT coalesce(sum(quantity), 0)::integer FROM order_items JOIN orders ON orders.id = order_id
         WHERE product_id = products.id AND status <> 'cancelled') AS kept FROM products WHERE id = $1`,
      [productId],
    );
    return row!;
  };

  async function perform({ shop }: Environment, productId: string, run: string, given: Act): Promise<void> {
    const request = orderRequest([{ productId, quantity: given.quantity }], given.redeem);
    const { order } = await shop.placeOrder(`${given.customer}-${run}`, request, () => "");
    await shop.reserve(order!.id);
    await shop.recordCharge(order!.id, "ref");
    const endings = { none: [], confirm: ["confirm"], release: ["release"], both: ["confirm", "release"] } as const;
    for (const ending of endings[given.ending]) await shop[ending](order!.id);
  }

  it("adds up to the balances, and neither balance nor stock is ever negative", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
        const run = randomUUID();
        const productId = await product(db.database, { priceCents: 150, stock: 12 });
        const outcomes = await Promise.allSettled(
          acts.map((given, n) => perform(environments[n % 4]!, productId, run, given)),
        );
        const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
        expect(failures.filter((failure) => !(failure instanceof Refusal))).toEqual([]);
        expect(await wrongBalances()).toEqual([]);
        const { stock, kept } = await unsold(productId);
        expect(stock).toBeGreaterThanOrEqual(0);
        expect(stock + kept).toBe(12);
      }),
      { numRuns: 15 },
    );
  });

  it("is found wrong when a balance is changed behind its back", async () => {
    await db.shop.customer("victim");
    await db.rows("UPDATE customers SET points_balance = points_balance + 1 WHERE id = 'victim'");
    expect(await wrongBalances()).toEqual([{ id: "victim" }]);
    await db.rows("UPDATE customers SET points_balance = points_balance - 1 WHERE id = 'victim'");
  });

  it("is guarded by the database itself", async () => {
    await db.shop.customer("guarded");
    const productId = await product(db.database, { stock: 1 });
    const overdrawn = db.rows("UPDATE customers SET points_balance = -1 WHERE id = 'guarded'");
    await expect(overdrawn).rejects.toMatchObject({ code: "23514" });
    const oversold = db.rows("UPDATE products SET stock = stock - 2 WHERE id = $1", [productId]);
    await expect(oversold).rejects.toMatchObject({ code: "23514" });
  });

  it("has one welcome entry, and one entry per order and reason", async () => {
    const productId = await product(db.database, { priceCents: 1_000 });
    const place = () => db.shop.placeOrder("carla", orderRequest([{ productId, quantity: 1 }], 100), () => "");
    const [kept, returned] = [(await place()).order!.id, (await place()).order!.id];
    await db.shop.reserve(kept);
    await db.shop.recordCharge(kept, "ref");
    for (const _ of [1, 2]) {
      await db.shop.confirm(kept);
      await db.shop.release(returned);
    }
    const { items } = await db.shop.listPoints("carla", { limit: 10 });
    const entries = items.map(({ reason, points }) => `${reason} ${points}`).sort();
    expect(entries).toEqual(["earned 9", "redeemed -100", "redeemed -100", "returned 100", "welcome 500"]);
    expect((await db.shop.customer("carla")).pointsBalance).toBe(409);
  });
});

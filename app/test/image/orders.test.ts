import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { inParallel, measured } from "./support/measurements";
import { hosts } from "./support/service-world";
import type { ContainerWorld } from "./support/world";

let world: ContainerWorld;

describe.each(hosts)("The API %s", (_where, start) => {
  beforeAll(async () => {
    world = await start(4);
  });

  afterAll(() => world.stop());

  describe("An order that is sent several times", () => {
    test("gate 4: is placed once, and all 16 senders at the same time get the same bytes", async () => {
      const customer = await world.customer();
      const productId = await world.addProduct({ priceCents: 1000, stock: 100 });
      const order = {
        items: [{ productId, quantity: 1, priceCents: 1000 }],
        redeemPoints: 0,
        paymentToken: "tok_approved",
      };
      const send = () => world.placeOrder(customer, order, "the-same-key");
      const answers = await Promise.all(Array.from({ length: 16 }, send));
      expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(201));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers["idempotency-replayed"] === "true")).toHaveLength(15);
      expect(await world.database.query("SELECT id FROM orders WHERE customer_id = $1", [customer.id])).toHaveLength(1);
      expect(await world.stockOf(productId)).toBe(99);
    });

    test("gate 4: is refused when the key was used for another order, and when there is no key", async () => {
      const customer = await world.customer();
      const productId = await world.addProduct({ priceCents: 1000, stock: 100 });
      const order = {
        items: [{ productId, quantity: 1, priceCents: 1000 }],
        redeemPoints: 0,
        paymentToken: "tok_approved",
      };
      const other = { ...order, items: [{ productId, quantity: 2, priceCents: 1000 }] };
      const placed = await world.placeOrder(customer, order, "once");
      expect(placed.status).toBe(201);
      const refused = await world.placeOrder(customer, other, "once");
      expect([refused.status, refused.json.code, refused.json.orderId]).toEqual([
        422,
        "idempotency-key-reused",
        placed.json.id,
      ]);
      expect((await world.placeOrder(customer, other, undefined)).status).toBe(400);
      expect((await world.placeOrder(customer, other, "twice")).status).toBe(201);
      expect(await world.stockOf(productId)).toBe(97);
    });
  });

  test("An order at another price than the shown one is refused with the current price, and leaves its key unused", async () => {
    const customer = await world.customer();
    const productId = await world.addProduct({ priceCents: 1000, stock: 5 });
    const order = (priceCents: number) => ({
      items: [{ productId, quantity: 1, priceCents }],
      redeemPoints: 0,
      paymentToken: "tok_approved",
    });
    await world.database.query("UPDATE products SET price_cents = 10000 WHERE id = $1", [productId]);
    const refused = await world.placeOrder(customer, order(1000), "key");
    expect([refused.status, refused.json.code, refused.json.prices]).toEqual([
      409,
      "price-changed",
      [{ productId, priceCents: 10000 }],
    ]);
    expect(await world.stockOf(productId)).toBe(5);
    expect((await world.placeOrder(customer, order(10000), "key")).json.totalCents).toBe(10000);
  });

  describe("Orders that want the same products", () => {
    test("gate 5: sell no more than there is: 40 buyers of the last 5", async () => {
      const productId = await world.addProduct({ priceCents: 100, stock: 5 });
      const customer = await world.customer();
      const order = {
        items: [{ productId, quantity: 1, priceCents: 100 }],
        redeemPoints: 0,
        paymentToken: "tok_approved",
      };
      const buy = (_: unknown, index: number) => world.placeOrder(customer, order, `last-${index}`);
      const answers = await Promise.all(Array.from({ length: 40 }, buy));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array(5).fill(201), ...Array(35).fill(409)]);
      expect(await world.stockOf(productId)).toBe(0);
    });

    test(
      "gate 5: never fail because of one another: 600 orders of the same products in any order, with points",
      { timeout: 240_000 },
      async () => {
        const products = await Promise.all(
          Array.from({ length: 6 }, () => world.addProduct({ priceCents: 50, stock: 2000 })),
        );
        const customers = await Promise.all(Array.from({ length: 12 }, () => world.customer()));
        const item = fc.record({ product: fc.nat(5), quantity: fc.integer({ min: 1, max: 3 }) });
        const items = fc.uniqueArray(item, { minLength: 2, maxLength: 5, selector: ({ product }) => product });
        const orders = fc.sample(fc.record({ items, redeemPoints: fc.nat(9), customer: fc.nat(11) }), {
          numRuns: 600,
          seed: 20_261_120,
        });
        const answers = await inParallel(orders, 16, (order, index) => {
          const chosen = order.items.map(({ product, quantity }) => ({
            productId: products[product]!,
            quantity,
            priceCents: 50,
          }));
          const body = { items: chosen, redeemPoints: order.redeemPoints, paymentToken: "tok_approved" };
          return world.placeOrder(customers[order.customer]!, body, `contended-${index}`);
        });
        const placed = answers.filter(({ status }) => status === 201).length;
        const refused = answers.filter(({ status }) => status === 409).length;
        expect(placed + refused).toBe(600);
        expect(await world.database.deadlocks()).toBe(0);
        await expectSoundBooks(products, 2000);
        measured("gate 5", `600 contended orders: ${placed} placed, ${refused} refused, no other answer`);
      },
    );
  });

  /** Stock and points are what the orders say, never negative, and every balance is the sum of its ledger. */
  async function expectSoundBooks(products: readonly string[], stock: number): Promise<void> {
    const sold = await world.database.query<{ stock: number; sold: string }>(
      `SELECT stock, (SELECT coalesce(sum(quantity), 0) FROM order_items WHERE product_id = products.id) AS sold
     FROM products WHERE id = ANY($1)`,
      [products],
    );
    for (const product of sold) expect(product.stock + Number(product.sold)).toBe(stock);
    const balances = await world.database.query<{ balance: number; ledger: string }>(
      `SELECT points_balance AS balance, (SELECT sum(points) FROM points_entries WHERE customer_id = customers.id) AS ledger
     FROM customers`,
    );
    for (const { balance, ledger } of balances) expect(balance).toBe(Number(ledger));
    for (const { balance } of balances) expect(balance).toBeGreaterThanOrEqual(0);
  }
});

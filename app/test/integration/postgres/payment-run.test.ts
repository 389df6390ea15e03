import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SimulatedPaymentProvider } from "../../../src/adapters/payment-provider";
import { createMessageHandler, markedAfterwards } from "../../../src/handlers/order-messages";
import { createPaymentRun } from "../../../src/handlers/payment-run";
import { createPaymentTasks } from "../../../src/handlers/payment-tasks";
import { memoryLog, memoryMeter } from "../../support/memory-api";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

describe("a worker that runs payments itself", () => {
  let db: ShopDatabase;

  beforeAll(async () => {
    db = await createShopDatabase();
  });

  afterAll(() => db.drop());

  /** A worker with connections of its own. Nothing after this number of steps reaches the database. */
  function worker(steps = Infinity) {
    const store = db.open({ maxConnections: 1 }).shop;
    const log = memoryLog();
    const workflow = { startedSince: async () => [] };
    const provider = new SimulatedPaymentProvider();
    const tasks = createPaymentTasks({ store, provider, workflow, log, meter: memoryMeter() });
    let left = steps;
    const runTask = async (event: unknown) => {
      const result = left > 0 ? await tasks(event) : undefined;
      left -= 1;
      if (left <= 0) throw new Error("killed");
      return result;
    };
    const run = createPaymentRun({ runTask, log, wait: async () => undefined });
    const products = { drop: async () => undefined };
    return createMessageHandler({ inbox: markedAfterwards(store), workflow: run, products, log });
  }

  async function place(customerId: string, paymentToken: string) {
    const productId = await product(db.database, { priceCents: 1_000, stock: 10 });
    const request = { ...orderRequest([{ productId, quantity: 2 }], 150), paymentToken };
    const { order } = await db.shop.placeOrder(customerId, request, () => "");
    const [message] = await db.rows<{ id: string }>("SELECT id FROM outbox WHERE order_id = $1", [order!.id]);
    const body = JSON.stringify({
      ...{ id: message!.id, type: "order.placed", orderId: order!.id, customerId, productIds: [productId] },
      occurredAt: "2026-01-02T03:04:05.000Z",
    });
    const event = { Records: [{ messageId: message!.id, body }] } as Parameters<ReturnType<typeof worker>>[0];
    const state = async () => {
      const { status, pointsEarned } = (await db.shop.findOrder(customerId, order!.id))!;
      const { pointsBalance } = await db.shop.customer(customerId);
      return [status, pointsEarned, pointsBalance, (await db.shop.findProduct(productId))!.stock];
    };
    return { event, state };
  }

  const done = { batchItemFailures: [] };

  it.each([
    ["pays", "tok_approved", ["paid", 18, 368, 8]],
    ["pays after a failed attempt", "tok_flaky", ["paid", 18, 368, 8]],
    ["cancels a declined order", "tok_declined", ["cancelled", 0, 500, 10]],
    ["cancels an order whose provider never answers", "tok_unreachable", ["cancelled", 0, 500, 10]],
  ])("%s, once, with two deliveries at the same time and one later", async (_what, token, expected) => {
    const { event, state } = await place(token, token);
    expect(await Promise.all([worker()(event), worker()(event)])).toEqual([done, done]);
    expect(await worker()(event)).toEqual(done);
    expect(await state()).toEqual(expected);
  });

  it.each([1, 2, 3])("continues at the next delivery after the worker was killed behind step %i", async (steps) => {
    const { event, state } = await place(`killed-${steps}`, "tok_approved");
    expect((await worker(steps)(event)).batchItemFailures).toHaveLength(1);
    expect((await state())[0]).toBe(steps === 3 ? "paid" : "placed");
    expect(await worker()(event)).toEqual(done);
    expect(await state()).toEqual(["paid", 18, 368, 8]);
  });
});

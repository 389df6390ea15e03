import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { OrderMessage } from "../../../src/domain/model";
import { useTracer, type Tracer } from "../../../src/observability";
import { createShopDatabase, orderRequest, product, type ShopDatabase } from "../../support/shop-database";

const HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";

const span = { traceHeader: HEADER, set: () => undefined, fail: () => undefined, end: () => undefined };

/** A tracer whose spans all have the same header. */
const tracer: Tracer = { start: () => span, within: (_span, work) => work(), active: () => span };

let db: ShopDatabase;

beforeAll(async () => {
  db = await createShopDatabase();
});

afterEach(() => useTracer(undefined));

afterAll(() => db.drop());

/** Places an order and returns its message. */
async function messageOfOrder(): Promise<OrderMessage> {
  const productId = await product(db.database);
  await db.shop.placeOrder("alice", orderRequest([{ productId, quantity: 1 }]), () => "");
  const messages: OrderMessage[] = [];
  await db.shop.drain(10, async (drained) => {
    messages.push(...drained);
    return drained.map(({ id }) => id);
  });
  expect(messages).toHaveLength(1);
  return messages[0]!;
}

describe("the message of an order", () => {
  it("has the trace header of the request that placed it", async () => {
    useTracer(tracer);
    expect((await messageOfOrder()).traceHeader).toBe(HEADER);
  });

  it("has none without a tracer", async () => {
    expect(await messageOfOrder()).toMatchObject({ type: "order.placed", traceHeader: undefined });
  });
});

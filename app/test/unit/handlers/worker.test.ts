import type { SQSEvent, SQSRecord } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { MemoryCache, ProductCache } from "../../../src/adapters/cache";
import { TemporarilyUnavailable } from "../../../src/domain/errors";
import { createMessageHandler } from "../../../src/handlers/order-messages";
import { memoryLog } from "../../support/memory-api";
import { MemoryShop, tea } from "../../support/memory-shop";

const id = (n: number) => `0198c5a0-0000-7000-8000-0000000002${String(n).padStart(2, "0")}`;

const message = (n: number, more: object = {}) => ({
  id: id(n),
  type: "order.placed",
  orderId: id(n + 50),
  customerId: "alice",
  productIds: [tea.id],
  occurredAt: "2026-01-02T03:04:05.000Z",
  ...more,
});

/** SQS's own ids are `m0`, `m1`, … */
function eventOf(...bodies: readonly unknown[]): SQSEvent {
  const Records = bodies.map((body, n) => ({
    messageId: `m${n}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    eventSource: "aws:sqs",
  }));
  return { Records: Records as SQSRecord[] };
}

let inbox: MemoryShop;
let cache: MemoryCache;
let started: string[];
let unreachable: string[];
let log: ReturnType<typeof memoryLog>;

function worker() {
  const start = async (orderId: string) => {
    if (unreachable.includes(orderId)) throw new TemporarilyUnavailable("workflow");
    started.push(orderId);
  };
  return createMessageHandler({ inbox, workflow: { start }, products: new ProductCache(cache, inbox), log });
}

beforeEach(() => {
  inbox = new MemoryShop();
  cache = new MemoryCache();
  started = [];
  unreachable = [];
  log = memoryLog();
});

describe("the worker", () => {
  it("starts the payment of a placed order and removes its products from the cache", async () => {
    await cache.set(`v1:product:${tea.id}`, JSON.stringify(tea), 60);
    expect(await worker()(eventOf(message(1)))).toEqual({ batchItemFailures: [] });
    expect(started).toEqual([id(51)]);
    expect((await cache.get(`v1:product:${tea.id}`)).status).toBe("missing");
  });

  it.each(["order.paid", "order.cancelled"])("only removes the products of %s from the cache", async (type) => {
    await cache.set(`v1:product:${tea.id}`, JSON.stringify(tea), 60);
    await worker()(eventOf(message(1, { type })));
    expect(started).toEqual([]);
    expect((await cache.get(`v1:product:${tea.id}`)).status).toBe("missing");
  });

  it("returns exactly the failed messages of a batch", async () => {
    unreachable = [id(53)];
    const batch = eventOf(message(1), "not json", message(2, { type: "order.lost" }), message(3), message(4));
    const { batchItemFailures } = await worker()(batch);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m1", "m2", "m3"]);
    expect(started).toEqual([id(51), id(54)]);
  });

  it("returns all messages when all failed, instead of throwing", async () => {
    const { batchItemFailures } = await worker()(eventOf("{}", "[]"));
    expect(batchItemFailures).toHaveLength(2);
  });

  it("ignores a message that is delivered again", async () => {
    await worker()(eventOf(message(1)));
    expect(await worker()(eventOf(message(1), message(1)))).toEqual({ batchItemFailures: [] });
    expect(started).toEqual([id(51)]);
  });

  it("processes a failed message when it is delivered again", async () => {
    unreachable = [id(51)];
    await worker()(eventOf(message(1)));
    unreachable = [];
    expect(await worker()(eventOf(message(1)))).toEqual({ batchItemFailures: [] });
    expect(started).toEqual([id(51)]);
  });

  it("does not log the content of an unreadable message", async () => {
    await worker()(eventOf("secret of a customer", message(1, { type: "secret of a customer" })));
    expect(log.lines).toHaveLength(2);
    expect(log.lines.join()).not.toContain("secret");
  });
});

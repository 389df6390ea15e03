import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./support/eventually";
import { startWorld, type ContainerWorld, type SignedIn } from "./support/world";

let world: ContainerWorld;
let customer: SignedIn;
let productId: string;

beforeAll(async () => {
  world = await startWorld({ api: 1, worker: 1, outbox: 1 });
  customer = await world.customer();
  productId = await world.addProduct({ priceCents: 1000, stock: 100 });
});

afterAll(() => world.stop());

async function placeOrder(): Promise<string> {
  const order = {
    items: [{ productId, quantity: 1, priceCents: 1000 }],
    redeemPoints: 0,
    paymentToken: "tok_approved",
  };
  const { json } = await world.placeOrder(customer, order, randomUUID());
  return json.id;
}

const record = (messageId: string, body: string) => ({ messageId, body, eventSource: "aws:sqs", attributes: {} });

const message = (orderId: string) => ({
  id: randomUUID(),
  type: "order.placed",
  orderId,
  customerId: customer.id,
  productIds: [productId],
  occurredAt: new Date().toISOString(),
});

const deliver = (...records: object[]) => world.invoke("worker", { Records: records });

const startsOf = (orderId: string) => world.aws.executions.filter((name) => name === orderId).length;

const sentFor = (order: string) => world.aws.messages.filter(({ orderId }) => orderId === order);

/** Kills the function after the queue has accepted its messages and before it can delete them from the outbox. */
async function crashWhileSending(): Promise<void> {
  world.aws.onSent = async () => {
    world.aws.onSent = undefined;
    await world.end("outbox");
  };
  await expect(world.invoke("outbox", {})).rejects.toMatchObject({ name: "Runtime.ExitError" });
  await world.scale("outbox", 1);
}

describe("The worker", () => {
  test("gate 6: returns exactly the failed messages and processes the others", async () => {
    const [first, second] = [await placeOrder(), await placeOrder()];
    const answer = await deliver(
      record("good-1", JSON.stringify(message(first))),
      record("not-json", "{"),
      record("poison", JSON.stringify({ ...message(first), type: "order.exploded" })),
      record("good-2", JSON.stringify(message(second))),
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "not-json" }, { itemIdentifier: "poison" }] });
    expect(startsOf(first)).toBe(1);
    expect(startsOf(second)).toBe(1);
  });

  test("gate 6: returns every message of a batch in which all fail", async () => {
    const answer = await deliver(record("one", "{"), record("two", "[]"));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "one" }, { itemIdentifier: "two" }] });
  });

  test("gate 6: ignores a processed message", async () => {
    const orderId = await placeOrder();
    const body = JSON.stringify(message(orderId));
    for (const delivery of ["first", "second", "third"]) {
      expect(await deliver(record(delivery, body))).toEqual({ batchItemFailures: [] });
    }
    expect(startsOf(orderId)).toBe(1);
  });
});

describe("The outbox", () => {
  test("gate 6: sends recorded messages, also when the function was killed between sending and deleting", async () => {
    await world.invoke("outbox", {});
    const orderId = await placeOrder();
    const sentBefore = sentFor(orderId).length;
    await crashWhileSending();
    const afterCrash = sentFor(orderId);
    expect(sentBefore).toBe(0);
    expect(afterCrash).toHaveLength(1);
    await world.invoke("outbox", {});
    const ids = sentFor(orderId).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    await world.invoke("outbox", {});
    expect(sentFor(orderId)).toHaveLength(2);
  });
});

test("gate 6: an order whose message or workflow was lost is announced again, and its payment begins", async () => {
  const orderId = await placeOrder();
  await world.invoke("outbox", {});
  const [lost] = sentFor(orderId);
  await world.database.query("UPDATE orders SET announced_at = now() - interval '31 min' WHERE id = $1", [orderId]);
  await world.invoke("outbox", {});
  await world.invoke("outbox", {});
  const [, again] = sentFor(orderId);
  expect(again!.id).not.toBe(lost!.id);
  expect(startsOf(orderId)).toBe(0);
  expect(await deliver(record("again", JSON.stringify(again)))).toEqual({ batchItemFailures: [] });
  expect(startsOf(orderId)).toBe(1);
});

test("One search by its id finds an order's way through the functions, with invocation and cold start", async () => {
  const orderId = await placeOrder();
  await deliver(record("searched", JSON.stringify(message(orderId))));
  const lines = await eventually("the worker's line", () => {
    const found = [...world.log().matchAll(/\{"level".*\}/g)].map(([text]) => JSON.parse(text));
    const ofOrder = found.filter((line) => line.orderId === orderId);
    return ofOrder.length === 2 && ofOrder;
  });
  const ways = lines.map((line) => [line.function_name, line.message, typeof line.cold_start]);
  expect(ways.sort()).toEqual([
    ["api", "request", "boolean"],
    ["worker", "message done", "boolean"],
  ]);
  for (const line of lines) expect(line.function_request_id).toMatch(/^[0-9a-f-]{36}$/);
});

test("The worker and the outbox open one database connection each", async () => {
  await deliver(record("one", JSON.stringify(message(await placeOrder()))));
  await world.invoke("outbox", {});
  await world.end("api");
  await eventually("the connections of the API are gone", async () => {
    return (await world.database.backends(world.databaseUser)).length <= 2;
  });
  expect(await world.database.backends(world.databaseUser)).toHaveLength(2);
});

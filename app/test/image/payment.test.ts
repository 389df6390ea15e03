import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PaymentTask } from "../../contract";
import { eventually } from "./support/eventually";
import { runPayment } from "./support/payment-run";
import { startWorld, type ContainerWorld, type SignedIn } from "./support/world";

const PRICE = 1000;
const STOCK = 100;

let world: ContainerWorld;
let customer: SignedIn;
let productId: string;

beforeAll(async () => {
  world = await startWorld({ api: 1, payment: 1 });
  customer = await world.customer();
  productId = await world.addProduct({ priceCents: PRICE, stock: STOCK });
});

afterAll(() => world.stop());

async function placeOrder(paymentToken: string): Promise<string> {
  const order = { items: [{ productId, quantity: 1, priceCents: PRICE }], redeemPoints: 0, paymentToken };
  return (await world.placeOrder(customer, order, randomUUID())).json.id;
}

const statusOf = async (id: string): Promise<string> =>
  (await world.request("GET", `/api/orders/${id}`, { token: customer.token })).json.status;

const points = async (): Promise<number> =>
  (await world.request("GET", "/api/customers/me", { token: customer.token })).json.pointsBalance;

const pay = (orderId: string, timesOut?: PaymentTask) =>
  runPayment(orderId, (event) => world.invoke("payment", event), timesOut);

/** Done again and again, each task leaves the order as the workflow left it. */
async function repeatTasks(orderId: string, tasks: readonly string[]): Promise<void> {
  for (const task of tasks) await world.invoke("payment", { task, orderId });
}

describe("The deployed payment workflow, with the container doing its tasks", () => {
  test("gate 10: charges the payment and credits the points once, also when tasks are repeated", async () => {
    const before = await points();
    const orderId = await placeOrder("tok_approved");
    expect(await pay(orderId)).toEqual({ status: "succeeded", tasks: ["reserve", "charge", "confirm"] });
    expect(await statusOf(orderId)).toBe("paid");
    await repeatTasks(orderId, ["reserve", "charge", "confirm", "confirm"]);
    await expect(repeatTasks(orderId, ["release"])).rejects.toMatchObject({ name: "Refusal" });
    expect(await statusOf(orderId)).toBe("paid");
    expect(await points()).toBe(before + Math.floor(PRICE / 100));
  });

  test("gate 10: retries a charge after an unreachable provider", async () => {
    const orderId = await placeOrder("tok_flaky");
    expect(await pay(orderId)).toEqual({ status: "succeeded", tasks: ["reserve", "charge", "charge", "confirm"] });
    expect(await statusOf(orderId)).toBe("paid");
  });

  test("gate 10: returns stock and points of a declined payment once, also when the task is repeated", async () => {
    const stock = await world.stockOf(productId);
    const orderId = await placeOrder("tok_declined");
    expect(await world.stockOf(productId)).toBe(stock - 1);
    expect(await pay(orderId)).toEqual({ status: "succeeded", tasks: ["reserve", "charge", "release"] });
    await repeatTasks(orderId, ["release", "release"]);
    await expect(repeatTasks(orderId, ["confirm"])).rejects.toMatchObject({ name: "Refusal" });
    expect(await statusOf(orderId)).toBe("cancelled");
    expect(await world.stockOf(productId)).toBe(stock);
  });

  test("gate 10: cancels the order when the provider never answers", async () => {
    const stock = await world.stockOf(productId);
    const orderId = await placeOrder("tok_unreachable");
    const { status, tasks } = await pay(orderId);
    expect([status, tasks]).toEqual(["succeeded", ["reserve", "charge", "charge", "charge", "charge", "release"]]);
    expect(await statusOf(orderId)).toBe("cancelled");
    expect(await world.stockOf(productId)).toBe(stock);
  });

  test("gate 10: cancels the order when a task times out", async () => {
    const stock = await world.stockOf(productId);
    const orderId = await placeOrder("tok_approved");
    const { status, tasks } = await pay(orderId, "charge");
    expect([status, tasks.at(-1)]).toEqual(["succeeded", "release"]);
    expect(await statusOf(orderId)).toBe("cancelled");
    expect(await world.stockOf(productId)).toBe(stock);
  });
});

test("An order that points pay in full has no payment token and asks no provider", async () => {
  const buyer = await world.customer();
  const cheap = await world.addProduct({ priceCents: 300, stock: 1 });
  const order = { items: [{ productId: cheap, quantity: 1, priceCents: 300 }], redeemPoints: 300 };
  const { json } = await world.placeOrder(buyer, order, randomUUID());
  expect(json.totalCents).toBe(0);
  expect(await pay(json.id)).toEqual({ status: "succeeded", tasks: ["reserve", "charge", "confirm"] });
  expect(await world.database.query("SELECT reference FROM payments WHERE order_id = $1", [json.id])).toEqual([
    { reference: null },
  ]);
});

test("A payment token is deleted when the payment has ended, whatever its result", async () => {
  const tokens = () => world.database.query("SELECT payment_token FROM orders WHERE payment_token IS NOT NULL");
  expect(await tokens()).toEqual([]);
  const orderId = await placeOrder("tok_declined");
  expect(await tokens()).toEqual([{ payment_token: "tok_declined" }]);
  await pay(orderId);
  expect(await tokens()).toEqual([]);
});

test("An order that a restore has removed is refunded instead of failing", async () => {
  expect(await pay(randomUUID())).toEqual({ status: "succeeded", tasks: ["reserve", "release"] });
  await expect.poll(() => world.log(), { timeout: 10_000 }).toContain('"message":"unexpected refund"');
});

test("The payment function opens one database connection", async () => {
  await world.end("api");
  await eventually("the connections of the API are gone", async () => {
    return (await world.database.backends(world.databaseUser)).length <= 1;
  });
  await expect(repeatTasks(randomUUID(), ["reserve"])).rejects.toMatchObject({ name: "Refusal" });
  expect(await world.database.backends(world.databaseUser)).toHaveLength(1);
});

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { call, context, describeWithMoto, provideResources } from "./support/resources";

const MINUTE_MILLIS = 60_000;

describeWithMoto("the function expiry", () => {
  let documents: DynamoDBDocumentClient;
  let orders: typeof import("../../functions/handlers/orders");
  let expiry: typeof import("../../functions/handlers/expiry");
  let payment: typeof import("../../functions/handlers/payment");

  beforeAll(async () => {
    await provideResources();
    orders = await import("../../functions/handlers/orders");
    expiry = await import("../../functions/handlers/expiry");
    payment = await import("../../functions/handlers/payment");
    documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  });

  const table = () => process.env["ORDERS_TABLE"];
  const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: "ORDER" });
  const productKey = (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: "PRODUCT" });

  async function item(Key: Record<string, string>): Promise<Record<string, unknown> | undefined> {
    return (await documents.send(new GetCommand({ TableName: table(), Key }))).Item;
  }

  const statusOf = async (orderId: string) => (await item(orderKey(orderId)))?.["status"];
  const stockOf = async (productId: string) => Number((await item(productKey(productId)))?.["stock"]);

  /** Places an order of two cups, as if that had been some minutes ago. */
  async function place(minutesAgo: number): Promise<string> {
    const body = { items: [{ productId: "cup", quantity: 2 }], totalCents: 1980 };
    const headers = { "idempotency-key": randomUUID() };
    const placed = await call(orders.handler, "placeOrder", { customerId: "ann", headers, body });
    const orderId = String(placed.body["orderId"]);
    await documents.send(
      new UpdateCommand({
        TableName: table(),
        Key: orderKey(orderId),
        UpdateExpression: "SET placedAt = :at",
        ExpressionAttributeValues: { ":at": new Date(Date.now() - minutesAgo * MINUTE_MILLIS).toISOString() },
      }),
    );
    return orderId;
  }

  /** The order as its customer sees it. */
  const shown = async (orderId: string) =>
    (await call(orders.handler, "getOrder", { customerId: "ann", path: { orderId } })).body;

  const claim = (orderId: string) =>
    payment.handler({ task: "claim", paymentId: randomUUID(), orderId, customerId: "ann" }, context);

  const run = (remainingMillis = 20_000) =>
    expiry.handler({}, { ...context, getRemainingTimeInMillis: () => remainingMillis } as Context);

  test("cancels what nobody has paid in half an hour, and returns the pieces", async () => {
    const before = await stockOf("cup");
    const [old, recent] = [await place(31), await place(29)];
    expect(await run()).toEqual({ cancelled: 1 });
    expect([await statusOf(old), await statusOf(recent), await stockOf("cup")]).toEqual([
      "CANCELLED",
      "PENDING",
      before - 2,
    ]);
    expect([(await shown(old))["payment"], (await shown(recent))["payment"]]).toEqual(["expired", undefined]);
    expect(await run()).toEqual({ cancelled: 0 });
    await expect(claim(old)).rejects.toMatchObject({ name: "OrderRefused" });
  });

  test("leaves an order alone whose payment has begun", async () => {
    const orderId = await place(31);
    await claim(orderId);
    expect(await run()).toEqual({ cancelled: 0 });
    expect(await statusOf(orderId)).toBe("PAYING");
    expect((await item(orderKey(orderId)))?.["unpaid"]).toBeUndefined();
  });

  test("leaves an order alone whose payment begins at the same time", async () => {
    const orderId = await place(31);
    const [claimed, expired] = await Promise.allSettled([claim(orderId), run()]);
    expect(expired).toEqual({
      status: "fulfilled",
      value: { cancelled: claimed.status === "fulfilled" ? 0 : 1 },
    });
    expect(await statusOf(orderId)).toBe(claimed.status === "fulfilled" ? "PAYING" : "CANCELLED");
  });

  test("cancels an order of a product that is no longer sold, and creates no product", async () => {
    const orderId = await place(31);
    const product = await item(productKey("cup"));
    await documents.send(new DeleteCommand({ TableName: table(), Key: productKey("cup") }));
    expect(await run()).toEqual({ cancelled: 1 });
    expect([await statusOf(orderId), await item(productKey("cup"))]).toEqual(["CANCELLED", undefined]);
    await documents.send(new PutCommand({ TableName: table(), Item: product }));
  });

  test("ends before its time is over, and the next run continues", async () => {
    await place(31);
    expect(await run(1_000)).toEqual({ cancelled: 0 });
    expect(await run()).toEqual({ cancelled: 1 });
  });
});

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { call, describeWithMoto, provideResources } from "./support/resources";

describeWithMoto("the function orders", () => {
  let orders: typeof import("../../functions/handlers/orders");
  let documents: DynamoDBDocumentClient;
  const ann = "customer-ann";
  const cup = (quantity = 1) => ({ items: [{ productId: "cup", quantity }], totalCents: quantity * 990 });

  beforeAll(async () => {
    await provideResources();
    orders = await import("../../functions/handlers/orders");
    documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  });

  const place = (body: unknown, key: string | undefined = randomUUID(), customerId = ann) =>
    call(orders.handler, "placeOrder", { body, customerId, headers: key ? { "idempotency-key": key } : {} });

  const productKey = (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: "PRODUCT" });

  async function stockOf(productId: string): Promise<number> {
    const TableName = process.env["ORDERS_TABLE"];
    const { Item } = await documents.send(new GetCommand({ TableName, Key: productKey(productId) }));
    return Number(Item?.["stock"]);
  }

  async function setProduct(productId: string, name: "stock" | "priceCents", value: number): Promise<void> {
    await documents.send(
      new UpdateCommand({
        TableName: process.env["ORDERS_TABLE"],
        Key: productKey(productId),
        UpdateExpression: `SET ${name} = :value`,
        ExpressionAttributeValues: { ":value": value },
      }),
    );
  }

  test("place an order and take its pieces from the stock", async () => {
    const before = await stockOf("cup");
    const { status, body, headers } = await place(cup(2));
    expect(status).toBe(201);
    expect(body).toMatchObject({ totalCents: 1980, status: "PENDING" });
    expect(body["items"]).toEqual([
      {
        productId: "cup",
        name: "Cup",
        priceCents: 990,
        quantity: 2,
        imageUrl: "https://media.example.com/products/cup.jpg",
      },
    ]);
    expect(await stockOf("cup")).toBe(before - 2);
    expect(headers).toMatchObject({ "access-control-allow-origin": "https://shop.example.com" });
  });

  test("answer a repeated request with the same bytes, and take no second piece", async () => {
    const key = randomUUID();
    const first = await place(cup(), key);
    const before = await stockOf("cup");
    const again = await place(cup(), key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await stockOf("cup")).toBe(before);
  });

  test("place one order for eight requests at once with one key", async () => {
    const key = randomUUID();
    const before = await stockOf("cup");
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(cup(), key)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await stockOf("cup")).toBe(before - 1);
  });

  test("refuse a key of another body", async () => {
    const key = randomUUID();
    await place(cup(), key);
    expect(await place(cup(2), key)).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  });

  test("keep the keys of customers apart", async () => {
    const key = randomUUID();
    const [first, second] = [await place(cup(), key), await place(cup(), key, "customer-bob")];
    expect(second.body["orderId"]).not.toBe(first.body["orderId"]);
  });

  test("sell no piece twice", async () => {
    await setProduct("grinder", "stock", 3);
    const grinder = { items: [{ productId: "grinder", quantity: 1 }], totalCents: 8900 };
    const answers = await Promise.all(Array.from({ length: 10 }, () => place(grinder)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(new Set(statuses)).toEqual(new Set([201, 409]));
    expect(await stockOf("grinder")).toBe(0);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: "out-of-stock", stock: 0 });
  });

  test("add the pieces of a product that is named twice", async () => {
    const items = [
      { productId: "coffee", quantity: 1 },
      { productId: "coffee", quantity: 2 },
    ];
    const { body } = await place({ items, totalCents: 3 * 1490 });
    expect(body["items"]).toMatchObject([{ productId: "coffee", quantity: 3 }]);
  });

  test("refuse a total to which the customer has not agreed, and name the current one", async () => {
    expect(await place({ ...cup(), totalCents: 1 })).toMatchObject({
      status: 409,
      body: { code: "price-changed", totalCents: 990 },
    });
    await setProduct("cup", "priceCents", 1090);
    expect(await place(cup())).toMatchObject({ status: 409, body: { code: "price-changed", totalCents: 1090 } });
    await setProduct("cup", "priceCents", 990);
  });

  test("refuse an unknown product", async () => {
    const body = { items: [{ productId: "teapot", quantity: 1 }], totalCents: 100 };
    expect(await place(body)).toMatchObject({ status: 404, body: { code: "not-found", productId: "teapot" } });
  });

  test("show a customer's orders to nobody else", async () => {
    const { body } = await place(cup(), randomUUID(), "customer-carol");
    const path = { orderId: String(body["orderId"]) };
    const get = (customerId: string) => call(orders.handler, "getOrder", { path, customerId });
    expect([(await get("customer-carol")).status, (await get("customer-dave")).status]).toEqual([200, 404]);
    const list = (customerId: string) => call(orders.handler, "listOrders", { customerId });
    expect((await list("customer-carol")).body["orders"]).toMatchObject([{ orderId: path.orderId }]);
    expect((await list("customer-dave")).body).toEqual({ orders: [] });
  });

  test("show nothing of an order that is not the customer's to see", async () => {
    const { body } = await place(cup());
    expect(Object.keys(body).sort()).toEqual(["items", "orderId", "placedAt", "status", "totalCents"]);
  });

  test.each([undefined, "short", "a".repeat(44), "key with spaces", "ключ-00000", "a'b\"c$d{e}"])(
    "refuse the idempotency key %j",
    async (key) => {
      const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
      const answer = await call(orders.handler, "placeOrder", { body: cup(), customerId: ann, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid-request" } });
    },
  );

  test.each(["../x", "a".repeat(65), "' OR 1=1 --", "ORDER#1"])("refuse the order id %j", async (orderId) => {
    const answer = await call(orders.handler, "getOrder", { path: { orderId }, customerId: ann });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });

  test.each([
    "[]",
    "{",
    { ...cup(), customerId: "customer-bob" },
    { ...cup(), totalCents: -1 },
    { ...cup(), totalCents: 1e300 },
    { items: [{ productId: "cup", quantity: -1 }], totalCents: 990 },
    { items: Array(21).fill({ productId: "cup", quantity: 1 }), totalCents: 990 },
    '{"items":[{"productId":"cup","quantity":1,"__proto__":{"priceCents":1}}],"totalCents":1}',
  ])("refuse the body %j", async (body) => {
    expect(await place(body)).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });

  test("answer 500, and place nothing, when no authorizer has named the caller", async () => {
    const before = await stockOf("cup");
    const headers = { "idempotency-key": randomUUID() };
    const answer = await call(orders.handler, "placeOrder", { body: cup(), headers });
    expect([answer.status, answer.body["code"], await stockOf("cup")]).toEqual([500, "internal-error", before]);
  });
});

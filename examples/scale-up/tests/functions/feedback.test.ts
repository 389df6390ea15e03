import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { call, describeWithMoto, provideResources, type Call } from "./support/resources";

describeWithMoto("the function feedback", () => {
  let feedback: typeof import("../../functions/handlers/feedback");

  beforeAll(async () => {
    await provideResources();
    feedback = await import("../../functions/handlers/feedback");
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
    for (const [orderId, status] of [
      ["paid", "PAID"],
      ["pending", "PENDING"],
      ["cancelled", "CANCELLED"],
    ]) {
      const Item = { pk: `ORDER#${orderId}`, sk: "ORDER", customerId: "ann", status, items: [{ productId: "cup" }] };
      await documents.send(new PutCommand({ TableName: process.env["ORDERS_TABLE"], Item }));
    }
  });

  const give = (orderId: string, customerId = "ann", more: object = {}) =>
    call(feedback.handler, "giveFeedback", {
      customerId,
      body: { orderId, productId: "cup", rating: 4, text: "Holds coffee: ☕ <b>'\"</b>", ...more },
    });

  test.each([
    ["an order that is not paid", "pending", "ann", {}],
    ["a cancelled order", "cancelled", "ann", {}],
    ["an unknown order", "none", "ann", {}],
    ["an order of another customer", "paid", "bob", {}],
    ["a product that is not in the order", "paid", "ann", { productId: "grinder" }],
  ])("is refused for %s", async (_, orderId, customerId, more) => {
    expect(await give(orderId, customerId, more)).toMatchObject({ status: 403, body: { code: "not-bought" } });
  });

  test("is accepted once for each product and customer", async () => {
    expect((await give("paid")).status).toBe(201);
    expect(await give("paid")).toMatchObject({ status: 409, body: { code: "already-given" } });
  });

  test("is shown as it was written, without its customer", async () => {
    const { body } = await call(feedback.handler, "listFeedback", { query: { productId: "cup" } });
    expect(body["feedback"]).toEqual([
      { productId: "cup", rating: 4, text: "Holds coffee: ☕ <b>'\"</b>", givenAt: expect.any(String) },
    ]);
  });

  test.each<Call["query"]>([
    {},
    { productId: "" },
    { productId: "a b" },
    { productId: "cup", extra: "1" },
    "productId=lamp&productId=cup",
  ])("refuses the query %j", async (query) => {
    expect(await call(feedback.handler, "listFeedback", { query })).toMatchObject({ status: 400 });
  });

  test("names the origin of the request if that is one of several", async () => {
    const read = async (origins: string, headers: Record<string, string>) => {
      process.env["ALLOW_ORIGIN"] = origins;
      const { headers: received } = await call(feedback.handler, "listFeedback", {
        query: { productId: "cup" },
        headers,
      });
      return [received["access-control-allow-origin"], received["vary"]];
    };
    const [shop, admin] = ["https://shop.example.com", "https://admin.example.com"];
    expect(await read(`${shop},${admin}`, { Origin: admin })).toEqual([admin, "Origin"]);
    expect(await read(`${shop},${admin}`, { origin: shop })).toEqual([shop, "Origin"]);
    expect(await read(`${shop},${admin}`, { origin: "https://evil.example.com" })).toEqual([shop, "Origin"]);
    expect(await read(`${shop},${admin}`, {})).toEqual([shop, "Origin"]);
    expect(await read(shop, { origin: admin })).toEqual([shop, undefined]);
  });

  test.each([{ rating: 0 }, { rating: 6 }, { rating: "5" }, { text: "" }, { text: "a".repeat(2001) }, { admin: true }])(
    "refuses a body with %j",
    async (more) => {
      expect(await give("paid", "ann", more)).toMatchObject({ status: 400, body: { code: "invalid-request" } });
    },
  );
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { claims, memoryApi, type Call } from "../../support/memory-api";
import { databaseGone, tea } from "../../support/memory-shop";

let api: ReturnType<typeof memoryApi>;
let session: Awaited<ReturnType<typeof api.openSession>>;
const order = {
  items: [{ productId: tea.id, quantity: 2, priceCents: 700 }],
  redeemPoints: 100,
  paymentToken: "tok_approved",
};

function place(key: string, body: unknown, more: Call = {}) {
  const headers = { ...session.headers, "idempotency-key": key };
  return api.call("placeOrder", { claims, cookies: session.cookies, headers, body, ...more });
}

beforeEach(async () => {
  api = memoryApi();
  session = await api.openSession();
});

describe("an order", () => {
  it("is placed, without the customer's id in the answer", async () => {
    const { status, json } = await place("k1", order);
    expect(status).toBe(201);
    expect(json).toEqual({
      id: "0198c5a0-0000-7000-8000-000000000100",
      status: "placed",
      items: [{ productId: tea.id, quantity: 2, name: "Tea", priceCents: 700, canRate: false }],
      subtotalCents: 1400,
      pointsRedeemed: 100,
      totalCents: 1300,
      pointsEarned: 0,
      createdAt: "2026-01-02T03:04:05.000Z",
    });
  });

  it("that is repeated gets the same bytes, and is counted once", async () => {
    const first = await place("k1", order);
    const again = await place("k1", { paymentToken: "tok_approved", redeemPoints: 100, items: order.items });
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(first.headers["idempotency-replayed"]).toBeUndefined();
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(api.meter.added).toEqual([
      ["OrdersPlaced", 1],
      ["PointsRedeemed", 100],
    ]);
  });

  it("that is repeated after an update has all fields of today's answer", async () => {
    const { text, json } = await place("k1", order);
    const ofOlderVersion = text.replace(',"canRate":false', "");
    expect(ofOlderVersion).not.toBe(text);
    vi.spyOn(api.store, "placeOrder").mockResolvedValue({ answer: ofOlderVersion, repeated: true });
    expect((await place("k1", order)).json).toEqual(json);
  });

  it("that differs under the same key is refused", async () => {
    await place("k1", order);
    const { status, json } = await place("k1", { ...order, redeemPoints: 99 });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: "idempotency-key-reused",
      orderId: "0198c5a0-0000-7000-8000-000000000100",
    });
  });

  it("at another price than the shown one is refused with the current prices", async () => {
    api.store.products.set(tea.id, { ...tea, priceCents: 7000 });
    const { status, json } = await place("k1", order);
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: "price-changed", prices: [{ productId: tea.id, priceCents: 7000 }] });
    expect(api.store.orders.size).toBe(0);
  });

  it("that points pay in full needs no payment token, every other order does", async () => {
    const { paymentToken: _, ...withoutToken } = order;
    api.store.products.set(tea.id, { ...tea, priceCents: 50 });
    const items = [{ productId: tea.id, quantity: 2, priceCents: 50 }];
    const { status, json } = await place("k1", { ...withoutToken, items, redeemPoints: 99 });
    expect([status, json["code"]]).toEqual([409, "payment-token-required"]);
    expect((await place("k1", { ...withoutToken, items, redeemPoints: 100 })).status).toBe(201);
  });

  it.each(["", "with space", "ü", "x".repeat(256)])("under the key '%s' is not valid", async (key) => {
    const { status, json } = await place(key, order);
    expect(status).toBe(400);
    expect(json["errors"]).toMatchObject([{ path: "idempotency-key" }]);
  });

  it.each([
    ["no items", { ...order, items: [] }],
    ["21 items", { ...order, items: Array.from({ length: 21 }, () => order.items[0]) }],
    [
      "a product twice",
      { ...order, items: [order.items[0], { productId: tea.id.toUpperCase(), quantity: 1, priceCents: 700 }] },
    ],
    ["none of a product", { ...order, items: [{ productId: tea.id, quantity: 0, priceCents: 700 }] }],
    ["half a product", { ...order, items: [{ productId: tea.id, quantity: 1.5, priceCents: 700 }] }],
    ["fewer than no points", { ...order, redeemPoints: -1 }],
    ["no shown price", { ...order, items: [{ productId: tea.id, quantity: 1 }] }],
    ["a means of payment of spaces", { ...order, paymentToken: "  " }],
    ["more than was asked for", { ...order, status: "paid" }],
    ["a list instead of an object", [order]],
  ])("with %s is not valid", async (_what, body) => {
    expect((await place("k1", body)).status).toBe(400);
    expect(api.store.orders.size).toBe(0);
  });

  it("removes its products from the cache", async () => {
    const params = { id: tea.id };
    await api.call("getProduct", { params });
    await api.call("getProduct", { params });
    expect(api.store.lookups).toBe(1);
    await place("k1", order);
    await api.call("getProduct", { params });
    expect(api.store.lookups).toBe(2);
  });
});

describe("feedback", () => {
  it("is counted and removes the product from the cache; a second one is refused", async () => {
    const give = () =>
      api.call("giveFeedback", { claims, ...session, body: { productId: tea.id, rating: 4, comment: "Fine" } });
    await api.call("getProduct", { params: { id: tea.id } });
    expect((await give()).status).toBe(201);
    expect(api.meter.added).toEqual([["FeedbackGiven", 1]]);
    await api.call("getProduct", { params: { id: tea.id } });
    expect(api.store.lookups).toBe(2);
    const { status, json } = await give();
    expect(status).toBe(409);
    expect(json["code"]).toBe("already-given");
  });

  it("requires a purchase of the product", async () => {
    api.store.notBought.add(`alice ${tea.id}`);
    const body = { productId: tea.id, rating: 4, comment: "Fine" };
    const { status, json } = await api.call("giveFeedback", { claims, ...session, body });
    expect([status, json["code"]]).toEqual([409, "not-bought"]);
    expect(api.meter.added).toEqual([]);
  });

  it.each(["", "   ", "\n\t"])("needs a comment with more than spaces in it: %j", async (comment) => {
    const body = { productId: tea.id, rating: 4, comment };
    const { status, json } = await api.call("giveFeedback", { claims, ...session, body });
    expect(status).toBe(400);
    expect(json["errors"]).toMatchObject([{ path: "body.comment" }]);
  });

  it("is stored with composed characters, and with at most four marks on one of them", async () => {
    const give = (comment: string) =>
      api.call("giveFeedback", { claims, ...session, body: { productId: tea.id, rating: 4, comment } });
    const refused = await give(`Fine${"\u0316".repeat(5)}`);
    expect(refused.status).toBe(400);
    expect(refused.json["errors"]).toMatchObject([
      { path: "body.comment", message: "must not stack more than four combining marks" },
    ]);
    expect((await give(`cafe\u0301 ${"x\u0316\u0317\u0318\u0319".repeat(2)}`)).json["comment"]).toBe(
      `caf\u00e9 ${"x\u0316\u0317\u0318\u0319".repeat(2)}`,
    );
  });

  it("is stored without surrounding spaces", async () => {
    const body = { productId: tea.id, rating: 4, comment: " Fine,\nindeed. \n" };
    const { json } = await api.call("giveFeedback", { claims, ...session, body });
    expect(json["comment"]).toBe("Fine,\nindeed.");
  });
});

describe("lists", () => {
  it("have 20 items by default, and accept a category", async () => {
    for (let n = 2; n < 30; n += 1) api.store.products.set(String(n), { ...tea, id: String(n) });
    const count = async (query: Record<string, string>) => {
      const { json } = await api.call("listProducts", { query });
      return (json["items"] as unknown[]).length;
    };
    expect(await count({})).toBe(20);
    expect(await count({ limit: "25" })).toBe(25);
    expect(await count({ category: "nothing" })).toBe(0);
  });

  it.each(["0", "101", "1.5", "ten", "", "1,2"])("reject the limit '%s'", async (limit) => {
    expect((await api.call("listProducts", { query: { limit } })).status).toBe(400);
  });

  it.each(["listFeedback", "getProduct"] as const)("and things of %s need an id", async (route) => {
    expect((await api.call(route, { params: { id: tea.id } })).status).toBe(200);
    expect((await api.call(route, { params: { id: "1" } })).status).toBe(404);
  });
});

describe("the health check", () => {
  it("answers ok", async () => {
    expect((await api.call("health")).text).toBe(`{"status":"ok"}`);
  });

  it("answers HEAD without a body, and 503 when the database is unavailable", async () => {
    expect(await api.call("headHealth")).toMatchObject({ status: 200, text: "" });
    api.store.failure = databaseGone();
    expect((await api.call("headHealth")).status).toBe(503);
  });
});

describe("the log", () => {
  it("has one line for each request, with its id and without its content", async () => {
    await place("key-of-the-order", { ...order, paymentToken: "tok_secret" });
    const [line] = api.log.lines.filter((each) => each.includes("POST /api/orders"));
    expect(line).toContain("request-1");
    expect(line).toContain('"orderId":"0198c5a0-0000-7000-8000-000000000100"');
    expect(api.log.lines.join()).not.toMatch(/tok_secret|key-of-the-order|alice/);
  });

  it.each([
    ["198.51.100.7, 130.176.1.1", "198.51.100.7"],
    ["203.0.113.9, 198.51.100.7, 130.176.1.1", "198.51.100.7"],
    ["198.51.100.7", "192.0.2.1"],
  ])("names the viewer of a request that was forwarded for %s, and CloudFront's request id", async (chain, viewer) => {
    await api.call("health", { headers: { "x-forwarded-for": chain, "x-amz-cf-id": "cf-1" } });
    const [, fields] = JSON.parse(api.log.lines.at(-1)!) as [string, Record<string, unknown>];
    expect(fields).toMatchObject({
      viewerAddress: viewer,
      cloudFrontRequestId: "cf-1",
      sourceAddress: "192.0.2.1",
      requestId: "request-1",
    });
  });
});

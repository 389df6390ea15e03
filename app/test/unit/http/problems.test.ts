import { describe, expect, it } from "vitest";
import { Refusal } from "../../../src/domain/errors";
import { claims, memoryApi, ORIGIN_SECRET, SESSION_SECRET, type Call } from "../../support/memory-api";
import { databaseGone, tea } from "../../support/memory-shop";
import type { RouteName } from "../../../contract";

const order = {
  items: [{ productId: tea.id, quantity: 1, priceCents: 700 }],
  redeemPoints: 0,
  paymentToken: "tok_approved",
};
const keyed = { "idempotency-key": "key-1" };

interface Case {
  readonly status: number;
  readonly code: string;
  readonly route: RouteName;
  readonly call: Call;
  readonly failure?: Error;
}

const sqlError = Object.assign(new Error(`syntax error in "SELECT password FROM customers"`), {
  code: "42601",
  severity: "ERROR",
  query: "SELECT password FROM customers",
});

/** One for each status that the shop refuses with. */
const cases: readonly Case[] = [
  { status: 400, code: "invalid-request", route: "listProducts", call: { query: { limit: "101" } } },
  { status: 400, code: "invalid-request", route: "placeOrder", call: { body: "{", headers: keyed } },
  { status: 400, code: "invalid-request", route: "placeOrder", call: { body: order } },
  { status: 401, code: "unauthorized", route: "getCustomer", call: { claims: undefined } },
  { status: 403, code: "forbidden", route: "health", call: { headers: { "x-origin-secret": "guess" } } },
  { status: 403, code: "insufficient-scope", route: "getCustomer", call: { claims: { ...claims, scope: "openid" } } },
  { status: 404, code: "not-found", route: "getProduct", call: { params: { id: "' or 1=1 --" } } },
  {
    status: 404,
    code: "not-found",
    route: "getOrder",
    call: { params: { id: "0198c5a0-0000-7000-8000-00000000dead" } },
  },
  { status: 405, code: "method-not-allowed", route: "unmatched", call: { path: "/api/orders", method: "PUT" } },
  {
    status: 409,
    code: "out-of-stock",
    route: "placeOrder",
    call: { body: { ...order, items: [{ productId: tea.id, quantity: 9, priceCents: 700 }] }, headers: keyed },
  },
  {
    status: 409,
    code: "insufficient-points",
    route: "placeOrder",
    call: { body: { ...order, redeemPoints: 501 }, headers: keyed },
  },
  {
    status: 409,
    code: "price-changed",
    route: "placeOrder",
    call: { body: { ...order, items: [{ productId: tea.id, quantity: 1, priceCents: 699 }] }, headers: keyed },
  },
  {
    status: 409,
    code: "payment-token-required",
    route: "placeOrder",
    call: { body: { ...order, paymentToken: undefined }, headers: keyed },
  },
  { status: 409, code: "cart-limit", route: "addToCart", call: { body: { productId: tea.id, quantity: 6 } } },
  { status: 409, code: "conflict", route: "getCustomer", call: {}, failure: new Refusal("conflict", "Not now") },
  { status: 413, code: "body-too-large", route: "giveFeedback", call: { body: "x".repeat(65_537) } },
  {
    status: 415,
    code: "unsupported-media-type",
    route: "giveFeedback",
    call: { body: "a=b", headers: { "content-type": "text/plain" } },
  },
  { status: 500, code: "internal-error", route: "getCustomer", call: {}, failure: sqlError },
  { status: 503, code: "temporarily-unavailable", route: "health", call: {}, failure: databaseGone() },
];

describe("a refusal", () => {
  it.each(cases)("with $status $code at $route is a problem document without anything from inside", async (given) => {
    const { call, openSession, store, log } = memoryApi();
    const session = await openSession();
    store.failure = given.failure;
    const answer = await call(given.route, {
      claims,
      ...session,
      ...given.call,
      headers: { ...session.headers, ...given.call.headers },
    });
    expect(answer.status).toBe(given.status);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.json).toMatchObject({
      type: `/problems/${given.code}`,
      title: expect.any(String),
      status: given.status,
      detail: expect.any(String),
      code: given.code,
      requestId: "request-1",
    });
    for (const text of [answer.text, ...log.lines]) {
      expect(text).not.toMatch(/SELECT|\.ts:\d|node_modules|ECONNREFUSED/);
      expect(text).not.toContain(ORIGIN_SECRET);
      expect(text).not.toContain(SESSION_SECRET);
      expect(text).not.toContain(session.headers["x-csrf-token"]);
    }
    expect(log.lines.some((line) => line.includes("request-1") && line.includes(String(given.status)))).toBe(true);
  });

  it("names the invalid fields without repeating their values", async () => {
    const { call, openSession } = memoryApi();
    const body = { ...order, items: [{ productId: "<script>", quantity: 21, priceCents: 700 }], hostileField: 1 };
    const { status, json, text } = await call("placeOrder", { claims, ...(await openSession()), body });
    expect(status).toBe(400);
    expect(json["errors"]).toEqual([
      { path: "body.items.0.productId", message: "Invalid UUID" },
      { path: "body.items.0.quantity", message: "Too big: expected number to be <=20" },
      { path: "body", message: "contains unknown fields" },
    ]);
    expect(text).not.toMatch(/script|hostileField/);
  });

  it("has Retry-After when a backend is unavailable", async () => {
    const { call, store } = memoryApi();
    store.failure = databaseGone();
    expect((await call("listProducts")).headers["retry-after"]).toBe("2");
  });

  it("lists the methods of a known path, also below a stage", async () => {
    const { call } = memoryApi();
    expect((await call("unmatched", { path: "/api/orders", method: "DELETE" })).headers["allow"]).toBe("GET, POST");
    expect((await call("unmatched", { path: `/api/products/${tea.id}`, method: "PUT" })).headers["allow"]).toBe("GET");
    expect((await call("unmatched", { path: "/health", method: "POST" })).headers["allow"]).toBe("GET, HEAD");
    for (const path of ["/api/nothing", "/api", "/api/", "/health/", "/healthz"])
      expect([path, (await call("unmatched", { path })).status]).toEqual([path, 404]);
  });

  it("counts the bytes of an encoded body as they are when decoded", async () => {
    const { call, openSession } = memoryApi();
    const session = await openSession();
    const large = { claims, ...session, body: "x".repeat(65_537), base64: true };
    expect((await call("giveFeedback", large)).status).toBe(413);
    const body = { productId: tea.id, rating: 5, comment: "Good" };
    expect((await call("giveFeedback", { claims, ...session, body, base64: true })).status).toBe(201);
  });

  it("rejects NUL, which the database cannot store", async () => {
    const { call, openSession } = memoryApi();
    const body = { productId: tea.id, rating: 5, comment: "a\0b" };
    expect((await call("giveFeedback", { claims, ...(await openSession()), body })).status).toBe(400);
    expect((await call("listProducts", { query: { category: "\0" } })).status).toBe(400);
  });
});

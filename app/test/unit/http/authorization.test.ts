import { describe, expect, it } from "vitest";
import { claims, memoryApi } from "../../support/memory-api";

const { sub: _sub, ...withoutSub } = claims;
const { scope: _scope, ...withoutScope } = claims;

describe("the claims of a request", () => {
  it.each([
    ["an access token of this pool and client", claims, 200],
    ["only the scope that the route needs", { ...claims, scope: "shop/profile.read" }, 200],
    ["an ID token", { ...claims, token_use: "id" }, 401],
    ["another issuer", { ...claims, iss: "https://example.com/us-east-1_pool" }, 401],
    ["an issuer that only begins like ours", { ...claims, iss: `${claims.iss}2` }, 401],
    ["another client", { ...claims, client_id: "intruder" }, 401],
    ["no subject", withoutSub, 401],
    ["an empty subject", { ...claims, sub: "" }, 401],
    ["a subject with a character that the database cannot keep", { ...claims, sub: "a\0" }, 401],
    ["no scope at all", withoutScope, 401],
    ["scopes of other routes only", { ...claims, scope: "openid shop/orders.read" }, 403],
    ["a scope that only begins like the right one", { ...claims, scope: "shop/profile.reader" }, 403],
    ["nothing", undefined, 401],
  ])("with %s answer %s", async (_what, given, status) => {
    const { call } = memoryApi();
    const answer = await call("getCustomer", { claims: given });
    expect(answer.status).toBe(status);
    expect(answer.headers["www-authenticate"]).toBe(status === 401 ? "Bearer" : undefined);
  });

  it("are not required by public routes", async () => {
    const { call } = memoryApi();
    expect((await call("listProducts")).status).toBe(200);
  });
});

describe("customers", () => {
  it("can read their own orders only", async () => {
    const { call, openSession } = memoryApi();
    const body = {
      items: [{ productId: "0198c5a0-0000-7000-8000-000000000001", quantity: 1, priceCents: 700 }],
      paymentToken: "tok_approved",
    };
    const { headers, cookies } = await openSession("alice");
    const placed = await call("placeOrder", {
      claims,
      cookies,
      headers: { ...headers, "idempotency-key": "k" },
      body,
    });
    const params = { id: String(placed.json["id"]) };
    const bob = { ...claims, sub: "bob" };
    expect((await call("getOrder", { claims, params })).status).toBe(200);
    expect((await call("getOrder", { claims: bob, params })).status).toBe(404);
    expect((await call("listOrders", { claims })).json["items"]).toHaveLength(1);
    expect((await call("listOrders", { claims: bob })).json["items"]).toHaveLength(0);
  });
});

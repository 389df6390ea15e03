import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWorld, type ContainerWorld, type SignedIn } from "./support/world";

let world: ContainerWorld;
let anna: SignedIn;
let bert: SignedIn;

beforeAll(async () => {
  world = await startWorld({ api: 1 });
  [anna, bert] = [await world.customer(), await world.customer()];
});

afterAll(() => world.stop());

describe("Gate 9: an access token", () => {
  test("of the pool and the client is accepted", async () => {
    expect((await world.request("GET", "/api/customers/me", { token: anna.token })).status).toBe(200);
  });

  test("that is forged, of somebody else or past its time is refused before the application sees it", async () => {
    const before = world.service("api").taken;
    const statuses: Record<string, number> = {};
    for (const [name, token] of Object.entries(await world.badTokens(anna.id))) {
      statuses[name] = (await world.request("GET", "/api/customers/me", { token })).status;
    }
    expect(Object.keys(statuses).length).toBeGreaterThanOrEqual(7);
    expect(new Set(Object.values(statuses))).toEqual(new Set([401]));
    expect(world.service("api").taken).toBe(before);
  });

  const claims = { sub: "anna", token_use: "access", scope: "shop/profile.read" };

  test.each([
    ["an ID token", { ...claims, token_use: "id" }, 401],
    ["a token of another client", { ...claims, client_id: "another" }, 401],
    ["a token of another pool", { ...claims, iss: "https://cognito-idp.eu-central-1.amazonaws.com/another" }, 401],
    ["a token without the scope", { ...claims, scope: "shop/orders.read" }, 403],
  ])("is checked again by the application, which refuses %s", async (_what, claims, status) => {
    const event = world.event("GET /api/customers/me", { claims: { ...world.identityClaims, ...claims } });
    expect((await world.invoke("api", event)).payload).toMatchObject({ statusCode: status });
    const twin = world.event("GET /api/customers/me", {
      claims: { ...world.identityClaims, sub: "anna", token_use: "access", scope: "shop/profile.read" },
    });
    expect((await world.invoke("api", twin)).payload).toMatchObject({ statusCode: 200 });
  });
});

describe("Gate 9: a customer", () => {
  test("never sees the order of another one", async () => {
    const productId = await world.addProduct({ priceCents: 1000, stock: 10 });
    const order = { items: [{ productId, quantity: 1 }], redeemPoints: 0, paymentToken: "tok_approved" };
    const { json } = await world.placeOrder(anna, order, "annas");
    expect((await world.request("GET", `/api/orders/${json.id}`, { token: anna.token })).status).toBe(200);
    expect((await world.request("GET", `/api/orders/${json.id}`, { token: bert.token })).status).toBe(404);
    expect((await world.request("GET", "/api/orders", { token: bert.token })).json.items).toEqual([]);
  });

  test("cannot use the session or the CSRF token of another one", async () => {
    const feedback = { productId: await world.addProduct({ priceCents: 1, stock: 1 }), rating: 5, comment: "Mine" };
    const give = (headers: Record<string, string>) =>
      world.request("POST", "/api/feedback", { token: anna.token, headers, body: feedback });
    expect((await give(bert.headers)).status).toBe(403);
    expect((await give({ ...anna.headers, "x-csrf-token": bert.headers["x-csrf-token"]! })).status).toBe(403);
    expect((await give({ ...anna.headers, "x-csrf-token": "" })).status).toBe(403);
    expect((await give(anna.headers)).status).toBe(201);
  });

  test("cannot go on with a session that was closed", async () => {
    const closing = await world.customer();
    expect((await world.request("DELETE", "/api/session", closing)).status).toBe(204);
    const again = await world.request("DELETE", "/api/session", closing);
    expect([again.status, again.json.code]).toEqual([401, "session-ended"]);
  });
});

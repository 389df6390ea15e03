import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forgedTokens } from "../unit/local/forged-tokens";
import { startWorld, type ContainerWorld, type SignedIn } from "./support/world";

let world: ContainerWorld;
let anna: SignedIn;
let bert: SignedIn;

beforeAll(async () => {
  world = await startWorld({ api: 1 });
  [anna, bert] = [await world.customer(), await world.customer()];
});

afterAll(() => world.stop());

describe("An access token", () => {
  test("gate 9: of the pool and the client is accepted", async () => {
    expect((await world.request("GET", "/api/customers/me", { token: anna.token })).status).toBe(200);
  });

  test("gate 9: that is forged, foreign or expired is refused before the application sees it", async () => {
    const before = world.apiInvocations;
    const statuses: Record<string, number> = {};
    for (const [name, token] of Object.entries(await forgedTokens(world.identity))) {
      statuses[name] = (await world.request("GET", "/api/customers/me", { token })).status;
    }
    const forgeries = ["past its time", "of another issuer", "not signed", "signed by a stranger", "an ID token"];
    const keys = ["signed with the public key as a secret", "signed with a key that nobody knows"];
    expect(Object.keys(statuses)).toEqual(expect.arrayContaining([...forgeries, ...keys]));
    expect(new Set(Object.values(statuses))).toEqual(new Set([401]));
    expect(world.apiInvocations).toBe(before);
  });

  const good = () => ({
    iss: world.identity.issuer,
    client_id: world.identity.clientId,
    sub: "anna",
    token_use: "access",
    scope: "shop/profile.read",
  });

  const ask = (claims: Readonly<Record<string, string>>) =>
    world.requestDirectly({ method: "GET", target: "/api/customers/me", claims });

  test.each([
    ["an ID token", { token_use: "id" }, 401],
    ["a token of another client", { client_id: "another" }, 401],
    ["a token of another pool", { iss: "https://cognito-idp.eu-central-1.amazonaws.com/another" }, 401],
    ["a token without the scope", { scope: "shop/orders.read" }, 403],
  ])("gate 9: is checked again by the application, which refuses %s", async (_what, claims, status) => {
    expect((await ask({ ...good(), ...claims })).status).toBe(status);
    expect((await ask(good())).status).toBe(200);
  });
});

describe("A customer", () => {
  test("gate 9: never sees the order of another one", async () => {
    const productId = await world.addProduct({ priceCents: 1000, stock: 10 });
    const order = {
      items: [{ productId, quantity: 1, priceCents: 1000 }],
      redeemPoints: 0,
      paymentToken: "tok_approved",
    };
    const { json } = await world.placeOrder(anna, order, "annas");
    expect((await world.request("GET", `/api/orders/${json.id}`, { token: anna.token })).status).toBe(200);
    expect((await world.request("GET", `/api/orders/${json.id}`, { token: bert.token })).status).toBe(404);
    expect((await world.request("GET", "/api/orders", { token: bert.token })).json.items).toEqual([]);
  });

  test("gate 9: cannot use the session or the CSRF token of another one", async () => {
    const productId = await world.addProduct({ priceCents: 1, stock: 1 });
    const items = [{ productId, quantity: 1, priceCents: 1 }];
    const { json } = await world.placeOrder(anna, { items, redeemPoints: 0, paymentToken: "tok_approved" }, "bought");
    await world.markPaid(json.id);
    const feedback = { productId, rating: 5, comment: "Mine" };
    const give = (headers: Record<string, string>) =>
      world.request("POST", "/api/feedback", { token: anna.token, headers, body: feedback });
    expect((await give(bert.headers)).status).toBe(403);
    expect((await give({ ...anna.headers, "x-csrf-token": bert.headers["x-csrf-token"]! })).status).toBe(403);
    expect((await give({ ...anna.headers, "x-csrf-token": "" })).status).toBe(403);
    expect((await give(anna.headers)).status).toBe(201);
  });

  test("gate 9: cannot go on with a session that was closed", async () => {
    const closing = await world.customer();
    expect((await world.request("DELETE", "/api/session", closing)).status).toBe(204);
    const again = await world.request("DELETE", "/api/session", closing);
    expect([again.status, again.json.code]).toEqual([401, "session-ended"]);
  });
});

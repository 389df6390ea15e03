import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { originSecretHeader, routes, sessionCookie } from "../../contract";
import { openGuest } from "./support/guest";
import { hosts } from "./support/service-world";
import type { Answer, ContainerWorld, SignedIn } from "./support/world";

const unknownId = "0190b3c8-7c1d-7000-8000-000000000000";

let world: ContainerWorld;
let customer: SignedIn;
let productId: string;

interface Refused {
  readonly status: number;
  readonly ask: () => Promise<Answer>;
  /**
   * API Gateway refuses what has no token or no scope, is malformed or too large for it, in its own form; everything
   * else is the application's answer.
   */
  readonly by?: "the gateway";
}

describe.each(hosts)("The API %s", (_where, start) => {
  beforeAll(async () => {
    world = await start();
    customer = await world.customer();
    productId = await world.addProduct({ priceCents: 1250, stock: 10 });
  });

  afterAll(() => world.stop());

  const order = () => ({
    items: [{ productId, quantity: 2, priceCents: 1250 }],
    redeemPoints: 100,
    paymentToken: "tok_approved",
  });

  describe("Its routes", () => {
    test("every route of the contract answers", async () => {
      const placed = await world.placeOrder(customer, order(), "contract");
      const orderId = placed.json.id as string;
      await world.markPaid(orderId);
      const feedback = { productId, rating: 4, comment: "Good." };
      const guest = await openGuest(world);
      const cookie = { headers: { cookie: guest.headers["cookie"]! } };
      const answers: Record<string, () => Promise<Answer>> = {
        health: () => world.request("GET", "/health"),
        headHealth: () => world.request("HEAD", "/health"),
        listProducts: () => world.request("GET", "/api/products?limit=5"),
        getProduct: () => world.request("GET", `/api/products/${productId}`),
        listFeedback: () => world.request("GET", `/api/products/${productId}/feedback`),
        getCart: () => world.request("GET", "/api/cart", cookie),
        addToCart: () => world.request("POST", "/api/cart", { ...guest, body: { productId, quantity: 1 } }),
        changeCart: () => world.request("PATCH", "/api/cart", { ...guest, body: { quantities: { [productId]: 2 } } }),
        continueSession: () => world.request("POST", "/api/cart/session", cookie),
        openSession: () => world.request("POST", "/api/session", { token: customer.token }),
        getCustomer: () => world.request("GET", "/api/customers/me", { token: customer.token }),
        listPoints: () => world.request("GET", "/api/customers/me/points", { token: customer.token }),
        listOrders: () => world.request("GET", "/api/orders", { token: customer.token }),
        placeOrder: () => world.placeOrder(customer, order(), "contract"),
        getOrder: () => world.request("GET", `/api/orders/${orderId}`, { token: customer.token }),
        giveFeedback: () => world.request("POST", "/api/feedback", { ...customer, body: feedback }),
        unmatched: () => world.request("GET", "/api/nothing"),
        closeSession: () => world.request("DELETE", "/api/session", customer),
      };
      expect(Object.keys(answers).sort()).toEqual(routes.map(({ name }) => name).sort());
      const statuses: Record<string, number> = {};
      for (const [name, ask] of Object.entries(answers)) statuses[name] = (await ask()).status;
      expect(statuses).toEqual({
        health: 200,
        headHealth: 200,
        listProducts: 200,
        getProduct: 200,
        listFeedback: 200,
        getCart: 200,
        addToCart: 200,
        changeCart: 200,
        continueSession: 200,
        openSession: 201,
        getCustomer: 200,
        listPoints: 200,
        listOrders: 200,
        placeOrder: 201,
        getOrder: 200,
        giveFeedback: 201,
        unmatched: 404,
        closeSession: 204,
      });
      customer = await world.customer();
    });

    test("opens one connection to each endpoint of the database", async () => {
      expect(await world.database.backends(world.databaseUser)).toHaveLength(2);
    });

    test("an order follows the shop's rules", async () => {
      const { json } = await world.placeOrder(customer, order(), "rules");
      expect(json).toMatchObject({ status: "placed", subtotalCents: 2500, pointsRedeemed: 100, totalCents: 2400 });
      const { json: known } = await world.request("GET", "/api/customers/me", { token: customer.token });
      expect(known.pointsBalance).toBe(400);
    });

    test("a session's cookie is not readable by scripts or other sites", async () => {
      const answer = await world.request("POST", "/api/session", { token: customer.token });
      expect(answer.headers["set-cookie"]).toMatch(
        new RegExp(`^${sessionCookie}=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=28800$`),
      );
    });
  });

  const post = (options: object) => world.request("POST", "/api/orders", { ...customer, ...options });
  const keyed = () => ({ headers: { ...customer.headers, "idempotency-key": "refused" } });

  /** Past the authorizer, with the claims that it would have handed on: the application itself has to refuse. */
  const directly = (claims: Record<string, string> | undefined) =>
    world.requestDirectly({ method: "GET", target: "/api/orders", claims });

  const claimsOf = (scope: string) => {
    const { issuer, clientId } = world.identity;
    return { iss: issuer, client_id: clientId, sub: customer.id, token_use: "access", scope };
  };

  const refusals: Record<string, Refused> = {
    "a body over 64 KiB": { status: 413, ask: () => post({ ...keyed(), rawBody: `"${"x".repeat(70_000)}"` }) },
    "a body over 6 MB": {
      status: 413,
      ask: () => post({ ...keyed(), rawBody: `"${"x".repeat(7_000_000)}"` }),
      by: "the gateway",
    },
    "a malformed path": { status: 400, ask: () => world.request("GET", "/api/products/%zz"), by: "the gateway" },
    "another media type": {
      status: 415,
      ask: () => post({ rawBody: "a=1", headers: { ...keyed().headers, "content-type": "text/plain" } }),
    },
    "no JSON": { status: 400, ask: () => post({ ...keyed(), rawBody: "{" }) },
    "a wrong field": { status: 400, ask: () => post({ ...keyed(), body: { ...order(), redeemPoints: -1 } }) },
    "a limit that is none": { status: 400, ask: () => world.request("GET", "/api/products?limit=%27%20or%201=1") },
    "no token": { status: 401, ask: () => world.request("GET", "/api/customers/me"), by: "the gateway" },
    "no token, by the application": { status: 401, ask: () => directly(undefined) },
    "no scope": {
      status: 403,
      ask: async () => {
        const token = await world.identity.issue(customer.id, { scope: "shop/profile.read" });
        return world.request("GET", "/api/orders", { token });
      },
      by: "the gateway",
    },
    "no scope, by the application": { status: 403, ask: () => directly(claimsOf("shop/profile.read")) },
    "a guessed origin secret": {
      status: 403,
      ask: () => {
        const originHeaders = { [originSecretHeader]: "guessed" };
        return world.requestDirectly({ method: "GET", target: "/api/products", originHeaders });
      },
    },
    "no CSRF token": {
      status: 403,
      ask: () => post({ token: customer.token, headers: { "idempotency-key": "refused" }, body: order() }),
    },
    "an unknown product": { status: 404, ask: () => world.request("GET", `/api/products/${unknownId}`) },
    "SQL for an id": { status: 404, ask: () => world.request("GET", "/api/products/%27%20or%201=1%20--") },
    "another method": { status: 405, ask: () => world.request("PUT", "/api/products", { body: {} }) },
    "no CSRF token of a guest": {
      status: 403,
      ask: () => world.request("POST", "/api/cart", { body: { productId, quantity: 1 } }),
    },
    "more than a cart can contain": {
      status: 409,
      ask: async () =>
        world.request("POST", "/api/cart", { ...(await openGuest(world)), body: { productId, quantity: 20 } }),
    },
    "half a piece in a cart": {
      status: 400,
      ask: async () =>
        world.request("PATCH", "/api/cart", {
          ...(await openGuest(world)),
          body: { quantities: { [productId]: 0.5 } },
        }),
    },
    "more than there is": {
      status: 409,
      ask: () => post({ ...keyed(), body: { ...order(), items: [{ productId, quantity: 20, priceCents: 1250 }] } }),
    },
    "a key of another order": {
      status: 422,
      ask: async () => {
        await world.placeOrder(customer, order(), "reused");
        return world.placeOrder(customer, { ...order(), redeemPoints: 1 }, "reused");
      },
    },
  };

  describe("A refusal", () => {
    const telling = /\bat \S+:\d+|node:internal|SELECT |INSERT |syntax error|pg_|stack|password|secret-of/i;

    test("gate 8: is known for every status that a caller can earn", () => {
      const statuses = new Set(Object.values(refusals).map(({ status }) => status));
      expect([...statuses].sort()).toEqual([400, 401, 403, 404, 405, 409, 413, 415, 422]);
    });

    test.each(Object.entries(refusals))(
      "gate 8: of %s is a problem document without internals",
      async (_what, refused) => {
        const { status, headers, text, json } = await refused.ask();
        expect(status).toBe(refused.status);
        expect(text).not.toMatch(telling);
        if (refused.by === "the gateway" && world.hasGateway)
          return expect(json).toEqual({ message: expect.any(String) });
        expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
        expect(json).toMatchObject({
          status: refused.status,
          title: expect.any(String),
          requestId: expect.any(String),
        });
      },
    );

    test("gate 8: of too many requests is the gateway's and calls no function", async ({ skip }) => {
      skip(!world.hasGateway, "`serve` has limits of its own");
      const before = world.apiInvocations;
      world.isThrottled = true;
      const { status, json } = await world.request("GET", "/api/products");
      world.isThrottled = false;
      expect([status, json]).toEqual([429, { message: "Too Many Requests" }]);
      expect(world.apiInvocations).toBe(before);
    });

    test("gate 8: lists the allowed methods", async () => {
      const { headers } = await world.request("PUT", "/api/products", { body: {} });
      expect(headers["allow"]).toBe("GET");
    });

    test("gate 8: logs no secret, token or body", () => {
      const log = world.log();
      expect(log).toContain('"request"');
      for (const secret of [
        ...world.secretTexts(),
        customer.token,
        "tok_approved",
        customer.headers["x-csrf-token"]!,
      ]) {
        expect(log).not.toContain(secret);
      }
      expect(log).not.toMatch(/SELECT |INSERT INTO|syntax error/);
    });
  });
});

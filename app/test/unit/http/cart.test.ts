import { beforeEach, describe, expect, it } from "vitest";
import { MemoryCache } from "../../../src/adapters/cache";
import { awayCache } from "../../support/away-cache";
import { claims, memoryApi, type Call } from "../../support/memory-api";
import { databaseGone, tea } from "../../support/memory-shop";

const cup = { ...tea, id: "0198c5a0-0000-7000-8000-000000000002", name: "Cup", priceCents: 900, stock: 50 };
const unknownId = "0198c5a0-0000-7000-8000-0000000000ff";
const teaLine = { productId: tea.id, name: "Tea", priceCents: 700, quantity: 2 };

let api: ReturnType<typeof memoryApi>;

beforeEach(() => {
  api = memoryApi();
  api.store.products.set(cup.id, cup);
});

type Browser = Pick<Call, "cookies" | "headers">;

/** Headers and cookie of a new guest, or of the session of the cookie. */
async function guest(present: Call = {}): Promise<Browser> {
  const { json, cookies } = await api.call("continueSession", present);
  return {
    headers: { "x-csrf-token": String(json["csrfToken"]) },
    cookies: cookies[0] === undefined ? present.cookies : [cookies[0].split(";")[0]!],
  };
}

const add = (browser: Browser, productId: string, quantity: unknown = 1) =>
  api.call("addToCart", { ...browser, body: { productId, quantity } });
const change = (browser: Browser, quantities: unknown) => api.call("changeCart", { ...browser, body: { quantities } });
const itemsOf = async (browser: Browser) => (await api.call("getCart", browser)).json["items"];

describe("a guest's cart", () => {
  it("is empty without a session, and sets no cookie", async () => {
    expect(await api.call("getCart")).toMatchObject({ status: 200, json: { items: [] }, cookies: [] });
  });

  it("has what was added, with names and today's prices, for whoever has the cookie", async () => {
    const browser = await guest();
    expect(await add(browser, tea.id, 2)).toMatchObject({ status: 200, json: { items: [teaLine] } });
    expect(await itemsOf({ cookies: browser.cookies })).toEqual([teaLine]);
    expect(await itemsOf(await guest())).toEqual([]);
    expect(api.meter.added).toEqual([["CartItemsAdded", 2]]);
  });

  it("has the changed price as soon as an order was refused for it", async () => {
    const session = await api.openSession();
    await add(session, tea.id, 2);
    api.store.products.set(tea.id, { ...tea, priceCents: 7000 });
    const headers = { ...session.headers, "idempotency-key": "k1" };
    const body = { items: [{ productId: tea.id, quantity: 2, priceCents: 700 }], paymentToken: "tok_approved" };
    const refused = await api.call("placeOrder", { claims, ...session, headers, body });
    expect(refused.json["code"]).toBe("price-changed");
    expect(await itemsOf(session)).toEqual([{ ...teaLine, priceCents: 7000 }]);
  });

  it("has set quantities, leaves other products, and loses those that are set to 0", async () => {
    const browser = await guest();
    await add(browser, tea.id);
    expect((await change(browser, { [cup.id]: 3, [tea.id]: 2 })).json["items"]).toEqual([
      teaLine,
      { productId: cup.id, name: "Cup", priceCents: 900, quantity: 3 },
    ]);
    expect((await change(browser, { [cup.id]: 0 })).json["items"]).toEqual([teaLine]);
    expect((await change(browser, { [tea.id]: 0 })).json["items"]).toEqual([]);
    expect((await change(browser, {})).json["items"]).toEqual([]);
  });

  it("accepts at most the stock, and says how many that are", async () => {
    const browser = await guest();
    await add(browser, tea.id, 4);
    const { status, json } = await add(browser, tea.id, 2);
    expect(status).toBe(409);
    expect(json).toMatchObject({
      code: "cart-limit",
      detail: "An order can contain at most 5 of these, and your cart has 4.",
    });
    expect(api.meter.added).toEqual([["CartItemsAdded", 4]]);
  });

  it("accepts twenty products", async () => {
    const browser = await guest();
    const ids = Array.from({ length: 21 }, (_, n) => `0198c5a0-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`);
    for (const id of ids) api.store.products.set(id, { ...tea, id });
    expect((await change(browser, Object.fromEntries(ids.slice(1).map((id) => [id, 1])))).status).toBe(200);
    const { status, json } = await add(browser, ids[0]!);
    expect([status, json["code"]]).toEqual([409, "cart-limit"]);
  });

  it("leaves out a product that has left the catalogue", async () => {
    const browser = await guest();
    await add(browser, tea.id);
    await add(browser, cup.id);
    api.store.products.delete(cup.id);
    await api.cache.delete(`v1:product:${cup.id}`);
    expect(await itemsOf(browser)).toMatchObject([{ productId: tea.id }]);
  });

  it("survives a reload, which asks for the token again, and stays that of the cookie", async () => {
    const browser = await guest();
    await add(browser, tea.id, 2);
    const reloaded = await guest({ cookies: browser.cookies });
    expect(reloaded).toEqual(browser);
    expect(await itemsOf(reloaded)).toEqual([teaLine]);
  });

  it("has a cookie like that of a session, for as long as the cart", async () => {
    const { status, cookies, text } = await api.call("continueSession");
    expect(status).toBe(200);
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=2592000$/),
    ]);
    expect(text).toMatch(/^{"csrfToken":"[\w-]{43}"}$/);
  });
});

describe("a change of a cart", () => {
  const none: Browser = {};

  it.each<[string, (own: Browser, other: Browser) => Browser]>([
    ["no session", () => none],
    ["no cookie", ({ headers }) => ({ headers })],
    ["no token", ({ cookies }) => ({ cookies })],
    ["a token that was made up", ({ cookies }) => ({ cookies, headers: { "x-csrf-token": "x".repeat(43) } })],
    ["the token of another guest", ({ cookies }, { headers }) => ({ cookies, headers })],
    ["a cookie that is no id", ({ headers }) => ({ headers, cookies: ["__Host-session=../../v1:cart:alice"] })],
    ["a cookie of 8 KB", ({ headers }) => ({ headers, cookies: [`__Host-session=${"x".repeat(8_192)}`] })],
  ])("is refused with %s", async (_what, pick) => {
    const [own, other] = [await guest(), await guest()];
    for (const answer of [await add(pick(own, other), tea.id), await change(pick(own, other), { [tea.id]: 1 })])
      expect([answer.status, answer.json["code"]]).toEqual([403, "csrf"]);
    expect(await itemsOf({ cookies: own.cookies })).toEqual([]);
  });

  it("requires a session also while protection is off, and then no token", async () => {
    api = memoryApi({ csrf: "off" });
    expect((await add(none, tea.id)).status).toBe(403);
    const { cookies } = await guest();
    expect((await add({ cookies }, tea.id)).status).toBe(200);
  });

  it.each<[string, unknown]>([
    ["half a piece", { productId: tea.id, quantity: 1.5 }],
    ["no piece", { productId: tea.id, quantity: 0 }],
    ["fewer than no pieces", { productId: tea.id, quantity: -1 }],
    ["21 pieces", { productId: tea.id, quantity: 21 }],
    ["pieces as text", { productId: tea.id, quantity: "1" }],
    ["a product that is no id", { productId: "' or 1=1 --", quantity: 1 }],
    ["a price", { productId: tea.id, quantity: 1, priceCents: 1 }],
    ["an owner", { productId: tea.id, quantity: 1, customerId: "bob" }],
    ["a list", [{ productId: tea.id, quantity: 1 }]],
    ["nothing", null],
  ])("with %s is not valid", async (_what, body) => {
    const browser = await guest();
    expect((await api.call("addToCart", { ...browser, body })).status).toBe(400);
    expect(await itemsOf(browser)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["no quantities", {}],
    ["quantities of another kind", { quantities: [1] }],
    ["21 pieces", { quantities: { [tea.id]: 21 } }],
    ["fewer than no pieces", { quantities: { [tea.id]: -1 } }],
    ["half a piece", { quantities: { [tea.id]: 0.5 } }],
    ["a product that is no id", { quantities: { constructor: 1 } }],
    [
      "41 products",
      { quantities: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`${tea.id.slice(0, -2)}${n + 10}`, 0])) },
    ],
    ["more than was asked for", { quantities: {}, owner: "bob" }],
  ])("to %s is not valid", async (_what, body) => {
    expect((await api.call("changeCart", { ...(await guest()), body })).status).toBe(400);
  });

  it("with the name of a prototype changes nothing", async () => {
    const browser = await guest();
    await api.call("changeCart", { ...browser, body: `{"quantities":{"__proto__":{"${tea.id}":3}}}` });
    expect(await itemsOf(browser)).toEqual([]);
    expect(({} as Record<string, unknown>)[tea.id]).toBeUndefined();
  });

  it("names one product, however its id is written", async () => {
    const browser = await guest();
    await add(browser, tea.id.toUpperCase(), 1);
    expect((await change(browser, { [tea.id.toUpperCase()]: 2 })).json["items"]).toEqual([teaLine]);
  });

  it("to an unknown product is not found, and changes nothing; an unknown product can be removed", async () => {
    const browser = await guest();
    await add(browser, tea.id, 2);
    expect((await add(browser, unknownId)).json["code"]).toBe("not-found");
    expect((await change(browser, { [tea.id]: 1, [unknownId]: 1 })).status).toBe(404);
    expect((await change(browser, { [unknownId]: 0 })).json["items"]).toEqual([teaLine]);
  });

  it("is lost for none of the tabs that add at the same moment", async () => {
    const browser = await guest();
    await Promise.all(Array.from({ length: 20 }, () => add(browser, cup.id)));
    expect(await itemsOf(browser)).toMatchObject([{ productId: cup.id, quantity: 20 }]);
  });
});

describe("a customer's cart", () => {
  it("is the same on each device, and another one than that of other customers", async () => {
    const [phone, laptop, other] = [await api.openSession(), await api.openSession(), await api.openSession("bob")];
    await add(phone, tea.id, 2);
    expect(await itemsOf(laptop)).toEqual([teaLine]);
    expect(await itemsOf(other)).toEqual([]);
    expect(await api.cache.get("v1:cart:alice")).toEqual({
      status: "found",
      value: `[{"productId":"${tea.id}","quantity":2}]`,
    });
  });

  it("adopts that of the guest who signs in, whose own is then empty", async () => {
    const phone = await api.openSession();
    await add(phone, tea.id, 1);
    const browser = await guest();
    await add(browser, tea.id, 2);
    await add(browser, cup.id, 1);
    const opened = await api.call("openSession", { claims, cookies: browser.cookies });
    expect(opened.status).toBe(201);
    expect(await itemsOf({ cookies: [opened.cookies[0]!.split(";")[0]!] })).toMatchObject([
      { productId: tea.id, quantity: 2 },
      { productId: cup.id, quantity: 1 },
    ]);
    expect(await itemsOf({ cookies: browser.cookies })).toEqual([]);
  });

  it("is not moved to another customer who signs in with the cookie of the session", async () => {
    const alice = await api.openSession();
    await add(alice, tea.id);
    await api.call("openSession", { claims: { ...claims, sub: "bob" }, cookies: alice.cookies });
    expect(await itemsOf(alice)).toMatchObject([{ productId: tea.id }]);
    expect(await itemsOf(await api.openSession("bob"))).toEqual([]);
  });

  it("is that of a tab that has not signed in yet, until the customer signs out", async () => {
    const session = await api.openSession();
    await add(session, tea.id, 2);
    const tab = await guest({ cookies: session.cookies });
    expect(tab).toEqual(session);
    expect((await change(tab, { [tea.id]: 1 })).status).toBe(200);
    await api.call("closeSession", { claims, ...session });
    expect(await itemsOf({ cookies: session.cookies })).toEqual([]);
    expect((await change(tab, { [tea.id]: 2 })).status).toBe(403);
    expect(await itemsOf(await api.openSession())).toMatchObject([{ productId: tea.id, quantity: 1 }]);
  });

  it("is not taken for that of a guest when the session has expired: the storefront opens another one", async () => {
    const session = await api.openSession();
    await add(session, tea.id);
    await api.cache.delete(`v1:session:${session.cookies[0]!.split("=")[1]}`);
    const { status, json } = await api.call("getCart", session);
    expect([status, json["code"]]).toEqual([403, "csrf"]);
  });

  it("cannot be read by a session that ended while the cache was unavailable, which becomes that of a new guest", async () => {
    const cache = new MemoryCache();
    api = memoryApi({ cache });
    const session = await api.openSession();
    await add(session, tea.id);
    const { delete: remove } = cache;
    cache.delete = async () => false;
    await api.call("closeSession", { claims, ...session });
    cache.delete = remove;
    const { status, json } = await api.call("getCart", session);
    expect([status, json["code"]]).toEqual([401, "session-ended"]);
    const browser = await guest({ cookies: session.cookies });
    expect(browser.cookies).not.toEqual(session.cookies);
    expect(await itemsOf(browser)).toEqual([]);
  });

  it("loses what was ordered when the order is placed, and nothing when it is refused", async () => {
    const session = await api.openSession();
    await add(session, tea.id, 2);
    await add(session, cup.id, 1);
    const place = (quantity: number) => {
      const items = [{ productId: tea.id, quantity, priceCents: 700 }];
      const headers = { ...session.headers, "idempotency-key": `k${quantity}` };
      return api.call("placeOrder", { claims, ...session, headers, body: { items, paymentToken: "tok_approved" } });
    };
    expect((await place(9)).status).toBe(409);
    expect(await itemsOf(session)).toHaveLength(2);
    expect((await place(2)).status).toBe(201);
    expect(await itemsOf(session)).toMatchObject([{ productId: cup.id, quantity: 1 }]);
  });

  it("loses what was ordered also if the process ended before, and the storefront repeats the order", async () => {
    const session = await api.openSession();
    const headers = { ...session.headers, "idempotency-key": "k1" };
    const items = [{ productId: tea.id, quantity: 2, priceCents: 700 }];
    const place = () => api.call("placeOrder", { claims, ...session, headers, body: { items, paymentToken: "tok" } });
    await place();
    await add(session, tea.id, 2);
    expect((await place()).headers["idempotency-replayed"]).toBe("true");
    expect(await itemsOf(session)).toEqual([]);
  });
});

describe("while the cache is unavailable", () => {
  beforeEach(() => {
    api = memoryApi({ cache: awayCache });
  });

  it("a cart is 503 with Retry-After; a guest who never had one sees an empty cart", async () => {
    const cookies = [`__Host-session=${"a".repeat(43)}`];
    const answers = [
      await api.call("getCart", { cookies }),
      await add({ cookies, headers: { "x-csrf-token": "any" } }, tea.id),
      await api.call("continueSession", { cookies }),
    ];
    for (const { status, json, headers } of answers)
      expect([status, json["code"], headers["retry-after"]]).toEqual([503, "temporarily-unavailable", "2"]);
    expect((await api.call("getCart")).status).toBe(200);
  });

  it("customers sign in, with the guest's cookie, and order", async () => {
    const opened = await api.call("openSession", { claims, cookies: [`__Host-session=${"a".repeat(43)}`] });
    expect(opened.status).toBe(201);
    const headers = { "x-csrf-token": String(opened.json["csrfToken"]), "idempotency-key": "k1" };
    const items = [{ productId: tea.id, quantity: 1, priceCents: 700 }];
    const body = { items, paymentToken: "tok_approved" };
    const cookies = [opened.cookies[0]!.split(";")[0]!];
    expect((await api.call("placeOrder", { claims, headers, cookies, body })).status).toBe(201);
  });
});

it("a cart without the database is 503, and stays as it is", async () => {
  const browser = await guest();
  await add(browser, tea.id, 2);
  await api.cache.delete(`v1:product:${tea.id}`);
  api.store.failure = databaseGone();
  expect((await api.call("getCart", browser)).status).toBe(503);
  api.store.failure = undefined;
  expect(await itemsOf(browser)).toEqual([teaLine]);
});

import { beforeEach, describe, expect, it } from "vitest";
import { awayCache } from "../../support/away-cache";
import { cartApi, cup, teaLine, type Browser } from "../../support/cart-api";
import { claims } from "../../support/memory-api";
import { databaseGone, tea } from "../../support/memory-shop";

const unknownId = "0198c5a0-0000-7000-8000-0000000000ff";

let api: ReturnType<typeof cartApi>;

beforeEach(() => {
  api = cartApi();
});

describe("a guest's cart", () => {
  it("is empty without a session, and sets no cookie", async () => {
    expect(await api.call("getCart")).toMatchObject({ status: 200, json: { items: [] }, cookies: [] });
  });

  it("has what was added, with names and today's prices, for whoever has the cookie", async () => {
    const browser = await api.guest();
    expect(await api.add(browser, tea.id, 2)).toMatchObject({ status: 200, json: { items: [teaLine] } });
    expect(await api.itemsOf({ cookies: browser.cookies })).toEqual([teaLine]);
    expect(await api.itemsOf(await api.guest())).toEqual([]);
    expect(api.meter.added).toEqual([["CartItemsAdded", 2]]);
  });

  it("has the changed price as soon as an order was refused for it", async () => {
    const session = await api.openSession();
    await api.add(session, tea.id, 2);
    api.store.products.set(tea.id, { ...tea, priceCents: 7000 });
    const headers = { ...session.headers, "idempotency-key": "k1" };
    const body = { items: [{ productId: tea.id, quantity: 2, priceCents: 700 }], paymentToken: "tok_approved" };
    const refused = await api.call("placeOrder", { claims, ...session, headers, body });
    expect(refused.json["code"]).toBe("price-changed");
    expect(await api.itemsOf(session)).toEqual([{ ...teaLine, priceCents: 7000 }]);
  });

  it("has set quantities, leaves other products, and loses those that are set to 0", async () => {
    const browser = await api.guest();
    await api.add(browser, tea.id);
    expect((await api.change(browser, { [cup.id]: 3, [tea.id]: 2 })).json["items"]).toEqual([
      teaLine,
      { productId: cup.id, name: "Cup", priceCents: 900, quantity: 3 },
    ]);
    expect((await api.change(browser, { [cup.id]: 0 })).json["items"]).toEqual([teaLine]);
    expect((await api.change(browser, { [tea.id]: 0 })).json["items"]).toEqual([]);
    expect((await api.change(browser, {})).json["items"]).toEqual([]);
  });

  it("accepts at most the stock, and says how many that are", async () => {
    const browser = await api.guest();
    await api.add(browser, tea.id, 4);
    const { status, json } = await api.add(browser, tea.id, 2);
    expect(status).toBe(409);
    expect(json).toMatchObject({
      code: "cart-limit",
      detail: "An order can contain at most 5 of these, and your cart has 4.",
    });
    expect(api.meter.added).toEqual([["CartItemsAdded", 4]]);
  });

  it("accepts twenty products", async () => {
    const browser = await api.guest();
    const ids = Array.from({ length: 21 }, (_, n) => `0198c5a0-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`);
    for (const id of ids) api.store.products.set(id, { ...tea, id });
    expect((await api.change(browser, Object.fromEntries(ids.slice(1).map((id) => [id, 1])))).status).toBe(200);
    const { status, json } = await api.add(browser, ids[0]!);
    expect([status, json["code"]]).toEqual([409, "cart-limit"]);
  });

  it("leaves out a product that has left the catalogue", async () => {
    const browser = await api.guest();
    await api.add(browser, tea.id);
    await api.add(browser, cup.id);
    api.store.products.delete(cup.id);
    await api.cache.delete(`v1:product:${cup.id}`);
    expect(await api.itemsOf(browser)).toMatchObject([{ productId: tea.id }]);
  });

  it("survives a reload, which asks for the token again, and stays that of the cookie", async () => {
    const browser = await api.guest();
    await api.add(browser, tea.id, 2);
    const reloaded = await api.guest({ cookies: browser.cookies });
    expect(reloaded).toEqual(browser);
    expect(await api.itemsOf(reloaded)).toEqual([teaLine]);
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
    const [own, other] = [await api.guest(), await api.guest()];
    for (const answer of [await api.add(pick(own, other), tea.id), await api.change(pick(own, other), { [tea.id]: 1 })])
      expect([answer.status, answer.json["code"]]).toEqual([403, "csrf"]);
    expect(await api.itemsOf({ cookies: own.cookies })).toEqual([]);
  });

  it("requires a session also while protection is off, and then no token", async () => {
    api = cartApi({ csrf: "off" });
    expect((await api.add(none, tea.id)).status).toBe(403);
    const { cookies } = await api.guest();
    expect((await api.add({ cookies }, tea.id)).status).toBe(200);
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
    const browser = await api.guest();
    expect((await api.call("addToCart", { ...browser, body })).status).toBe(400);
    expect(await api.itemsOf(browser)).toEqual([]);
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
    expect((await api.call("changeCart", { ...(await api.guest()), body })).status).toBe(400);
  });

  it("with the name of a prototype changes nothing", async () => {
    const browser = await api.guest();
    await api.call("changeCart", { ...browser, body: `{"quantities":{"__proto__":{"${tea.id}":3}}}` });
    expect(await api.itemsOf(browser)).toEqual([]);
    expect(({} as Record<string, unknown>)[tea.id]).toBeUndefined();
  });

  it("names one product, however its id is written", async () => {
    const browser = await api.guest();
    await api.add(browser, tea.id.toUpperCase(), 1);
    expect((await api.change(browser, { [tea.id.toUpperCase()]: 2 })).json["items"]).toEqual([teaLine]);
  });

  it("to an unknown product is not found, and changes nothing; an unknown product can be removed", async () => {
    const browser = await api.guest();
    await api.add(browser, tea.id, 2);
    expect((await api.add(browser, unknownId)).json["code"]).toBe("not-found");
    expect((await api.change(browser, { [tea.id]: 1, [unknownId]: 1 })).status).toBe(404);
    expect((await api.change(browser, { [unknownId]: 0 })).json["items"]).toEqual([teaLine]);
  });

  it("is lost for none of the tabs that add at the same moment", async () => {
    const browser = await api.guest();
    await Promise.all(Array.from({ length: 20 }, () => api.add(browser, cup.id)));
    expect(await api.itemsOf(browser)).toMatchObject([{ productId: cup.id, quantity: 20 }]);
  });
});

describe("while the cache is unavailable", () => {
  beforeEach(() => {
    api = cartApi({ cache: awayCache });
  });

  it("a cart is 503 with Retry-After; a guest who never had one sees an empty cart", async () => {
    const cookies = [`__Host-session=${"a".repeat(43)}`];
    const answers = [
      await api.call("getCart", { cookies }),
      await api.add({ cookies, headers: { "x-csrf-token": "any" } }, tea.id),
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
  const browser = await api.guest();
  await api.add(browser, tea.id, 2);
  await api.cache.delete(`v1:product:${tea.id}`);
  api.store.failure = databaseGone();
  expect((await api.call("getCart", browser)).status).toBe(503);
  api.store.failure = undefined;
  expect(await api.itemsOf(browser)).toEqual([teaLine]);
});

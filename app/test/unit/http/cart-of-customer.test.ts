import { beforeEach, describe, expect, it } from "vitest";
import { MemoryCache } from "../../../src/adapters/cache";
import { cartApi, cup, teaLine } from "../../support/cart-api";
import { claims } from "../../support/memory-api";
import { tea } from "../../support/memory-shop";

let api: ReturnType<typeof cartApi>;

beforeEach(() => {
  api = cartApi();
});

describe("a customer's cart", () => {
  it("is the same on each device, and another one than that of other customers", async () => {
    const [phone, laptop, other] = [await api.openSession(), await api.openSession(), await api.openSession("bob")];
    await api.add(phone, tea.id, 2);
    expect(await api.itemsOf(laptop)).toEqual([teaLine]);
    expect(await api.itemsOf(other)).toEqual([]);
    expect(await api.cache.get("v1:cart:alice")).toEqual({
      status: "found",
      value: `[{"productId":"${tea.id}","quantity":2}]`,
    });
  });

  it("adopts that of the guest who signs in, whose own is then empty", async () => {
    const phone = await api.openSession();
    await api.add(phone, tea.id, 1);
    const browser = await api.guest();
    await api.add(browser, tea.id, 2);
    await api.add(browser, cup.id, 1);
    const opened = await api.call("openSession", { claims, cookies: browser.cookies });
    expect(opened.status).toBe(201);
    expect(await api.itemsOf({ cookies: [opened.cookies[0]!.split(";")[0]!] })).toMatchObject([
      { productId: tea.id, quantity: 2 },
      { productId: cup.id, quantity: 1 },
    ]);
    expect(await api.itemsOf({ cookies: browser.cookies })).toEqual([]);
  });

  it("is not moved to another customer who signs in with the cookie of the session", async () => {
    const alice = await api.openSession();
    await api.add(alice, tea.id);
    await api.call("openSession", { claims: { ...claims, sub: "bob" }, cookies: alice.cookies });
    expect(await api.itemsOf(alice)).toMatchObject([{ productId: tea.id }]);
    expect(await api.itemsOf(await api.openSession("bob"))).toEqual([]);
  });

  it("is that of a tab that has not signed in yet, until the customer signs out", async () => {
    const session = await api.openSession();
    await api.add(session, tea.id, 2);
    const tab = await api.guest({ cookies: session.cookies });
    expect(tab).toEqual(session);
    expect((await api.change(tab, { [tea.id]: 1 })).status).toBe(200);
    await api.call("closeSession", { claims, ...session });
    expect(await api.itemsOf({ cookies: session.cookies })).toEqual([]);
    expect((await api.change(tab, { [tea.id]: 2 })).status).toBe(403);
    expect(await api.itemsOf(await api.openSession())).toMatchObject([{ productId: tea.id, quantity: 1 }]);
  });

  it("is not taken for that of a guest when the session has expired: the storefront opens another one", async () => {
    const session = await api.openSession();
    await api.add(session, tea.id);
    await api.cache.delete(`v1:session:${session.cookies[0]!.split("=")[1]}`);
    const { status, json } = await api.call("getCart", session);
    expect([status, json["code"]]).toEqual([403, "csrf"]);
  });

  it("cannot be read by a session that ended while the cache was unavailable, which becomes that of a new guest", async () => {
    const cache = new MemoryCache();
    api = cartApi({ cache });
    const session = await api.openSession();
    await api.add(session, tea.id);
    const { delete: remove } = cache;
    cache.delete = async () => false;
    await api.call("closeSession", { claims, ...session });
    cache.delete = remove;
    const { status, json } = await api.call("getCart", session);
    expect([status, json["code"]]).toEqual([401, "session-ended"]);
    const browser = await api.guest({ cookies: session.cookies });
    expect(browser.cookies).not.toEqual(session.cookies);
    expect(await api.itemsOf(browser)).toEqual([]);
  });

  it("loses what was ordered when the order is placed, and nothing when it is refused", async () => {
    const session = await api.openSession();
    await api.add(session, tea.id, 2);
    await api.add(session, cup.id, 1);
    const place = (quantity: number) => {
      const items = [{ productId: tea.id, quantity, priceCents: 700 }];
      const headers = { ...session.headers, "idempotency-key": `k${quantity}` };
      return api.call("placeOrder", { claims, ...session, headers, body: { items, paymentToken: "tok_approved" } });
    };
    expect((await place(9)).status).toBe(409);
    expect(await api.itemsOf(session)).toHaveLength(2);
    expect((await place(2)).status).toBe(201);
    expect(await api.itemsOf(session)).toMatchObject([{ productId: cup.id, quantity: 1 }]);
  });

  it("loses what was ordered also if the process ended before, and the storefront repeats the order", async () => {
    const session = await api.openSession();
    const headers = { ...session.headers, "idempotency-key": "k1" };
    const items = [{ productId: tea.id, quantity: 2, priceCents: 700 }];
    const place = () => api.call("placeOrder", { claims, ...session, headers, body: { items, paymentToken: "tok" } });
    await place();
    await api.add(session, tea.id, 2);
    expect((await place()).headers["idempotency-replayed"]).toBe("true");
    expect(await api.itemsOf(session)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { csrfHeader, idempotencyHeader, routes } from "../../app/contract";
import { ApiClient } from "../src/api/client";
import { Shop } from "../src/api/shop";
import { json, scriptedFetch } from "./support/scripted-fetch";

const credentials = (token: string | undefined) => ({
  csrfToken: "csrf",
  accessToken: async () => token,
  refresh: async () => false,
  end: () => {},
});

const calls: [name: string, call: (shop: Shop) => Promise<unknown>, customer?: "guest"][] = [
  ["listProducts", (shop) => shop.listProducts(12, "Desk", "cursor")],
  ["getProduct", (shop) => shop.getProduct("p1")],
  ["listFeedback", (shop) => shop.listFeedback("p1")],
  ["getCart", (shop) => shop.getCart()],
  ["addToCart", (shop) => shop.addToCart({ productId: "p1", quantity: 1 })],
  ["changeCart", (shop) => shop.changeCart({ p1: 0 })],
  ["continueSession", (shop) => shop.openSession(), "guest"],
  ["openSession", (shop) => shop.openSession()],
  ["closeSession", (shop) => shop.closeSession()],
  ["getCustomer", (shop) => shop.getCustomer()],
  ["listPoints", (shop) => shop.listPoints()],
  ["listOrders", (shop) => shop.listOrders()],
  ["placeOrder", (shop) => shop.placeOrder({ items: [], redeemPoints: 0, paymentToken: "t" }, "key")],
  ["getOrder", (shop) => shop.getOrder("o1")],
  ["giveFeedback", (shop) => shop.giveFeedback({ productId: "p1", rating: 5, comment: "good" })],
];

async function sentBy(call: (shop: Shop) => Promise<unknown>, customer?: "guest") {
  const { fetch, requests } = scriptedFetch(json(200, {}));
  await call(new Shop(new ApiClient(credentials(customer ? undefined : "token"), fetch)));
  return requests[0]!;
}

describe("the storefront and the contract", () => {
  it.each(calls)("agree on %s", async (name, call, customer) => {
    const { method, path, headers } = await sentBy(call, customer);
    const route = routes.find((candidate) => candidate.name === name)!;
    const [routeMethod, routePath] = route.routeKey.split(" ") as [string, string];
    expect(method).toBe(routeMethod);
    expect(path.split("?")[0]).toMatch(new RegExp(`^${routePath.replace(/\{\w+\}/g, "[^/]+")}$`));
    expect("authorization" in headers).toBe(typeof route.access !== "string");
    // A token that is there shows the shop that the session is still the one that it was.
    expect(csrfHeader in headers).toBe(route.csrf || name === "getCart");
    expect(idempotencyHeader in headers).toBe(name === "placeOrder");
  });

  it("use every route of the storefront", () => {
    const used = calls.map(([name]) => name);
    expect(routes.map(({ name }) => name as string).filter((name) => !used.includes(name))).toEqual([
      "health",
      "headHealth",
      "unmatched",
    ]);
  });

  it("send filters and cursors only when there are any", async () => {
    expect((await sentBy((shop) => shop.listProducts(12))).path).toBe("/api/products?limit=12");
    expect((await sentBy((shop) => shop.listProducts(12, "Home & garden", "c=1"))).path).toBe(
      "/api/products?limit=12&category=Home+%26+garden&after=c%3D1",
    );
  });
});

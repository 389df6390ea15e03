import { expect, test, vi } from "vitest";
import { routes, type Route } from "../../functions/contract";
import type { HttpAnswer } from "../../local/api/answers";
import type { RoutedRequest } from "../../local/api/request";
import { StageCache } from "../../local/api/stage-cache";

const listOrders: Route = routes.find(({ name }) => name === "listOrders")!;

function requestOf(token: string, route = listOrders, query = ""): RoutedRequest {
  const path = route.routeKey.split(" ")[1]!;
  const headers = { authorization: `Bearer ${token}` };
  return {
    id: "r",
    route,
    method: "GET",
    path,
    pathParameters: {},
    query: new URLSearchParams(query),
    headers,
    body: "",
  };
}

const answer =
  (body: string, status = 200) =>
  async (): Promise<HttpAnswer> => ({ status, headers: {}, body });

test("the cache of a route for each caller keeps their answers apart", async () => {
  const cache = new StageCache();
  await cache.read(requestOf("ann"), answer("Ann's"));
  expect((await cache.read(requestOf("bob"), answer("Bob's"))).body).toBe("Bob's");
  expect((await cache.read(requestOf("ann"), answer("new"))).body).toBe("Ann's");
});

test("the cache of a route for all callers shows one customer's answer to another", async () => {
  const cache = new StageCache();
  const leaking: Route = { ...listOrders, cache: { ttlSeconds: 5 } };
  await cache.read(requestOf("ann", leaking), answer("Ann's"));
  expect((await cache.read(requestOf("bob", leaking), answer("Bob's"))).body).toBe("Ann's");
});

test("the cache tells declared query parameters apart, ignores others, and ends", async () => {
  const cache = new StageCache();
  const route: Route = routes.find(({ name }) => name === "listFeedback")!;
  const read = async (query: string, body: string) =>
    (await cache.read(requestOf("x", route, query), answer(body))).body;
  expect([
    await read("productId=a", "a"),
    await read("productId=b", "b"),
    await read("productId=a&x=1", "new"),
  ]).toEqual(["a", "b", "a"]);
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 61_000);
  expect(await read("productId=a", "later")).toBe("later");
  vi.restoreAllMocks();
});

test("neither refusals nor routes without a cache are cached", async () => {
  const cache = new StageCache();
  await cache.read(requestOf("ann"), answer("refused", 403));
  expect((await cache.read(requestOf("ann"), answer("orders"))).body).toBe("orders");
  const uncached: Route = routes.find(({ name }) => name === "getOrder")!;
  await cache.read(requestOf("ann", uncached), answer("PENDING"));
  expect((await cache.read(requestOf("ann", uncached), answer("PAID"))).body).toBe("PAID");
});

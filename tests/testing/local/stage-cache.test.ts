import type { HttpAnswer } from "../../../testing/local/rest-api/answers";
import type { LocalRoute, RoutedRequest } from "../../../testing/local";
import { StageCache } from "../../../testing/local/rest-api/stage-cache";

const orders: LocalRoute = {
  routeKey: "GET /orders",
  target: { type: "lambda", handler: "orders" },
  access: { type: "lambda", authorizer: "roles" },
  cache: { ttlSeconds: 5, perCaller: true },
};
const feedback: LocalRoute = {
  routeKey: "GET /feedback",
  target: { type: "lambda", handler: "feedback" },
  access: { type: "open" },
  query: { productId: "required" },
  headers: { "Accept-Language": "optional" },
  cache: { ttlSeconds: 60 },
};

function requestOf(token: string, route = orders, query = "", language?: string): RoutedRequest {
  const path = route.routeKey.split(" ")[1]!;
  const headers = { authorization: `Bearer ${token}`, ...(language && { "accept-language": language }) };
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
  const leaking: LocalRoute = { ...orders, cache: { ttlSeconds: 5 } };
  await cache.read(requestOf("ann", leaking), answer("Ann's"));
  expect((await cache.read(requestOf("bob", leaking), answer("Bob's"))).body).toBe("Ann's");
});

test("the cache tells declared query parameters and headers apart, ignores others, and ends", async () => {
  const cache = new StageCache();
  const read = async (query: string, body: string, language?: string) =>
    (await cache.read(requestOf("x", feedback, query, language), answer(body))).body;
  expect([
    await read("productId=a", "a"),
    await read("productId=b", "b"),
    await read("productId=a&x=1", "new"),
    await read("productId=a", "français", "fr"),
    await read("", "none"),
  ]).toEqual(["a", "b", "a", "français", "none"]);
  jest.spyOn(Date, "now").mockReturnValue(Date.now() + 61_000);
  expect(await read("productId=a", "later")).toBe("later");
  jest.restoreAllMocks();
});

test("neither refusals nor routes without a cache are cached", async () => {
  const cache = new StageCache();
  await cache.read(requestOf("ann"), answer("refused", 403));
  expect((await cache.read(requestOf("ann"), answer("orders"))).body).toBe("orders");
  const { cache: _cache, ...uncached } = orders;
  await cache.read(requestOf("ann", uncached), answer("PENDING"));
  expect((await cache.read(requestOf("ann", uncached), answer("PAID"))).body).toBe("PAID");
});

import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { MemoryCache } from "../../../src/adapters/cache";
import { awayCache } from "../../support/away-cache";
import { claims, memoryApi, SESSION_SECRET, type Call } from "../../support/memory-api";
import { databaseGone, tea } from "../../support/memory-shop";

const body = { productId: tea.id, rating: 5, comment: "Good" };
const bob = { ...claims, sub: "bob" };

describe("a session", () => {
  it("is opened with a cookie that scripts cannot read, and a token signed over session and customer", async () => {
    const { call } = memoryApi();
    const { status, cookies, json } = await call("openSession", { claims });
    expect(status).toBe(201);
    expect(cookies).toHaveLength(1);
    const [, id] = /^__Host-session=([\w-]{43}); Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=28800$/.exec(
      cookies[0]!,
    )!;
    expect(json["csrfToken"]).toBe(createHmac("sha256", SESSION_SECRET).update(`${id}.alice`).digest("base64url"));
    expect(Date.parse(String(json["expiresAt"])) - Date.now()).toBeGreaterThan(28_790_000);
  });

  it("is stored for eight hours, by customer", async () => {
    let now = 0;
    const cache = new MemoryCache(() => now);
    const { openSession } = memoryApi({ cache });
    const { cookies } = await openSession();
    const key = `v1:session:${cookies[0]!.split("=")[1]}`;
    expect(await cache.get(key)).toEqual({ status: "found", value: `{"customerId":"alice"}` });
    now = 28_799_000;
    expect((await cache.get(key)).status).toBe("found");
    now = 28_800_000;
    expect((await cache.get(key)).status).toBe("missing");
  });

  it("accepts a request with its cookie and token", async () => {
    const { call, openSession } = memoryApi();
    expect((await call("giveFeedback", { claims, body, ...(await openSession()) })).status).toBe(201);
  });

  it.each<[string, (own: Call, others: Call) => Call]>([
    ["no cookie", ({ headers }) => ({ headers })],
    ["no token", ({ cookies }) => ({ cookies })],
    ["a token that was made up", ({ cookies }) => ({ cookies, headers: { "x-csrf-token": "x".repeat(43) } })],
    ["the token of another session", ({ cookies }, { headers }) => ({ cookies, headers })],
    ["the session of another customer", (_own, others) => others],
  ])("refuses a request with %s", async (_what, pick) => {
    const { call, openSession } = memoryApi();
    const [own, others] = [await openSession("alice"), await openSession("bob")];
    const { status, json } = await call("giveFeedback", { claims, body, ...pick(own, others) });
    expect(status).toBe(403);
    expect(json["code"]).toBe("csrf");
  });

  it("that has ended is reported as ended, so that the storefront opens another one", async () => {
    const { call, openSession } = memoryApi();
    const session = await openSession();
    const closed = await call("closeSession", { claims, ...session });
    expect(closed.status).toBe(204);
    expect(closed.cookies).toEqual(["__Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"]);
    const { status, json } = await call("giveFeedback", { claims, body, ...session });
    expect(status).toBe(401);
    expect(json["code"]).toBe("session-ended");
  });

  it("is accepted by its signature while the cache is unavailable, and refused without one", async () => {
    const { call, openSession } = memoryApi({ cache: awayCache });
    const session = await openSession();
    expect((await call("giveFeedback", { claims, body, ...session })).status).toBe(201);
    expect((await call("giveFeedback", { claims: bob, body, ...session })).status).toBe(403);
  });

  it("ends by a sign-out while the cache is unavailable, also after the cache is back", async () => {
    const cache = new MemoryCache();
    const { call, openSession } = memoryApi({ cache });
    const session = await openSession();
    const { get } = cache;
    cache.delete = async () => false;
    cache.get = async () => ({ status: "unavailable" });
    expect((await call("closeSession", { claims, ...session })).status).toBe(204);
    expect((await call("giveFeedback", { claims, body, ...session })).json["code"]).toBe("session-ended");
    cache.get = get;
    const { status, json } = await call("giveFeedback", { claims, body, ...session });
    expect([status, json["code"]]).toEqual([401, "session-ended"]);
  });

  it("cannot be ended while neither the cache nor the database answers, and the customer is told", async () => {
    const { call, openSession, store } = memoryApi({ cache: awayCache });
    const session = await openSession();
    store.failure = databaseGone();
    expect((await call("closeSession", { claims, ...session })).status).toBe(503);
  });

  it("with another customer's cache entry is refused", async () => {
    const { call, openSession, cache } = memoryApi();
    const session = await openSession();
    await cache.set(`v1:session:${session.cookies[0]!.split("=")[1]}`, `{"customerId":"bob"}`, 60);
    expect((await call("giveFeedback", { claims, body, ...session })).status).toBe(403);
  });

  it("is required only while protection is enforced, and only by routes that change data", async () => {
    const off = memoryApi({ csrf: "off" });
    expect((await off.call("giveFeedback", { claims, body })).status).toBe(201);
    const enforced = memoryApi({ csrf: "enforce" });
    expect((await enforced.call("giveFeedback", { claims, body })).status).toBe(403);
    expect((await enforced.call("listOrders", { claims })).status).toBe(200);
  });
});

import { request as sendRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startIdentity, type Identity } from "../../../local/cognito/identity";
import { accessTokens } from "../../../src/server/access-tokens";
import { createApiServer } from "../../../src/server/api-server";
import { startHttpServer, type HttpServer } from "../../../src/server/http-server";
import { memoryApi, memoryLog, ORIGIN_SECRET } from "../../support/memory-api";
import { tea } from "../../support/memory-shop";
import { forgedTokens } from "../local/forged-tokens";

let identity: Identity;
let server: HttpServer;
const log = memoryLog();

beforeAll(async () => {
  identity = await startIdentity();
  const { api } = memoryApi({ issuer: identity.issuer, clientId: identity.clientId, openRoutes: ["health"] });
  const answer = createApiServer(api, accessTokens(identity.issuer), log);
  server = await startHttpServer({ port: 0, answer, onFailure: (error) => log.error("failed", {}, error) });
});

afterAll(async () => {
  await server.stop();
  await identity.stop();
});

async function ask(path: string, { headers = {}, ...more }: RequestInit & { headers?: Record<string, string> } = {}) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    ...more,
    headers: { "x-origin-secret": ORIGIN_SECRET, ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: text ? JSON.parse(text) : undefined };
}

/** Sends a target that `fetch` would correct. */
function askRaw(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "x-origin-secret": ORIGIN_SECRET };
    const sent = sendRequest({ port: server.port, path, headers }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode!));
    });
    sent.once("error", reject).end();
  });
}

describe("the API in a container service", () => {
  it("answers public routes, with path and query parameters", async () => {
    expect((await ask("/health")).json).toEqual({ status: "ok" });
    expect((await ask(`/api/products/${tea.id}`)).json).toEqual(tea);
    expect((await ask("/api/products?category=toys&limit=5")).json).toEqual({ items: [], next: null });
  });

  it("answers HEAD without a body", async () => {
    const { status, text } = await ask("/health", { method: "HEAD" });
    expect([status, text]).toEqual([200, ""]);
  });

  it("places an order for a customer with a token and a session", async () => {
    const authorization = `Bearer ${await identity.issue("alice")}`;
    const opened = await ask("/api/session", { method: "POST", headers: { authorization } });
    expect(opened.status).toBe(201);
    const placed = await ask("/api/orders", {
      method: "POST",
      headers: {
        authorization,
        "content-type": "application/json",
        "idempotency-key": "one",
        "x-csrf-token": opened.json.csrfToken,
        cookie: opened.headers.get("set-cookie")!.split(";")[0]!,
      },
      body: JSON.stringify({
        items: [{ productId: tea.id, quantity: 1, priceCents: 700 }],
        paymentToken: "tok_approved",
      }),
    });
    expect([placed.status, placed.json.totalCents]).toEqual([201, 700]);
  });

  it("refuses every forged token, and none", async () => {
    const tokens = Object.entries(await forgedTokens(identity));
    expect(tokens.length).toBeGreaterThan(10);
    for (const [name, token] of tokens) {
      const { status, json } = await ask("/api/customers/me", { headers: { authorization: `Bearer ${token}` } });
      expect([name, status, json.code]).toEqual([name, 401, "unauthorized"]);
    }
    expect((await ask("/api/customers/me")).status).toBe(401);
    const authorization = `Bearer ${await identity.issue("alice", { scope: "shop/profile.read" })}`;
    expect((await ask("/api/orders", { headers: { authorization } })).status).toBe(403);
  });

  it.each([
    ["//", 404],
    ["/", 404],
    ["/api/nothing", 404],
    ["http://shop.example.com/health", 200],
    ["http://shop.example.com:99999/health", 400],
    ["/api/products/%zz", 400],
  ])("answers the target %s with %i", async (path, status) => {
    expect(await askRaw(path)).toBe(status);
  });

  it("answers another method of a path with 405, and a large body with 413", async () => {
    const { status, headers } = await ask("/api/products", { method: "PUT", body: "{}" });
    expect([status, headers.get("allow")]).toEqual([405, "GET"]);
    const authorization = `Bearer ${await identity.issue("alice")}`;
    const opened = await ask("/api/session", { method: "POST", headers: { authorization } });
    const large = await ask("/api/feedback", {
      method: "POST",
      headers: {
        authorization,
        "content-type": "application/json",
        "x-csrf-token": opened.json.csrfToken,
        cookie: opened.headers.get("set-cookie")!.split(";")[0]!,
      },
      body: "x".repeat(200_000),
    });
    expect(large.status).toBe(413);
  });

  it("refuses requests that do not come through CloudFront", async () => {
    const headers = { "x-origin-secret": "guess" };
    expect((await ask("/api/products", { headers })).status).toBe(403);
    // The load balancer's health check.
    expect((await ask("/health", { headers })).status).toBe(200);
  });
});

describe("an issuer that does not answer", () => {
  it("is an outage, and no reason to refuse the customer", async () => {
    const readClaims = accessTokens("http://127.0.0.1:9");
    const token = `Bearer ${await identity.issue("alice", { iss: "http://127.0.0.1:9" })}`;
    for (const attempt of [1, 2]) {
      await expect(readClaims(token), `attempt ${attempt}`).rejects.toMatchObject({ name: "TemporarilyUnavailable" });
    }
    expect(await readClaims(undefined)).toBeUndefined();
  });
});

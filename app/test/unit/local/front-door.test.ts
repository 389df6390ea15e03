import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { request } from "node:http";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Distribution } from "../../../local/cloudfront/distribution";
import { startFrontDoor, type FrontDoorOptions } from "../../../local/cloudfront/front-door";
import { startIdentity, type Identity } from "../../../local/cognito/identity";
import { FunctionError, type Invoke } from "../../../local/lambda/invocation";
import { forgedTokens } from "./forged-tokens";

const MEGABYTE = 1024 * 1024;

let folder: string;
let identity: Identity;
let door: Distribution;
let isThrottled: boolean;
let events: APIGatewayProxyEventV2[];
let handler: Invoke;
let options: FrontDoorOptions;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "front-door-"));
  const siteFolder = join(folder, "site");
  mkdirSync(join(siteFolder, "assets"), { recursive: true });
  writeFileSync(join(siteFolder, "index.html"), "<title>The shop</title>");
  writeFileSync(join(siteFolder, "assets/main-1a2b.js"), "export {};");
  writeFileSync(join(folder, "secret.txt"), "secret");
  identity = await startIdentity();
  options = {
    invoke: (event) => handler(event),
    authorizer: identity,
    originSecret: () => "the-origin-secret",
    siteFolder,
    siteConfiguration: { environment: "local", identity: identity.site },
    isThrottled: () => isThrottled,
  };
  door = await startFrontDoor(options);
});

beforeEach(() => {
  events = [];
  isThrottled = false;
  handler = async (event) => {
    events.push(event as APIGatewayProxyEventV2);
    return { statusCode: 200, headers: { "content-type": "application/json" }, body: "{}" };
  };
});

afterAll(async () => {
  await door.stop();
  await identity.stop();
  rmSync(folder, { recursive: true });
});

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${door.url}${path}`, init);
}

/** Sends the path as it is; `fetch` would tidy it up. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: new URL(door.url).port, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject).end();
  });
}

describe("the event of a request", () => {
  it("has the form of payload format 2.0", async () => {
    const token = await identity.issue("alice");
    await call("/api/orders/01930000-0000-7000-8000-000000000001?limit=5&tag=a&tag=b%20c", {
      headers: { authorization: `Bearer ${token}`, cookie: "__Host-session=s1; theme=dark", "X-Thing": "One" },
    });
    expect(events[0]).toEqual({
      version: "2.0",
      routeKey: "GET /api/orders/{id}",
      rawPath: "/local/api/orders/01930000-0000-7000-8000-000000000001",
      rawQueryString: "limit=5&tag=a&tag=b%20c",
      cookies: ["__Host-session=s1", "theme=dark"],
      headers: {
        accept: "*/*",
        "accept-encoding": "gzip, deflate",
        "accept-language": "*",
        authorization: `Bearer ${token}`,
        host: "groundplan.execute-api.eu-central-1.amazonaws.com",
        "sec-fetch-mode": "cors",
        "user-agent": "node",
        "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        "x-amz-cf-id": expect.stringMatching(/^[\w-]{56}$/),
        "x-forwarded-for": "127.0.0.1, 127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-origin-secret": "the-origin-secret",
        "x-thing": "One",
      },
      queryStringParameters: { limit: "5", tag: "a,b c" },
      pathParameters: { id: "01930000-0000-7000-8000-000000000001" },
      requestContext: {
        accountId: "123456789012",
        apiId: "groundplan",
        authorizer: {
          jwt: {
            claims: expect.objectContaining({
              sub: "alice",
              token_use: "access",
              client_id: "local-storefront",
              iss: identity.issuer,
              exp: expect.stringMatching(/^\d{10}$/),
            }),
            scopes: ["openid", "shop/profile.read", "shop/orders.read", "shop/orders.write", "shop/feedback.write"],
          },
        },
        domainName: "groundplan.execute-api.eu-central-1.amazonaws.com",
        domainPrefix: "groundplan",
        http: {
          method: "GET",
          path: "/local/api/orders/01930000-0000-7000-8000-000000000001",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "node",
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: "GET /api/orders/{id}",
        stage: "local",
        time: expect.stringMatching(/^\d{2}\/\w{3}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    });
  });

  it("of a public route has no authorizer", async () => {
    await call("/api/products", { headers: { authorization: "Bearer nonsense" } });
    expect(events[0]).not.toHaveProperty("cookies");
    expect(events[0]).not.toHaveProperty("body");
    expect(events[0]).not.toHaveProperty("queryStringParameters");
    expect(events[0]?.requestContext).not.toHaveProperty("authorizer");
  });

  it("has the secret of the origin and not the viewer's own", async () => {
    await call("/health", { headers: { "x-origin-secret": "guessed" } });
    expect(events[0]?.headers["x-origin-secret"]).toBe("the-origin-secret");
  });

  it.each([
    ["application/json", '{"ä":1}', false],
    ["text/plain", "text", false],
    ["application/octet-stream", "text", true],
    ["multipart/form-data", "text", true],
  ])("encodes a body of type %s as API Gateway does", async (type, body, isBase64Encoded) => {
    await call("/api/anything", { method: "POST", headers: { "content-type": type }, body });
    expect(events[0]?.isBase64Encoded).toBe(isBase64Encoded);
    expect(events[0]?.body).toBe(isBase64Encoded ? Buffer.from(body).toString("base64") : body);
    expect(events[0]?.headers["content-length"]).toBe(String(Buffer.byteLength(body)));
  });

  it("has a compressed body in base64", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    await call("/api/anything", { method: "POST", headers, body: "zipped" });
    expect(events[0]?.isBase64Encoded).toBe(true);
  });

  it.each([
    ["GET", "/api/products/x", "GET /api/products/{id}", { id: "x" }],
    ["GET", "/api/products/a%20b/feedback", "GET /api/products/{id}/feedback", { id: "a b" }],
    ["PUT", "/api/orders", "ANY /{proxy+}", { proxy: "api/orders" }],
    ["GET", "/api/no/such/path", "ANY /{proxy+}", { proxy: "api/no/such/path" }],
    ["GET", "/health", "GET /health", undefined],
    ["HEAD", "/health", "HEAD /health", undefined],
    ["GET", "/health/", "ANY /{proxy+}", { proxy: "health/" }],
    ["GET", "/healthz", "ANY /{proxy+}", { proxy: "healthz" }],
    ["GET", "/api", "ANY /{proxy+}", { proxy: "api" }],
    ["GET", "/api/", "ANY /{proxy+}", { proxy: "api/" }],
  ])("%s %s matches the route %s", async (method, path, routeKey, parameters) => {
    await call(path, { method });
    expect([events[0]?.routeKey, events[0]?.pathParameters]).toEqual([routeKey, parameters]);
  });

  it("prefers a fixed path to one with a parameter", async () => {
    await call("/api/customers/me", { headers: { authorization: `Bearer ${await identity.issue("alice")}` } });
    expect(events[0]?.routeKey).toBe("GET /api/customers/me");
  });
});

describe("the authorizer", () => {
  it("accepts a valid token", async () => {
    const response = await call("/api/customers/me", {
      headers: { authorization: `Bearer ${await identity.issue("alice")}` },
    });
    expect(response.status).toBe(200);
  });

  it("refuses every token that is wrong, without calling the function", async () => {
    for (const [what, token] of Object.entries(await forgedTokens(identity))) {
      const response = await call("/api/customers/me", { headers: { authorization: `Bearer ${token}` } });
      expect([what, response.status]).toEqual([what, 401]);
      expect(await response.json()).toEqual({ message: "Unauthorized" });
      expect(response.headers.get("www-authenticate")).toContain("invalid_token");
    }
    expect(events).toEqual([]);
  });

  it.each([undefined, "Bearer", "Basic YTpi", "Bearer a b"])("refuses the header %s", async (header) => {
    const response = await call("/api/customers/me", { headers: header ? { authorization: header } : {} });
    expect(response.status).toBe(401);
  });

  it("forbids operations outside the token's scopes", async () => {
    const token = await identity.issue("alice", { scope: "openid shop/orders.read" });
    const headers = { authorization: `Bearer ${token}` };
    const refused = await call("/api/orders", { method: "POST", headers });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ message: "Forbidden" });
    expect(refused.headers.get("www-authenticate")).toBe('Bearer scope="shop/orders.write" error="insufficient_scope"');
    expect((await call("/api/orders", { headers })).status).toBe(200);
  });
});

describe("the answer to a request", () => {
  it("has the function's status, headers, cookies and body", async () => {
    handler = async () => ({
      statusCode: 201,
      headers: { "content-type": "application/json", location: "/api/orders/1" },
      cookies: ["a=1; Secure", "b=2; Secure"],
      body: Buffer.from('{"ä":1}').toString("base64"),
      isBase64Encoded: true,
    });
    const response = await call("/health");
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(["a=1; Secure", "b=2; Secure"]);
    expect(response.headers.get("location")).toBe("/api/orders/1");
    expect(response.headers.get("apigw-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.text()).toBe('{"ä":1}');
  });

  it("over the stage's limits is 429 without a call of the function", async () => {
    isThrottled = true;
    const response = await call("/api/products");
    expect([response.status, await response.json()]).toEqual([429, { message: "Too Many Requests" }]);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(events).toEqual([]);
  });

  it.each([
    ["an error", new FunctionError("TypeError", "x"), 500, "Internal Server Error"],
    ["no answer in time", new FunctionError("Sandbox.Timedout", "x"), 503, "Service Unavailable"],
  ])("of a function with %s hides the reason", async (_what, error, status, message) => {
    handler = async () => Promise.reject(error);
    const response = await call("/health");
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it.each([
    ["nothing", null],
    ["no status", { body: "x" }],
    ["more than 6 MB", { statusCode: 200, body: "x".repeat(6 * MEGABYTE) }],
  ])("of a function that answers %s is an error", async (_what, result) => {
    handler = async () => result;
    expect((await call("/health")).status).toBe(500);
  });

  it.each([
    ["more than 10 MB", 10 * MEGABYTE + 1, "application/json", 413],
    ["more than 6 MB", 6 * MEGABYTE, "application/json", 413],
    ["more than 6 MB in base64", 5 * MEGABYTE, "application/octet-stream", 413],
    ["5 MB of text", 5 * MEGABYTE, "application/json", 200],
  ])("to %s is right", async (_what, size, type, status) => {
    const response = await call("/api/anything", {
      method: "POST",
      headers: { "content-type": type },
      body: Buffer.alloc(size, "x"),
    });
    expect([response.status, events.length]).toEqual([status, status === 200 ? 1 : 0]);
  });

  it.each([
    ["/api/products/%zz", 400],
    ["//api/products", 404],
    ["//", 404],
    ["http://localhost:99999/api/products", 400],
  ])("to %s is %i without the function", async (path, status) => {
    expect(await rawStatus(path)).toBe(status);
    expect(events).toEqual([]);
  });
});

describe("the site", () => {
  it.each(["/", "/orders", "/products/1?x=1"])("shows the storefront at %s", async (path) => {
    const response = await call(path);
    expect(await response.text()).toContain("The shop");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  it("lets browsers cache files whose names contain a hash", async () => {
    const response = await call("/assets/main-1a2b.js");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });

  it("serves the storefront's configuration", async () => {
    expect(await (await call("/config.json")).json()).toEqual({ environment: "local", identity: identity.site });
  });

  it.each(["/assets/missing.js", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/%zz.js", "/assets/%00.js"])(
    "has no file %s",
    async (path) => {
      expect(await rawStatus(path)).toBe(404);
    },
  );

  it("rejects other methods", async () => {
    expect((await call("/", { method: "POST" })).status).toBe(403);
  });

  it("explains that it has not been built", async () => {
    const empty = await startFrontDoor({
      invoke: handler,
      authorizer: identity,
      originSecret: () => "",
      siteFolder: "/nonexistent",
      siteConfiguration: { environment: "local", identity: identity.site },
    });
    const response = await fetch(empty.url);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("has not been built")]);
    await empty.stop();
  });
});

describe("the security headers", () => {
  it.each(["/", "/health", "/api/anything", "/assets/missing.js"])("are on the answer to %s", async (path) => {
    const { headers } = await call(path);
    const { origin } = new URL(identity.issuer);
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'self'; connect-src 'self' ${origin}; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'`,
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  });
});

describe("the session's cookie", () => {
  const setCookie = "__Host-session=s1; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=28800";
  const ask = async (url: string, cookie?: string) => {
    handler = async (event) => {
      events.push(event as APIGatewayProxyEventV2);
      return { statusCode: 200, cookies: [setCookie, "other=1; Secure"], body: "{}" };
    };
    const response = await fetch(`${url}/health`, { headers: cookie ? { cookie } : {} });
    return { set: response.headers.getSetCookie(), received: events.at(-1)!.cookies };
  };

  it("is unchanged in the form that is deployed", async () => {
    const { set, received } = await ask(door.url, "theme=dark; __Host-session=s1");
    expect(set).toEqual([setCookie, "other=1; Secure"]);
    expect(received).toEqual(["theme=dark", "__Host-session=s1"]);
  });

  it("is stored over plain HTTP by every browser, and the function gets its own name, for a developer", async () => {
    const plain = await startFrontDoor({ ...options, plainCookies: true });
    const { set, received } = await ask(plain.url, "theme=dark; session=s1; my-session=2; __Host-session=old");
    expect(set).toEqual(["session=s1; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800", "other=1; Secure"]);
    expect(received).toEqual(["theme=dark", "__Host-session=s1", "my-session=2"]);
    expect((await ask(plain.url)).received).toBeUndefined();
    await plain.stop();
  });
});

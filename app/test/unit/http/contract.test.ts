import { describe, expect, it } from "vitest";
import { undocumented } from "../../support/openapi-contract";
import { claims, memoryApi } from "../../support/memory-api";
import { tea } from "../../support/memory-shop";

const json = { "content-type": "application/json" };
const page = (item: object) => JSON.stringify({ items: [item], next: null });

describe("the contract of an answer", () => {
  it.each([
    ["GET", "/api/products?limit=1", 200, json, page(tea)],
    ["GET", "/api/orders", 401, { ...json, "www-authenticate": "Bearer" }, `{"message":"Unauthorized"}`],
    ["POST", "/api/orders", 413, json, `{"message":"Request Entity Too Large"}`],
    ["GET", "/api/products/%zz", 400, json, `{"message":"Bad Request"}`],
    ["GET", "/health", 429, json, `{"message":"Too Many Requests"}`],
    ["DELETE", "/api/session", 204, { "set-cookie": "__Host-session=" }, ""],
  ])("is met by %s %s with %i", (method, target, status, headers, text) => {
    expect(undocumented(method, target, { status, headers, text })).toEqual([]);
  });

  it.each([
    ["a status that is not documented", "GET", "/api/products", 409, json, "{}", "the status 409 is not documented"],
    [
      "a header that is not documented",
      "GET",
      "/health",
      200,
      { ...json, "x-secret": "1" },
      `{"status":"ok"}`,
      "x-secret",
    ],
    ["another media type", "GET", "/health", 200, { "content-type": "text/html" }, "", 'media type "text/html"'],
    ["another property", "GET", "/api/products", 200, json, page({ ...tea, cost: 1 }), "additional properties"],
    ["no property", "GET", "/api/products", 200, json, page({ ...tea, name: undefined }), "required property 'name'"],
    [
      "a code that is not listed",
      "GET",
      "/api/nothing",
      404,
      { "content-type": "application/problem+json" },
      `{"type":"/problems/x","title":"T","status":404,"detail":"D","code":"x","requestId":"1"}`,
      "allowed values",
    ],
    ["a body without one", "HEAD", "/health", 200, {}, "text", "has a body"],
  ])("is broken by %s", (_what, method, target, status, headers, text, problem) => {
    expect(undocumented(method, target, { status, headers, text }).join()).toContain(problem);
  });

  it("is met by the application's own refusals", async () => {
    const { call } = memoryApi();
    const missing = await call("getProduct", { params: { id: "0198c5a0-0000-7000-8000-0000000000ff" } });
    const forged = await call("getCustomer", { claims: { ...claims, client_id: "another" } });
    const unknown = await call("listFeedback", { params: { id: "0198c5a0-0000-7000-8000-0000000000ff" } });
    for (const [target, answer] of [
      ["/api/products/1", missing],
      ["/api/customers/me", forged],
      ["/api/products/1/feedback", unknown],
    ] as const) {
      const headers = answer.headers as Record<string, string>;
      expect(undocumented("GET", target, { ...answer, headers })).toEqual([]);
    }
    expect([missing.status, forged.status, unknown.status]).toEqual([404, 401, 404]);
  });
});

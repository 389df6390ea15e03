import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";

const { handler } = createRequire(import.meta.url)("../../canary/visitor.js") as { handler: () => Promise<void> };

const healthy: Readonly<Record<string, readonly [status: number, body: string]>> = {
  "/v1/health": [200, '{"status":"ok"}'],
  "/v1/plans": [200, '{"plans":[{"name":"pro"}]}'],
  "/": [200, "<!doctype html><html></html>"],
};
let answers: typeof healthy;
let server: Server;

beforeEach(async () => {
  answers = healthy;
  server = createServer((request, response) => {
    const [status, body] = answers[request.url!] ?? [404, ""];
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { SITE_URL: url, API_URL: url });
});

afterEach(() => void server.close());

test("the canary passes while health, plans and page are served", async () => {
  await expect(handler()).resolves.toBeUndefined();
});

test.each([
  ["/v1/health", [503, "{}"], /\/v1\/health: status 503/],
  ["/v1/health", [200, '{"status":"degraded"}'], /\/v1\/health: status is not ok/],
  ["/v1/health", [200, "<html>"], /\/v1\/health: no JSON/],
  ["/v1/plans", [200, '{"plans":[]}'], /\/v1\/plans: no plans/],
  ["/v1/plans", [500, ""], /\/v1\/plans: status 500/],
  ["/", [200, "Maintenance"], /\/: no HTML/],
  ["/", [403, "<html>"], /\/: status 403/],
] as const)("the canary fails if %s answers %j", async (path, answer, message) => {
  answers = { ...healthy, [path]: answer };
  await expect(handler()).rejects.toThrow(message);
});

test("the canary fails if nothing listens", async () => {
  process.env["API_URL"] = "http://127.0.0.1:1";
  await expect(handler()).rejects.toThrow("http://127.0.0.1:1/v1/health: fetch failed");
});

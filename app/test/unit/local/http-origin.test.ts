import { createServer, type IncomingMessage, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDistribution, type Distribution } from "../../../local/cloudfront/distribution";
import { httpOrigin } from "../../../local/cloudfront/http-origin";
import { listen } from "../../../local/http/ports";

const folder = mkdtempSync(join(tmpdir(), "http-origin-"));
const identity = { baseUrl: "http://localhost:1/identity", clientId: "storefront", scopes: [] };

let origin: Server;
let distribution: Distribution;
let requests: { readonly request: IncomingMessage; readonly body: string }[];

beforeAll(async () => {
  origin = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    requests.push({ request, body });
    const cookie = "__Host-session=s2; Path=/; HttpOnly; Secure; SameSite=Lax";
    response.writeHead(201, { "x-frame-options": "ALLOW", "x-thing": "one", "set-cookie": [cookie, "theme=dark"] });
    response.end("created");
  });
  const port = await listen(origin, [0]);
  distribution = await startDistribution(
    { siteFolder: folder, siteConfiguration: { environment: "local", identity } },
    httpOrigin(`http://127.0.0.1:${port}`, "the-origin-secret"),
  );
});

beforeEach(() => (requests = []));

afterAll(async () => {
  await distribution.stop();
  origin.close();
  rmSync(folder, { recursive: true });
});

describe("a distribution with a load balancer as its origin", () => {
  it("forwards a request with the secret, the viewer's address and the deployed name of the session's cookie", async () => {
    const headers = { cookie: "session=s1; theme=dark", "x-forwarded-for": "192.0.2.1", "x-origin-secret": "guessed" };
    await fetch(`${distribution.url}/api/orders?limit=5`, { method: "POST", headers, body: '{"a":1}' });
    const [{ request, body }] = requests as [(typeof requests)[0]];
    expect([request.method, request.url, body]).toEqual(["POST", "/api/orders?limit=5", '{"a":1}']);
    expect(request.headers).toMatchObject({
      cookie: "__Host-session=s1; theme=dark",
      "x-forwarded-for": "127.0.0.1",
      "x-origin-secret": "the-origin-secret",
    });
  });

  it("returns status, body and headers, with its own security headers and a cookie for plain HTTP", async () => {
    const answer = await fetch(`${distribution.url}/api/products`);
    expect([answer.status, await answer.text()]).toEqual([201, "created"]);
    expect([answer.headers.get("x-thing"), answer.headers.get("x-frame-options")]).toEqual(["one", "DENY"]);
    expect(answer.headers.getSetCookie()).toEqual(["session=s2; Path=/; HttpOnly; SameSite=Lax", "theme=dark"]);
  });

  it("serves the site's paths itself", async () => {
    expect(await (await fetch(`${distribution.url}/config.json`)).json()).toEqual({ environment: "local", identity });
    expect(requests).toEqual([]);
  });

  it("answers 502 when the origin does not answer", async () => {
    const alone = await startDistribution(
      { siteFolder: folder, siteConfiguration: { environment: "local", identity } },
      httpOrigin("http://127.0.0.1:1", "secret"),
    );
    const answer = await fetch(`${alone.url}/api/products`);
    expect([answer.status, await answer.json()]).toEqual([502, { message: "Bad Gateway" }]);
    await alone.stop();
  });
});

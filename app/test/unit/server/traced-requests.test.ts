import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startCollector, type Collector } from "../../../local/collector/collector";
import { TemporarilyUnavailable } from "../../../src/domain/errors";
import type { Api } from "../../../src/http";
import { useTracer } from "../../../src/observability";
import { OpenTelemetryTracer } from "../../../src/observability/open-telemetry";
import { createApiServer } from "../../../src/server/api-server";
import { startHttpServer, type HttpServer } from "../../../src/server/http-server";
import { memoryLog } from "../../support/memory-api";

const ROOT = "1-5759e988-bd862e3fe1be46a994272793";
const ORDER = "0198c5a0-0000-7000-8000-000000000401";

let server: HttpServer;
let collector: Collector;
let tracer: OpenTelemetryTracer;
let statusCode = 200;

const api: Api = async () => ({ statusCode });

async function readClaims(authorization?: string): Promise<object | undefined> {
  if (authorization === "away") throw new TemporarilyUnavailable("identity");
  return { sub: "alice" };
}

beforeAll(async () => {
  const answer = createApiServer(api, readClaims, memoryLog());
  server = await startHttpServer({ port: 0, answer, onFailure: () => undefined });
});

afterAll(() => server.stop());

beforeEach(async () => {
  collector = await startCollector();
  tracer = new OpenTelemetryTracer({ endpoint: collector.url, sampledShare: 1 }, memoryLog());
  useTracer(tracer);
});

afterEach(async () => {
  useTracer(undefined);
  await tracer.close();
  await collector.stop();
  statusCode = 200;
});

async function spansOf(path: string, headers: Record<string, string> = {}, method = "GET") {
  await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
  await tracer.close();
  return collector.spans;
}

describe("the span of a request", () => {
  it("has method, template of the route, status and request id, and continues the load balancer's trace", async () => {
    const header = `Root=${ROOT}`;
    expect(await spansOf(`/api/orders/${ORDER}?email=alice`, { "x-amzn-trace-id": header })).toMatchObject([
      {
        kind: "server",
        name: "GET /api/orders/{id}",
        traceId: "5759e988bd862e3fe1be46a994272793",
        failed: false,
        attributes: {
          "http.request.method": "GET",
          "http.route": "/api/orders/{id}",
          "http.response.status_code": 200,
          "request.id": header,
        },
      },
    ]);
  });

  it("has nothing of the customer: no path, query, address, token or user agent", async () => {
    const headers = {
      authorization: "Bearer secret",
      "x-forwarded-for": "192.0.2.1",
      "user-agent": "browser-of-alice",
    };
    const [span] = await spansOf(`/api/orders/${ORDER}?email=alice`, headers);
    expect(Object.keys(span!.attributes).sort()).toEqual([
      "http.request.method",
      "http.response.status_code",
      "http.route",
      "request.id",
    ]);
    expect(JSON.stringify(span)).not.toMatch(new RegExp(`alice|secret|192\\.0\\.2\\.1|${ORDER}`));
  });

  it.each([
    [404, false],
    [500, true],
  ])("with status %s has failed: %s", async (status, failed) => {
    statusCode = status;
    const spans = await spansOf("/api/products");
    expect(spans).toMatchObject([{ failed, attributes: { "http.response.status_code": status } }]);
  });

  it("shows a request that the application does not get to see", async () => {
    const spans = await spansOf("/api/orders", { authorization: "away" });
    expect(spans).toMatchObject([{ failed: true, attributes: { "http.response.status_code": 503 } }]);
  });

  it("of an unknown path has the template for these", async () => {
    expect(await spansOf("/api/alice", {}, "PUT")).toMatchObject([{ name: "PUT /{proxy+}" }]);
  });

  it.each(["GET", "HEAD"])("does not exist for %s /health, the health check", async (method) => {
    expect(
      await spansOf("/health", { "x-amzn-trace-id": `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1` }, method),
    ).toEqual([]);
  });
});

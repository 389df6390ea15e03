import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createServer, type Server } from "node:http";
import { startCollector, type Collector } from "../../../local/collector/collector";
import { readSpans } from "../../../local/collector/otlp";
import { createLog, startSpan, traced, traceHeader, traceId, useTracer } from "../../../src/observability";
import { OpenTelemetryTracer } from "../../../src/observability/open-telemetry";
import { memoryLog } from "../../support/memory-api";
import { writtenBy } from "../../support/memory-output";

const ROOT = "1-5759e988-bd862e3fe1be46a994272793";
const TRACE_ID = "5759e988bd862e3fe1be46a994272793";
const PARENT = "53995c3f42cd8ad8";

let collector: Collector;
let tracer: OpenTelemetryTracer;
let log: ReturnType<typeof memoryLog>;

function start(sampledShare = 1, endpoint = collector.url): void {
  log = memoryLog();
  tracer = new OpenTelemetryTracer({ endpoint, sampledShare }, log);
  useTracer(tracer);
}

/** Spans that have arrived once the tracer is closed. */
async function sent() {
  await tracer.close();
  return collector.spans;
}

const request = (header?: string) => ({ kind: "server", name: "GET /api/orders", traceHeader: header }) as const;
const query = { kind: "client", name: "SELECT" } as const;
const nothing = () => Promise.resolve();

beforeEach(async () => {
  collector = await startCollector();
  start();
});

afterEach(async () => {
  useTracer(undefined);
  await tracer.close();
  await collector.stop();
  vi.unstubAllEnvs();
});

describe("a trace", () => {
  it("has a span for the request and one for each call in it", async () => {
    await traced({ ...request(), attributes: { "http.route": "/api/orders", count: 2, share: 0.5 } }, async () => {
      await Promise.all([traced(query, nothing), traced({ ...query, name: "UPDATE" }, nothing)]);
    });
    const spans = await sent();
    const server = spans.find(({ kind }) => kind === "server")!;
    expect(server).toMatchObject({
      name: "GET /api/orders",
      parentSpanId: "",
      failed: false,
      attributes: { "http.route": "/api/orders", count: 2, share: 0.5 },
    });
    const calls = spans.filter(({ kind }) => kind === "client");
    expect(calls.map(({ name }) => name).sort()).toEqual(["SELECT", "UPDATE"]);
    for (const { traceId: id, parentSpanId } of calls)
      expect([id, parentSpanId]).toEqual([server.traceId, server.spanId]);
  });

  it("has an id that begins with the time in seconds, as X-Ray requires", async () => {
    await traced(request(), nothing);
    const [{ traceId: id } = { traceId: "" }] = await sent();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(Math.abs(parseInt(id.slice(0, 8), 16) - Date.now() / 1000)).toBeLessThan(60);
  });

  it.each([
    ["of a load balancer", `Root=${ROOT}`, ""],
    ["of a load balancer behind CloudFront", `Self=1-67891234-12456789abcdef012345678;Root=${ROOT}`, ""],
    ["of a caller with a span", `Root=${ROOT};Parent=${PARENT};Sampled=1`, PARENT],
    ["of a caller that samples without a span", `Root=${ROOT};Sampled=1`, ""],
  ])("continues that %s", async (_of, header, parentSpanId) => {
    await traced(request(header), nothing);
    expect(await sent()).toMatchObject([{ traceId: TRACE_ID, parentSpanId }]);
  });

  it.each([
    ["no header", undefined],
    ["text", "none of AWS"],
    ["an id of another length", "Root=1-5759e988-bd86"],
    ["an id of zeros", "Root=1-00000000-000000000000000000000000"],
  ])("begins with %s, under a valid id of its own", async (_of, header) => {
    await traced(request(header), nothing);
    const spans = await sent();
    expect(spans).toMatchObject([{ parentSpanId: "" }]);
    expect(spans[0]!.traceId).not.toBe(TRACE_ID);
    expect(spans[0]!.traceId).not.toMatch(/^0{8}/);
  });

  it("does not give the id of one request to the next one", async () => {
    await traced(request(`Root=${ROOT}`), nothing);
    await traced(request(), nothing);
    expect(new Set((await sent()).map(({ traceId: id }) => id)).size).toBe(2);
  });

  it("continues in a message, whose consumer X-Ray shows as a service", async () => {
    vi.stubEnv("OTEL_SERVICE_NAME", "shopflow-worker");
    start();
    let header = "";
    await traced(request(`Root=${ROOT}`), async () => {
      const message = startSpan({ kind: "producer", name: "send" });
      header = message.traceHeader!;
      message.end();
    });
    await traced({ kind: "consumer", name: "process", traceHeader: header }, () => traced(query, nothing));
    const spans = await sent();
    const [producer, consumer, call] = ["producer", "consumer", "client"].map((kind) =>
      spans.find((span) => span.kind === kind)!,
    );
    expect(spans.map(({ traceId: id }) => id)).toEqual(Array(4).fill(TRACE_ID));
    expect([consumer!.parentSpanId, call!.parentSpanId]).toEqual([producer!.spanId, consumer!.spanId]);
    expect(consumer!.attributes).toEqual({ "aws.span.kind": "LOCAL_ROOT", "aws.local.service": "shopflow-worker" });
    expect(call!.attributes).toEqual({});
  });

  it("has the process's attributes from the standard variables", async () => {
    vi.stubEnv("OTEL_SERVICE_NAME", "shopflow-api");
    vi.stubEnv("OTEL_RESOURCE_ATTRIBUTES", "cloud.platform=aws_ecs,deployment.environment.name=prod");
    start();
    await traced(request(), nothing);
    const [span] = await sent();
    expect(span!.service).toBe("shopflow-api");
    expect(span!.resource).toMatchObject({ "cloud.platform": "aws_ecs", "deployment.environment.name": "prod" });
  });
});

describe("without a request or a message", () => {
  it("calls have no span, so that an idle worker sends nothing", async () => {
    await traced(query, () => traced(query, nothing));
    const message = startSpan({ kind: "producer", name: "send" });
    message.fail("never");
    message.end();
    expect(message.traceHeader).toBeUndefined();
    expect(await sent()).toEqual([]);
  });

  it("a message continues the trace of its header", async () => {
    startSpan({ kind: "producer", name: "send", traceHeader: `Root=${ROOT};Parent=${PARENT};Sampled=1` }).end();
    expect(await sent()).toMatchObject([{ kind: "producer", traceId: TRACE_ID, parentSpanId: PARENT }]);
  });
});

describe("sampling", () => {
  it.each([
    ["no trace of a share of 0", 0, undefined, 0],
    ["every trace of a share of 1", 1, undefined, 2],
    ["what the caller samples, also of a share of 0", 0, `Root=${ROOT};Parent=${PARENT};Sampled=1`, 2],
    ["nothing that the caller does not sample", 1, `Root=${ROOT};Parent=${PARENT};Sampled=0`, 0],
    ["what a caller without a span samples", 0, `Root=${ROOT};Sampled=1`, 2],
    ["nothing that a caller without a span does not sample", 1, `Root=${ROOT};Sampled=0`, 0],
  ])("sends %s", async (_what, share, header, count) => {
    start(share);
    await traced(request(header), () => traced(query, nothing));
    expect(await sent()).toHaveLength(count);
  });

  it("decides for the whole trace: the header of a request that is not sent says so", async () => {
    start(0);
    await traced(request(`Root=${ROOT}`), async () => {
      expect(traceHeader()).toMatch(new RegExp(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=0$`));
      expect(traceId()).toBe(ROOT);
    });
  });

  it("sends about its share", async () => {
    start(0.25);
    for (let each = 0; each < 400; each += 1) await traced(request(), nothing);
    const { length } = await sent();
    expect([length > 50, length < 150]).toEqual([true, true]);
  });
});

describe("a failure", () => {
  it.each([
    ["its code", Object.assign(new Error("alice@example.com exists"), { code: "23505" }), "23505"],
    ["its name", new TypeError("alice@example.com is no number"), "TypeError"],
    ["its type", "alice@example.com", "string"],
    ["no name of nothing", undefined, "undefined"],
  ])("is in the trace by %s, and not by its message", async (_by, error, type) => {
    await expect(traced(request(), () => Promise.reject(error as Error))).rejects.toBe(error);
    const spans = await sent();
    expect(spans).toMatchObject([{ failed: true, attributes: { "error.type": type } }]);
    expect(JSON.stringify(spans)).not.toContain("alice");
  });
});

describe("a log line", () => {
  it("has the trace id of its request", async () => {
    const lines = await writtenBy(async () => {
      await traced(request(`Root=${ROOT}`), async () => createLog("dev").info("request", { status: 200 }));
      createLog("dev").error("elsewhere", {}, new Error("failed"));
    });
    expect(lines[0]).toMatchObject({ status: 200, xray_trace_id: ROOT });
    expect(lines[1]).not.toHaveProperty("xray_trace_id");
  });
});

describe("a collector that does not take spans", () => {
  let silent: Server;
  let status: number | undefined;
  let requests = 0;

  beforeEach(async () => {
    requests = 0;
    silent = createServer((incoming, response) => {
      requests += 1;
      incoming.resume();
      if (status) response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    start(1, `http://127.0.0.1:${(silent.address() as { port: number }).port}`);
  });

  afterEach(() => {
    silent.closeAllConnections();
    silent.close();
  });

  const warnings = () => log.lines.filter((line) => line.startsWith('["traces not sent"'));

  it("does not delay requests, and is logged once until it works again", async () => {
    status = 400;
    const startedAt = performance.now();
    for (let each = 0; each < 100; each += 1) await traced(request(), () => traced(query, nothing));
    // One export that a request waited for would take longer.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await expect.poll(warnings).toHaveLength(1);
    const before = requests;
    await traced(request(), nothing);
    await expect.poll(() => requests).toBeGreaterThan(before);
    status = 200;
    const failed = requests;
    await traced(request(), nothing);
    await expect.poll(() => requests).toBeGreaterThan(failed);
    expect(warnings()).toHaveLength(1);
    status = 400;
    await traced(request(), nothing);
    await expect.poll(warnings).toHaveLength(2);
  });

  it("does not hold up the end of the process for long if it hangs", async () => {
    status = undefined;
    await traced(request(), nothing);
    const startedAt = performance.now();
    await tracer.close();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(warnings()).toHaveLength(1);
  });
});

describe("the stand-in for the collector", () => {
  it("lists the spans by trace, and answers nothing else", async () => {
    await traced(request(`Root=${ROOT}`), nothing);
    await sent();
    const listed = (await (await fetch(`${collector.url}/traces`)).json()) as Record<string, unknown[]>;
    expect(Object.keys(listed)).toEqual([TRACE_ID]);
    expect((await fetch(`${collector.url}/v1/metrics`, { method: "POST" })).status).toBe(404);
  });

  it.each([
    ["a message that is cut off", Buffer.from([0x0a, 0x05, 0x00])],
    ["another format", Buffer.from("{}")],
  ])("refuses %s", (_what, body) => {
    expect(() => readSpans(body)).toThrow(RangeError);
  });
});

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startAws, type LocalAws } from "../../../local/aws/aws";
import { startIdentity, type Identity } from "../../../local/cognito/identity";
import { startCollector, type Collector } from "../../../local/collector/collector";
import type { ReceivedSpan } from "../../../local/collector/otlp";
import { freePort } from "../../../local/http/ports";
import { PolledQueue } from "../../../local/sqs/polled-queue";
import { environment } from "../../../local/world";
import { hasProgram } from "../../support/programs";
import { RedisCluster } from "../../support/redis-cluster";
import { createShopDatabase, product, type ShopDatabase } from "../../support/shop-database";
import { ContainerProcess } from "./command";

const ROOT = "1-5759e988-bd862e3fe1be46a994272793";
const TRACE_ID = ROOT.slice(2).replace("-", "");
const CUSTOMER = "alice-of-the-trace-test";
const SESSION_SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:session";
const STATE_MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:payments";
/** Time that ECS leaves a task between SIGTERM and SIGKILL, by default. */
const STOP_MILLIS = 30_000;

describe.skipIf(!hasProgram("redis-server"))("an order in a container service", () => {
  const cluster = new RedisCluster();
  let database: ShopDatabase;
  let identity: Identity;
  let aws: LocalAws;
  let collector: Collector;
  let passesHeaders: boolean;
  const processes: ContainerProcess[] = [];

  beforeAll(async () => {
    [database, identity] = await Promise.all([createShopDatabase(), startIdentity(), cluster.start()]);
    const queue = new PolledQueue();
    aws = await startAws({
      sendMessage: (body, _queueUrl, traceHeader) => queue.send(body, passesHeaders ? traceHeader : undefined),
      polledQueue: queue,
      startExecution: async () => true,
    });
    aws.secrets.set(SESSION_SECRET, randomUUID());
  });

  afterAll(async () => {
    await Promise.all([database.drop(), identity.stop(), aws.stop(), cluster.stop()]);
  });

  beforeEach(async () => {
    passesHeaders = true;
    collector = await startCollector();
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await collector.stop();
  });

  function run(command: "serve" | "work", variables: Readonly<Record<string, string>>): ContainerProcess {
    const process = new ContainerProcess(command, {
      ...environment,
      CSRF_PROTECTION: "off",
      AWS_ENDPOINT_URL: aws.url,
      DATABASE_URL: database.url,
      REDIS_URL: `redis://:${cluster.password}@127.0.0.1:${cluster.ports[0]}`,
      CACHE_CLUSTER_MODE: "enabled",
      REQUESTS_PER_MINUTE: "1000",
      IDENTITY_ISSUER: identity.issuer,
      IDENTITY_CLIENT_ID: identity.clientId,
      SESSION_CREDENTIALS_ARN: SESSION_SECRET,
      ORDERS_QUEUE_URL: `${aws.url}/123456789012/orders`,
      PAYMENTS_WORKFLOW_ARN: STATE_MACHINE,
      OTEL_SERVICE_NAME: `shop-${command}`,
      ...variables,
    });
    processes.push(process);
    return process;
  }

  /** Starts both commands and places an order; everything has ended when it returns. */
  async function order(variables: Readonly<Record<string, string>> = {}) {
    const port = await freePort();
    const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...variables };
    const [api, worker] = [run("serve", { PORT: String(port), ...tracing }), run("work", tracing)];
    await Promise.all([api.logs("serving"), worker.logs("working")]);
    const productId = await product(database.database, { name: "Kettle", priceCents: 2_500, stock: 10 });
    const startedAt = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/api/orders`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await identity.issue(CUSTOMER)}`,
        "content-type": "application/json",
        "idempotency-key": randomUUID(),
        "x-amzn-trace-id": `Root=${ROOT}`,
      },
      body: JSON.stringify({
        items: [{ productId, quantity: 1, priceCents: 2_500 }],
        redeemPoints: 0,
        paymentToken: "tok_approved",
      }),
    });
    const milliseconds = performance.now() - startedAt;
    expect(answer.status).toBe(201);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    await worker.logs("message done");
    const stoppedAt = performance.now();
    expect(await Promise.all([api.stop(), worker.stop()])).toEqual([0, 0]);
    expect(performance.now() - stoppedAt).toBeLessThan(STOP_MILLIS);
    return { api, worker, milliseconds, orderId: ((await answer.json()) as { id: string }).id };
  }

  const spanOf = (kind: ReceivedSpan["kind"]) => collector.spans.filter((span) => span.kind === kind);
  const callsBelow = ({ spanId }: ReceivedSpan) => collector.spans.filter((span) => span.parentSpanId === spanId);

  it("is one trace over API, queue and worker, which the load balancer has begun", async () => {
    const { api, worker, orderId } = await order();
    const [server] = spanOf("server");
    const [producer] = spanOf("producer");
    const [consumer] = spanOf("consumer");
    expect([spanOf("server"), spanOf("producer"), spanOf("consumer")].map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE_ID]));
    expect(server).toMatchObject({ service: "shop-serve", name: "POST /api/orders", parentSpanId: "", failed: false });
    expect(producer).toMatchObject({ service: "shop-work", parentSpanId: server!.spanId });
    expect(consumer).toMatchObject({ service: "shop-work", parentSpanId: producer!.spanId });

    const inApi = callsBelow(server!).map(({ name }) => name);
    expect(inApi).toEqual(expect.arrayContaining(["INCR", "BEGIN", "INSERT", "COMMIT"]));
    const inWorker = callsBelow(consumer!).map(({ name }) => name);
    expect(inWorker).toEqual(expect.arrayContaining(["INSERT", "DEL", "SFN.StartExecution"]));
    const execution = aws.calls.find(({ operation }) => operation === "AWSStepFunctions.StartExecution")!;
    expect(execution.input).toMatchObject({
      name: orderId,
      traceHeader: `Root=${ROOT};Parent=${consumer!.spanId};Sampled=1`,
    });

    for (const [process, message] of [
      [api, "request"],
      [worker, "message done"],
    ] as const) {
      expect(process.log.find((line) => line["message"] === message)).toMatchObject({ xray_trace_id: ROOT });
    }
  });

  it("has statements, commands and operations in its trace, but nothing of the customer", async () => {
    const { orderId } = await order();
    const text = JSON.stringify(collector.spans);
    expect(text).toContain("INSERT INTO order_requests");
    for (const secret of [CUSTOMER, "tok_approved", orderId, "v1:", cluster.password, "postgres:postgres@"]) {
      expect(text).not.toContain(secret);
    }
  });

  it("is two traces if the queue does not pass on the header", async () => {
    passesHeaders = false;
    await order();
    const [server] = spanOf("server");
    const [consumer] = spanOf("consumer");
    expect(server!.traceId).toBe(TRACE_ID);
    expect([consumer!.traceId === TRACE_ID, consumer!.parentSpanId]).toEqual([false, ""]);
  });

  it("has no trace, at the API or at the worker, if the share is 0", async () => {
    await order({ OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" });
    expect(collector.spans).toEqual([]);
  });

  it("has no trace without a collector, and its log lines no trace id", async () => {
    const { api } = await order({ OTEL_EXPORTER_OTLP_ENDPOINT: "" });
    expect(collector.spans).toEqual([]);
    expect(api.log.find((line) => line["message"] === "request")).not.toHaveProperty("xray_trace_id");
  });

  it("is placed and processed while the collector is away or hangs, which each process logs once", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const hanging = `http://127.0.0.1:${(silent.address() as { port: number }).port}`;
    for (const endpoint of [`http://127.0.0.1:${await freePort()}`, hanging]) {
      const { api, worker, milliseconds } = await order({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
      // An export that the request waited for would take as long.
      expect(milliseconds).toBeLessThan(3_000);
      for (const { log } of [api, worker]) {
        expect(log.filter((line) => line["message"] === "traces not sent")).toHaveLength(1);
      }
    }
    silent.closeAllConnections();
    silent.close();
    await vi.waitFor(() => expect(silent.listening).toBe(false));
  });
});

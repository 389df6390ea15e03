import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startAws, type LocalAws } from "../../../local/aws/aws";
import { startCollector, type Collector } from "../../../local/collector/collector";
import { PolledQueue } from "../../../local/sqs/polled-queue";
import { SqsOrderQueue, SqsReceiver } from "../../../src/adapters/queue";
import { secretsManagerSecret } from "../../../src/adapters/secrets";
import { StepFunctionsPaymentWorkflow } from "../../../src/adapters/workflow";
import type { OrderMessage } from "../../../src/domain/model";
import { traced, traceHeader, useTracer } from "../../../src/observability";
import { OpenTelemetryTracer } from "../../../src/observability/open-telemetry";
import { memoryLog } from "../../support/memory-api";

const SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:traced";
const STATE_MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:payments";
const CAUSE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

let aws: LocalAws;
let collector: Collector;
let startExecution: () => Promise<boolean>;

beforeAll(async () => {
  const queue = new PolledQueue();
  aws = await startAws({
    sendMessage: (body, _queueUrl, header) => queue.send(body, header),
    polledQueue: queue,
    startExecution: () => startExecution(),
  });
  aws.secrets.set(SECRET, "text");
  vi.stubEnv("AWS_ENDPOINT_URL", aws.url);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});

afterAll(async () => {
  await aws.stop();
  vi.unstubAllEnvs();
});

/** Does the work in a request, and returns the spans of its calls. */
async function callsOf(work: () => Promise<unknown>) {
  collector = await startCollector();
  const tracer = new OpenTelemetryTracer({ endpoint: collector.url, sampledShare: 1 }, memoryLog());
  useTracer(tracer);
  await traced({ kind: "server", name: "request" }, work).catch(() => undefined);
  useTracer(undefined);
  await tracer.close();
  await collector.stop();
  return collector.spans.filter(({ kind }) => kind !== "server");
}

const message = (n: number, header?: string): OrderMessage => ({
  id: `0198c5a0-0000-7000-8000-00000000040${n}`,
  type: "order.placed",
  orderId: "0198c5a0-0000-7000-8000-000000000401",
  customerId: "alice",
  productIds: [],
  occurredAt: "2026-01-02T03:04:05.000Z",
  traceHeader: header,
});

describe("a call of AWS in a request", () => {
  it("has a span by service and operation, but not when a secret is cached", async () => {
    const secret = secretsManagerSecret(SECRET);
    expect(await callsOf(() => secret.read())).toMatchObject([
      {
        kind: "client",
        name: "SecretsManager.GetSecretValue",
        failed: false,
        attributes: { "rpc.system": "aws-api", "rpc.service": "SecretsManager", "rpc.method": "GetSecretValue" },
      },
    ]);
    expect(await callsOf(() => secret.read())).toEqual([]);
  });

  it("passes the trace on to a state machine, and shows its failure", async () => {
    const workflow = new StepFunctionsPaymentWorkflow(STATE_MACHINE);
    let header: string | undefined;
    startExecution = async () => true;
    const calls = await callsOf(() => {
      header = traceHeader();
      return workflow.start("order-1");
    });
    expect(calls).toMatchObject([{ name: "SFN.StartExecution", failed: false }]);
    expect(aws.calls.at(-1)!.input).toMatchObject({ traceHeader: header });
    startExecution = () => Promise.reject(new Error("away"));
    expect(await callsOf(() => workflow.start("order-2"))).toMatchObject([
      { name: "SFN.StartExecution", failed: true },
    ]);
  });

  it("has no trace header without a tracer", async () => {
    startExecution = async () => true;
    await new StepFunctionsPaymentWorkflow(STATE_MACHINE).start("order-3");
    expect(aws.calls.at(-1)!.input).not.toHaveProperty("traceHeader");
  });
});

describe("messages of one batch", () => {
  const queue = () => new SqsOrderQueue(`${aws.url}/123456789012/orders`, () => undefined);

  /** Trace header and body of the messages in the queue. */
  async function received(): Promise<[string | undefined, string][]> {
    const records: [string | undefined, string][] = [];
    const receiver = new SqsReceiver(`${aws.url}/123456789012/orders`);
    await receiver.deliver(async ({ Records }) => {
      records.push(...Records.map(({ attributes, body }) => [attributes.AWSTraceHeader, body] as [string, string]));
      return { batchItemFailures: [] };
    }, AbortSignal.timeout(60_000));
    return records;
  }

  it("continue the traces that caused them, beside their bodies", async () => {
    const other = CAUSE.replace("5759e988", "5759e999");
    const spans = await callsOf(() => queue().send([message(1, CAUSE), message(2, other)]));
    expect(spans.map(({ kind, traceId }) => [kind, traceId.slice(0, 8)])).toEqual([
      ["producer", "5759e988"],
      ["producer", "5759e999"],
    ]);
    const messages = await received();
    expect(messages.map(([header]) => header)).toEqual([
      CAUSE.replace("53995c3f42cd8ad8", spans[0]!.spanId),
      other.replace("53995c3f42cd8ad8", spans[1]!.spanId),
    ]);
    for (const [, body] of messages) expect(Object.keys(JSON.parse(body) as object)).not.toContain("traceHeader");
  });

  it("pass on their trace headers without a tracer", async () => {
    await queue().send([message(3, CAUSE), message(4)]);
    expect((await received()).map(([header]) => header)).toEqual([CAUSE, undefined]);
  });

  it("have failed if the queue does not accept them", async () => {
    const unreachable = new SqsOrderQueue("http://127.0.0.1:1/123456789012/orders", () => undefined);
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    const spans = await callsOf(() => unreachable.send([message(5, CAUSE)]));
    vi.stubEnv("AWS_ENDPOINT_URL", aws.url);
    expect(spans).toMatchObject([{ kind: "producer", failed: true, attributes: { "error.type": "ECONNREFUSED" } }]);
  });
});

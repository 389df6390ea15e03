import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMoto, type MotoServer } from "../support/moto-server";
import { hasProgram } from "../support/programs";
import type { ExecutionEnvironment } from "./support/environment";
import { eventually } from "./support/eventually";
import { measured, timesOfLoad } from "./support/measurements";
import { percentile } from "./support/statistics";
import { uncachedList } from "./support/requests";
import { startServiceWorld, type ServiceWorld } from "./support/service-world";

/** Time that ECS leaves a task between SIGTERM and SIGKILL. */
const STOP_MS = 30_000;

let world: ServiceWorld;

beforeAll(async () => {
  world = await startServiceWorld();
});

afterAll(() => world.stop());

async function stop(process: ExecutionEnvironment): Promise<number> {
  const startedAt = performance.now();
  await process.signal("SIGTERM");
  await process.exited();
  return performance.now() - startedAt;
}

const isReady = (process: ExecutionEnvironment, line: string) =>
  eventually(`"${line}" is logged`, () => process.hasExited || process.log.includes(line));

describe("The command serve", () => {
  test("answers the request under way after SIGTERM, closes its connections and ends with status 0", async () => {
    const [process] = world.environments("api");
    expect((await world.request("GET", uncachedList)).status).toBe(200);
    const abandonedBefore = await world.database.abandonedSessions();
    // A request whose end has not arrived is under way.
    const socket = connect(Number(new URL(world.url).port), "127.0.0.1");
    socket.write("GET /health HTTP/1.1\r\nhost: shop\r\n");
    await once(socket, "connect");
    await process!.signal("SIGTERM");
    await eventually("the server stops", () => process!.log.includes('"stopping"'));
    const answer = once(socket, "data");
    // As a load balancer asks, without the secret of CloudFront.
    socket.write("\r\n");
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 200 OK[^]*connection: close/i);
    const startedAt = performance.now();
    await process!.exited();
    expect(process!.exitCode).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(STOP_MS);
    expect((await world.database.abandonedSessions()) - abandonedBefore).toBe(0);
    await world.end("api");
    await world.scale("api", 1);
  });

  test("answers many customers at once in a small multiple of a health check", { timeout: 180_000 }, async () => {
    for (let each = 0; each < 10; each += 1) await world.addProduct({ priceCents: 1000, stock: 10 });
    const headers = { "x-origin-secret": world.aws.secret("origin") };
    await timesOfLoad(`${world.url}/health`, 400, { headers });
    const baseline = percentile(await timesOfLoad(`${world.url}/health`, 1_500, { headers }), 0.95);
    const list = await timesOfLoad(world.url + uncachedList, 1_500, { headers });
    const p95 = percentile(list, 0.95);
    measured(
      "containers",
      `serve, list p50 ${percentile(list, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; health check p95 ${baseline.toFixed(1)} ms`,
    );
    expect(p95 < 20 || p95 / baseline < 3, `p95 ${p95} ms, health check ${baseline} ms`).toBe(true);
  });

  test.each(["serve", "work", "migrate"] as const)(
    "of %s: ends with one line that names all that is missing",
    async (command) => {
      const process = world.run(command, { ENVIRONMENT: "", DATABASE_ENDPOINT: "", DATABASE_NAME: "" });
      await process.exited();
      expect(process.exitCode).toBe(1);
      expect(process.log.match(/ENVIRONMENT: |DATABASE_ENDPOINT is not set|DATABASE_NAME is not set/g)).toHaveLength(3);
    },
  );
});

describe.skipIf(!hasProgram("moto_server"))("The command work", () => {
  let moto: MotoServer;
  let queueUrl: string;
  let sqs: SQSClient;

  beforeAll(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    sqs = new SQSClient({ endpoint: moto.url, region: "eu-central-1", credentials });
    queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "orders" }))).QueueUrl!;
  });

  afterAll(() => moto.stop());

  test("carries an order from the outbox through the queue to its payment, and ends on SIGTERM", async () => {
    const customer = await world.customer();
    const productId = await world.addProduct({ priceCents: 1250, stock: 10 });
    const items = [{ productId, quantity: 1, priceCents: 1250 }];
    const order = { items, redeemPoints: 0, paymentToken: "tok_approved" };
    const { json } = await world.placeOrder(customer, order, "worked");
    const worker = world.run("work", { ORDERS_QUEUE_URL: queueUrl, AWS_ENDPOINT_URL_SQS: moto.url });
    await eventually("the payment begins", () => worker.hasExited || world.aws.executions.includes(json.id));
    expect(world.aws.executions, worker.log).toContain(json.id);
    await eventually("the message is deleted", async () => {
      const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...AttributeNames] });
      const { Attributes } = await sqs.send(command);
      return Object.values(Attributes!).every((count) => count === "0");
    });
    const milliseconds = await stop(worker);
    measured("containers", `work ended ${milliseconds.toFixed(0)} ms after SIGTERM`);
    expect(worker.exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(STOP_MS);
  });
});

describe.skipIf(!hasProgram("moto_server"))("The command work without a state machine", () => {
  test("pays and cancels orders itself, once, also if it is killed in between", { timeout: 180_000 }, async () => {
    const moto = await startMoto();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const sqs = new SQSClient({ endpoint: moto.url, region: "eu-central-1", credentials });
    const Attributes = { VisibilityTimeout: "2" };
    const queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "payments", Attributes }))).QueueUrl!;
    const variables = { PAYMENTS_WORKFLOW_ARN: "", ORDERS_QUEUE_URL: queueUrl, AWS_ENDPOINT_URL_SQS: moto.url };
    const customer = await world.customer();
    const items = [
      { productId: await world.addProduct({ priceCents: 1250, stock: 10 }), quantity: 1, priceCents: 1250 },
    ];
    const place = async (paymentToken: string) =>
      (await world.placeOrder(customer, { items, redeemPoints: 0, paymentToken }, paymentToken)).json.id as string;
    const [approved, declined] = [await place("tok_approved"), await place("tok_declined")];
    const killed = world.run("work", variables);
    await isReady(killed, '"working"');
    await killed.signal("SIGKILL");
    await killed.exited();
    const worker = world.run("work", variables);
    const status = async (id: string) =>
      (await world.request("GET", `/api/orders/${id}`, { token: customer.token })).json.status as string;
    await eventually("the orders end", async () => worker.hasExited || !(await status(declined)).startsWith("placed"));
    await eventually("the orders end", async () => worker.hasExited || (await status(approved)) === "paid");
    expect([await status(approved), await status(declined)], worker.log).toEqual(["paid", "cancelled"]);
    await stop(worker);
    await moto.stop();
  });
});

describe("The command migrate", () => {
  test("migrates and ends with status 0, or with 1 when the database does not answer", async () => {
    const done = world.run("migrate");
    await isReady(done, '"migrated"');
    await done.exited();
    expect([done.exitCode, done.log]).toEqual([0, expect.stringContaining('"applied":0')]);
    const failed = world.run("migrate", { DATABASE_ENDPOINT: "127.0.53.33" });
    await failed.exited();
    expect([failed.exitCode, failed.log]).toEqual([1, expect.stringContaining("database is unavailable")]);
  });
});

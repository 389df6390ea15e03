import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readParameters } from "../../../src/adapters/parameters";
import { SqsOrderQueue } from "../../../src/adapters/queue";
import { secretsManagerSecret } from "../../../src/adapters/secrets";
import { StepFunctionsPaymentWorkflow } from "../../../src/adapters/workflow";

/** Accepts connections and never answers. */
let silent: Server;
const sockets = new Set<Socket>();

beforeAll(async () => {
  silent = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});

afterAll(() => {
  vi.unstubAllEnvs();
  sockets.forEach((socket) => socket.destroy());
  silent.close();
});

const message = {
  id: "0198c5a0-0000-7000-8000-000000000401",
  type: "order.placed",
  orderId: "0198c5a0-0000-7000-8000-000000000401",
  customerId: "alice",
  productIds: [],
  occurredAt: "2026-01-02T03:04:05.000Z",
} as const;

describe("an AWS service that accepts connections and never answers", () => {
  it.each([
    ["the parameters", "configuration", () => readParameters("/groundplan/test")],
    ["a secret", "configuration", () => secretsManagerSecret("arn:aws:secretsmanager:us-east-1:1:secret:s").read()],
    [
      "the queue",
      "queue",
      () => new SqsOrderQueue(`${process.env["AWS_ENDPOINT_URL"]}/1/orders`, () => undefined).send([message]),
    ],
    ["the workflow", "workflow", () => new StepFunctionsPaymentWorkflow("arn:aws:states:us-east-1:1:s").start("o")],
  ])("fails the call for %s after its timeouts", { concurrent: true }, async (_of, backend, call) => {
    const startedAt = performance.now();
    await expect(call()).rejects.toMatchObject({ name: "TemporarilyUnavailable", backend });
    expect(performance.now() - startedAt).toBeGreaterThan(4_000);
  });

  // Counted instead of timed: an upper limit of the time would measure how busy the machine is.
  it("receives two attempts of each call", () => {
    expect(sockets.size).toBe(8);
  });
});

import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parameterNames, paymentWorkflow } from "../../../contract";
import { readParameters } from "../../../src/adapters/parameters";
import { SqsOrderQueue } from "../../../src/adapters/queue";
import { secretsManagerSecret } from "../../../src/adapters/secrets";
import { StepFunctionsPaymentWorkflow } from "../../../src/adapters/workflow";
import type { OrderMessage } from "../../../src/domain/model";
import { startMoto, type MotoServer } from "../../support/moto-server";
import { hasProgram } from "../../support/programs";

let moto: MotoServer;

const id = (n: number) => `0198c5a0-0000-7000-8000-0000000004${String(n).padStart(2, "0")}`;

const message = (n: number): OrderMessage => ({
  id: id(n),
  type: "order.placed",
  orderId: id(n),
  customerId: "alice",
  productIds: [id(99)],
  occurredAt: "2026-01-02T03:04:05.000Z",
});

describe.skipIf(!hasProgram("moto_server"))("on the AWS APIs", () => {
  beforeAll(async () => {
    moto = await startMoto();
    vi.stubEnv("AWS_ENDPOINT_URL", moto.url);
    vi.stubEnv("AWS_REGION", "us-east-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  }, 90_000);

  afterAll(async () => {
    await moto.stop();
    vi.unstubAllEnvs();
  });

  describe("the parameters", () => {
    it("are all read, over several pages, by their names below the path", async () => {
      const ssm = new SSMClient();
      for (const name of parameterNames) {
        const Name = `/groundplan/test/${name}`;
        await ssm.send(new PutParameterCommand({ Name, Value: `value of ${name}`, Type: "String" }));
      }
      await ssm.send(new PutParameterCommand({ Name: "/groundplan/other/cache/port", Value: "1", Type: "String" }));
      const found = await readParameters("/groundplan/test");
      expect(Object.keys(found).sort()).toEqual([...parameterNames].sort());
      expect(found["cache/port"]).toBe("value of cache/port");
    });

    it("of a path that has none are none", async () => {
      expect(await readParameters("/groundplan/nothing")).toEqual({});
    });
  });

  describe("a secret", () => {
    it("is cached after the first read, and replaced when it is read again after a rotation", async () => {
      const client = new SecretsManagerClient();
      const created = await client.send(new CreateSecretCommand({ Name: "rotated", SecretString: "old" }));
      const secret = secretsManagerSecret(created.ARN!);
      expect(await secret.read()).toBe("old");
      expect(await secret.readPrevious()).toBeUndefined();
      await client.send(new PutSecretValueCommand({ SecretId: "rotated", SecretString: "new" }));
      expect(await secret.read()).toBe("old");
      expect(await secret.readAgain()).toBe("new");
      expect(await secret.read()).toBe("new");
      expect(await secretsManagerSecret(created.ARN!).readPrevious()).toBe("old");
      expect(await secret.read()).toBe("new");
    });

    it("that does not exist is temporarily unavailable", async () => {
      const secret = secretsManagerSecret("arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf");
      await expect(secret.read()).rejects.toMatchObject({ name: "TemporarilyUnavailable" });
    });
  });

  describe("the queue", () => {
    const unexpected = (error: unknown) => {
      throw error;
    };

    it("accepts more messages than fit in one call, and returns their ids", async () => {
      const sqs = new SQSClient();
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
      const messages = Array.from({ length: 23 }, (_, n) => message(n));
      expect(await new SqsOrderQueue(QueueUrl!, unexpected).send(messages)).toEqual(messages.map((each) => each.id));
      const received: unknown[] = [];
      for (let call = 0; call < 10 && received.length < 23; call += 1) {
        const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        received.push(...(Messages ?? []).map(({ Body }) => JSON.parse(Body!) as unknown));
      }
      expect(received).toHaveLength(23);
      expect(received).toContainEqual(message(22));
    });

    it("that does not exist is unavailable", async () => {
      const queue = new SqsOrderQueue(`${moto.url}/123456789012/none`, unexpected);
      await expect(queue.send([message(1)])).rejects.toMatchObject({
        name: "TemporarilyUnavailable",
        backend: "queue",
      });
    });
  });

  describe("the payment workflow", () => {
    it("is started once for each order, under the order's id", async () => {
      const sfn = new SFNClient();
      const { stateMachineArn } = await sfn.send(
        new CreateStateMachineCommand({
          name: "payments",
          definition: paymentWorkflow("arn:aws:lambda:us-east-1:123456789012:function:payment"),
          roleArn: "arn:aws:iam::123456789012:role/payments",
        }),
      );
      const workflow = new StepFunctionsPaymentWorkflow(stateMachineArn!);
      await workflow.start(id(1));
      await workflow.start(id(1));
      const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
      expect(executions!.map(({ name }) => name)).toEqual([id(1)]);
      const { executionArn } = executions![0]!;
      expect((await sfn.send(new DescribeExecutionCommand({ executionArn }))).input).toBe(`{"orderId":"${id(1)}"}`);
    });

    it("lists the orders whose executions started since a moment", async () => {
      const sfn = new SFNClient();
      const { stateMachineArn } = await sfn.send(
        new CreateStateMachineCommand({
          name: "listed-payments",
          definition: paymentWorkflow("arn:aws:lambda:us-east-1:123456789012:function:payment"),
          roleArn: "arn:aws:iam::123456789012:role/payments",
        }),
      );
      const workflow = new StepFunctionsPaymentWorkflow(stateMachineArn!);
      for (const order of [1, 2]) await workflow.start(id(order));
      expect([...(await workflow.startedSince(new Date(Date.now() - 3_600_000)))].sort()).toEqual([id(1), id(2)]);
      expect(await workflow.startedSince(new Date(Date.now() + 3_600_000))).toEqual([]);
    });

    it("that does not exist is unavailable", async () => {
      const workflow = new StepFunctionsPaymentWorkflow("arn:aws:states:us-east-1:123456789012:stateMachine:none");
      await expect(workflow.start(id(1))).rejects.toMatchObject({
        name: "TemporarilyUnavailable",
        backend: "workflow",
      });
    });
  });
});

import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  paginateGetParametersByPath,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startAws, type LocalAws } from "../../../local/aws/aws";
import { PolledQueue } from "../../../local/sqs/polled-queue";

const ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:session";
const QUEUE_URL = "http://127.0.0.1/123456789012/orders";

let aws: LocalAws;
let sent: string[];
let sendMessage: (body: string) => Promise<string>;
const executions = new Set<string>();

beforeAll(async () => {
  aws = await startAws({
    sendMessage: (body) => sendMessage(body),
    startExecution: async (name) => !executions.has(name) && executions.add(name).has(name),
  });
});

beforeEach(() => {
  sent = [];
  sendMessage = async (body) => `message-${sent.push(body)}`;
});

afterAll(() => aws.stop());

/** Configuration of the SDK's clients. */
const client = () => ({
  endpoint: aws.url,
  region: "eu-central-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});

describe("SSM", () => {
  it("returns parameters page by page", async () => {
    for (let index = 0; index < 23; index += 1) aws.parameters.set(`/shop/a/${index}`, `value ${index}`);
    aws.parameters.set("/shop/ab", "of another path");
    const pages: number[] = [];
    const ssm = new SSMClient(client());
    for await (const page of paginateGetParametersByPath({ client: ssm }, { Path: "/shop/a", Recursive: true })) {
      pages.push(page.Parameters?.length ?? 0);
    }
    expect(pages).toEqual([10, 10, 3]);
    const [first] = (await ssm.send(new GetParametersByPathCommand({ Path: "/shop/a" }))).Parameters ?? [];
    expect(first).toMatchObject({ Name: "/shop/a/0", Value: "value 0" });
  });

  it("returns one parameter, and an error for a missing one", async () => {
    const ssm = new SSMClient(client());
    aws.parameters.set("/shop/one", "1");
    expect((await ssm.send(new GetParameterCommand({ Name: "/shop/one" }))).Parameter?.Value).toBe("1");
    await expect(ssm.send(new GetParameterCommand({ Name: "/shop/two" }))).rejects.toMatchObject({
      name: "ParameterNotFound",
    });
  });
});

describe("Secrets Manager", () => {
  it("returns a secret's current or previous version, and counts calls", async () => {
    const secrets = new SecretsManagerClient(client());
    const read = async (VersionStage?: string) =>
      (await secrets.send(new GetSecretValueCommand({ SecretId: ARN, VersionStage }))).SecretString;
    await expect(read()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    aws.secrets.set(ARN, "before");
    expect(await read()).toBe("before");
    await expect(read("AWSPREVIOUS")).rejects.toThrow("can't find");
    aws.secrets.set(ARN, "after");
    expect(await read()).toBe("after");
    expect(await read("AWSPREVIOUS")).toBe("before");
    expect(aws.count("secretsmanager.GetSecretValue", ARN)).toBe(5);
    expect(aws.count("secretsmanager.GetSecretValue", "another")).toBe(0);
  });
});

describe("SQS", () => {
  it("accepts messages one by one and in batches", async () => {
    const sqs = new SQSClient(client());
    const one = await sqs.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "ä" }));
    expect(one.MessageId).toBe("message-1");
    const entries = ["b", "c"].map((body) => ({ Id: `id-${body}`, MessageBody: body }));
    const batch = await sqs.send(new SendMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries: entries }));
    expect(batch.Successful?.map(({ Id }) => Id)).toEqual(["id-b", "id-c"]);
    expect(sent).toEqual(["ä", "b", "c"]);
  });

  it("lets consumers poll a queue and delete what they received", async () => {
    const queue = new PolledQueue({ visibilityTimeoutMillis: 0 });
    const polled = await startAws({
      sendMessage: (body) => queue.send(body),
      polledQueue: queue,
      startExecution: async () => true,
    });
    const sqs = new SQSClient({ ...client(), endpoint: polled.url });
    const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl: QUEUE_URL }))).Messages;
    await sqs.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "ä" }));
    const [message] = (await receive())!;
    expect(message).toMatchObject({ Body: "ä", Attributes: { ApproximateReceiveCount: "1" } });
    const Entries = [{ Id: "0", ReceiptHandle: message!.ReceiptHandle }];
    const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries }));
    expect(deleted.Successful).toEqual([{ Id: "0" }]);
    expect(await receive()).toBeUndefined();
    await polled.stop();
  });

  it("has no messages to receive without such a queue", async () => {
    const sqs = new SQSClient(client());
    const receiving = sqs.send(new ReceiveMessageCommand({ QueueUrl: QUEUE_URL }));
    await expect(receiving).rejects.toMatchObject({ name: "UnknownOperationException" });
  });

  it("fails as a service does when its backend fails", async () => {
    sendMessage = async () => Promise.reject(new Error("down"));
    const sqs = new SQSClient(client());
    const failing = sqs.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "a" }));
    await expect(failing).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});

describe("Step Functions", () => {
  it("starts an execution once for each name", async () => {
    const sfn = new SFNClient(client());
    const stateMachineArn = "arn:aws:states:eu-central-1:123456789012:stateMachine:payment";
    const start = () => sfn.send(new StartExecutionCommand({ stateMachineArn, name: "order-1", input: "{}" }));
    expect((await start()).executionArn).toBe("arn:aws:states:eu-central-1:123456789012:execution:payment:order-1");
    await expect(start()).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  });
});

it("knows no other operations", async () => {
  const response = await fetch(aws.url, {
    method: "POST",
    headers: { "x-amz-target": "DynamoDB.GetItem" },
    body: "{}",
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    { __type: "UnknownOperationException", message: "DynamoDB.GetItem" },
  ]);
});

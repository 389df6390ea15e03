import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Message } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import { setTimeout as pause } from "node:timers/promises";
import type { LocalAws } from "./aws";
import type { Invoke } from "../lambda/invocation";
import { RepeatedFailure } from "../repeated-failure";

/** An emulator of the AWS APIs, such as moto, which replaces the stand-in for configuration and the order queue. */
export interface Emulator {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /**
   * Delivers the queue's messages to the consumer from now on.
   * @returns a function that ends the delivery.
   */
  deliverTo(consumer: Invoke): () => Promise<void>;
}

const QUEUE_NAME = "groundplan-local-orders";

const RETRY_MILLIS = 1000;

/**
 * Copies the stand-in's parameters and secrets to the emulator and creates the queue there.
 *
 * @param queueUrlParameter - full name of the parameter for the queue's URL.
 */
export async function connectEmulator(url: string, local: LocalAws, queueUrlParameter: string): Promise<Emulator> {
  const client = {
    endpoint: url,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const sqs = new SQSClient(client);
  const { QueueUrl: queueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE_NAME }));
  const secretArns = await publishSecrets(new SecretsManagerClient(client), local.secrets);
  const ssm = new SSMClient(client);
  for (const [name, value] of local.parameters) {
    const publishedValue = name === queueUrlParameter ? queueUrl : (secretArns.get(value) ?? value);
    await ssm.send(new PutParameterCommand({ Name: name, Value: publishedValue, Type: "String", Overwrite: true }));
  }
  return {
    url,
    deliverTo(consumer) {
      const polling = new AbortController();
      const polls = poll(sqs, queueUrl, consumer, polling.signal);
      return async () => {
        polling.abort();
        await polls;
      };
    },
  };
}

/** @returns the emulator's ARNs by those of the stand-in: each creates its ARNs itself. */
async function publishSecrets(
  client: SecretsManagerClient,
  secrets: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const arns = new Map<string, string>();
  for (const [arn, text] of secrets) {
    const name = `groundplan-local-${arn.split(":").at(-1)}`;
    const { ARN = name } = await client
      .send(new CreateSecretCommand({ Name: name, SecretString: text }))
      .catch(() => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text })));
    arns.set(arn, ARN);
  }
  return arns;
}

async function poll(sqs: SQSClient, queueUrl: string, consumer: Invoke, signal: AbortSignal): Promise<void> {
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
  const failure = new RepeatedFailure("Reading the order queue failed and is retried");
  while (!signal.aborted) {
    try {
      const { Messages: messages = [] } = await sqs.send(receive);
      for (const ReceiptHandle of await deliver(messages, consumer)) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
      failure.passed();
    } catch (error) {
      failure.report(error);
      await pause(RETRY_MILLIS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Receipt handles of the messages that succeeded; the others become visible again. */
async function deliver(messages: readonly Message[], consumer: Invoke): Promise<(string | undefined)[]> {
  if (messages.length === 0) return [];
  const Records = messages.map(({ MessageId, ReceiptHandle, Body }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    eventSource: "aws:sqs",
  }));
  const answer = (await consumer({ Records })) as SQSBatchResponse | null;
  const failedIds = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return messages.filter(({ MessageId }) => !failedIds.has(MessageId ?? "")).map(({ ReceiptHandle }) => ReceiptHandle);
}

import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { TemporarilyUnavailable } from "../../domain/errors";
import { awsClient } from "../aws-client";

/** Longest wait that SQS offers for a message. */
const WAIT_SECONDS = 20;

/** Limit of SQS for one call. */
const BATCH_SIZE = 10;

/** Receives messages as Lambda's event source mapping does. The SDK is loaded at the first call. */
export class SqsReceiver {
  #client: SQSClient | undefined;
  readonly #queueUrl: string;

  constructor(queueUrl: string) {
    this.#queueUrl = queueUrl;
  }

  /**
   * Waits for messages, passes them to the consumer and deletes those that it does not report as failed. SQS delivers
   * the others again.
   *
   * @param signal - ends the wait; messages that were received are processed.
   */
  async deliver(consume: (event: SQSEvent) => Promise<SQSBatchResponse>, signal: AbortSignal): Promise<void> {
    const messages = await this.#receive(signal);
    if (messages.length === 0) return;
    const { batchItemFailures } = await consume({ Records: messages.map(toRecord) });
    const failedIds = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    await this.#delete(messages.filter(({ MessageId }) => !failedIds.has(MessageId!)));
  }

  async #receive(signal: AbortSignal): Promise<readonly Message[]> {
    const { ReceiveMessageCommand, SQSClient } = await import("../aws-clients/sqs");
    this.#client ??= new SQSClient({
      ...awsClient,
      requestHandler: { ...awsClient.requestHandler, requestTimeout: (WAIT_SECONDS + 5) * 1000 },
    });
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#queueUrl,
      MaxNumberOfMessages: BATCH_SIZE,
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp", "AWSTraceHeader"],
    });
    const answer = await this.#client.send(command, { abortSignal: signal }).catch((error: unknown) => {
      if (signal.aborted) return {};
      throw new TemporarilyUnavailable("queue", { cause: error });
    });
    return ("Messages" in answer && answer.Messages) || [];
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const { DeleteMessageBatchCommand } = await import("../aws-clients/sqs");
    const Entries = messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    await this.#client!.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }));
  }
}

function toRecord({ MessageId, ReceiptHandle, Body, Attributes }: Message): SQSRecord {
  return {
    messageId: MessageId!,
    receiptHandle: ReceiptHandle!,
    body: Body!,
    attributes: Attributes as unknown as SQSRecord["attributes"],
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "",
    awsRegion: "",
  };
}

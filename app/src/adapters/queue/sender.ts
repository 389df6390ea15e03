import type { SendMessageBatchCommandOutput, SendMessageBatchRequestEntry, SQSClient } from "@aws-sdk/client-sqs";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { OrderMessage } from "../../domain/model";
import type { OrderQueue } from "../../domain/ports";
import { callOf, failureType, startSpan, type Span } from "../../observability";
import { awsClient } from "../aws-client";

/** Limit of SQS for one call. */
const BATCH_SIZE = 10;

/** The order queue in SQS. The SDK is loaded at the first message. */
export class SqsOrderQueue implements OrderQueue {
  #client: SQSClient | undefined;
  readonly #queueUrl: string;
  readonly #onFailure: (error: unknown) => void;

  /** @param onFailure - called with the reason if some of the messages were not accepted. */
  constructor(queueUrl: string, onFailure: (error: unknown) => void) {
    this.#queueUrl = queueUrl;
    this.#onFailure = onFailure;
  }

  async send(messages: readonly OrderMessage[]): Promise<readonly string[]> {
    const acceptedIds: string[] = [];
    for (let start = 0; start < messages.length; start += BATCH_SIZE) {
      try {
        acceptedIds.push(...(await this.#sendBatch(messages.slice(start, start + BATCH_SIZE))));
      } catch (error) {
        // Accepted messages are not sent twice; the others wait for the next run.
        if (acceptedIds.length === 0) throw new TemporarilyUnavailable("queue", { cause: error });
        this.#onFailure(error);
        return acceptedIds;
      }
    }
    return acceptedIds;
  }

  async #sendBatch(messages: readonly OrderMessage[]): Promise<readonly string[]> {
    const { SQSClient, SendMessageBatchCommand } = await import("../aws-clients/sqs");
    this.#client ??= new SQSClient(awsClient);
    const client = this.#client;
    const answer = await withSpans(messages, (Entries) =>
      client.send(new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries })),
    );
    const refusals = (answer.Failed ?? []).map(({ Id, Code }) => `${Id}: ${Code}`);
    if (refusals.length > 0) this.#onFailure(new Error(`The queue refused messages. ${refusals.join(", ")}`));
    return (answer.Successful ?? []).flatMap((entry) => entry.Id ?? []);
  }
}

/** Sends the messages as parts of the traces that caused them; SQS passes the trace headers on. */
async function withSpans(
  messages: readonly OrderMessage[],
  send: (entries: SendMessageBatchRequestEntry[]) => Promise<SendMessageBatchCommandOutput>,
): Promise<SendMessageBatchCommandOutput> {
  const spans = new Map(messages.map((message) => [message.id, spanOf(message)]));
  const failAll = (type: string) => spans.forEach((span) => span.fail(type));
  try {
    const answer = await send(messages.map((message) => entryOf(message, spans.get(message.id)!)));
    for (const { Id, Code } of answer.Failed ?? []) spans.get(Id!)?.fail(String(Code));
    return answer;
  } catch (error) {
    failAll(failureType(error));
    throw error;
  } finally {
    spans.forEach((span) => span.end());
  }
}

function spanOf({ id, traceHeader }: OrderMessage): Span {
  const attributes = {
    ...callOf("SQS", "SendMessageBatch"),
    "messaging.system": "aws_sqs",
    "messaging.message.id": id,
  };
  return startSpan({ kind: "producer", name: "send order message", attributes, traceHeader });
}

function entryOf({ traceHeader, ...body }: OrderMessage, span: Span): SendMessageBatchRequestEntry {
  const StringValue = span.traceHeader ?? traceHeader;
  const attributes = StringValue && { AWSTraceHeader: { DataType: "String", StringValue } };
  return { Id: body.id, MessageBody: JSON.stringify(body), ...(attributes && { MessageSystemAttributes: attributes }) };
}

import type { SQSClient } from "@aws-sdk/client-sqs";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { OrderMessage } from "../../domain/model";
import type { OrderQueue } from "../../domain/ports";
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
    const entries = messages.map((message) => ({ Id: message.id, MessageBody: JSON.stringify(message) }));
    const answer = await this.#client.send(new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: entries }));
    const refusals = (answer.Failed ?? []).map(({ Id, Code }) => `${Id}: ${Code}`);
    if (refusals.length > 0) this.#onFailure(new Error(`The queue refused messages. ${refusals.join(", ")}`));
    return (answer.Successful ?? []).flatMap((entry) => entry.Id ?? []);
  }
}

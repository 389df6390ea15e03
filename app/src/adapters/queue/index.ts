import type { SQSClient } from "@aws-sdk/client-sqs";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { OrderMessage } from "../../domain/model";
import type { OrderQueue } from "../../domain/ports";

/** As many as SQS takes in one call. */
const BATCH_SIZE = 10;

/** The order queue in SQS. The SDK is loaded when something is first sent. */
export class SqsOrderQueue implements OrderQueue {
  private client: SQSClient | undefined;

  constructor(private readonly queueUrl: string) {}

  async send(messages: readonly OrderMessage[]): Promise<readonly string[]> {
    const accepted: string[] = [];
    for (let start = 0; start < messages.length; start += BATCH_SIZE) {
      try {
        accepted.push(...(await this.sendBatch(messages.slice(start, start + BATCH_SIZE))));
      } catch (error) {
        // What the queue has is not sent a second time; the rest waits for the next run.
        if (accepted.length > 0) return accepted;
        throw new TemporarilyUnavailable("queue", { cause: error });
      }
    }
    return accepted;
  }

  private async sendBatch(messages: readonly OrderMessage[]): Promise<readonly string[]> {
    const { SQSClient, SendMessageBatchCommand } = await import("@aws-sdk/client-sqs");
    this.client ??= new SQSClient();
    const entries = messages.map((message) => ({ Id: message.id, MessageBody: JSON.stringify(message) }));
    const answer = await this.client.send(new SendMessageBatchCommand({ QueueUrl: this.queueUrl, Entries: entries }));
    return (answer.Successful ?? []).flatMap((entry) => entry.Id ?? []);
  }
}

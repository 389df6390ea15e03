import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { subscriptionEvent } from "../contract";
import { record } from "../ledger/record";
import { describeError, logger, observed } from "../observability";

/**
 * Consumer of the queue `ledger`. After a message that failed, the rest of its group is left to the queue, because the
 * entries of a subscription keep their order.
 */
export function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return observed("ledger", context, async () => {
    const failed: string[] = [];
    const stopped = new Set<string | undefined>();
    for (const { messageId, body, attributes } of Records) {
      const group = attributes.MessageGroupId;
      if (!stopped.has(group) && (await hasRecorded(messageId, body))) continue;
      stopped.add(group);
      failed.push(messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

async function hasRecorded(messageId: string, body: string): Promise<boolean> {
  try {
    await record(subscriptionEvent.parse(JSON.parse(body)));
    return true;
  } catch (error) {
    logger.error("Failed", { messageId, failure: describeError(error) });
    return false;
  }
}

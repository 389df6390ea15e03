import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { subscriptionEvent } from "../contract";
import { notify } from "../notifications/notify";
import { describeError, logger, observed } from "../observability";

/** Consumer of the queue `notifications`: the messages that failed come again, and the others do not. */
export function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return observed("notifications", context, async () => {
    const batchItemFailures = [];
    for (const { messageId, body } of Records) {
      try {
        await notify(subscriptionEvent.parse(JSON.parse(body)));
      } catch (error) {
        logger.error("Failed", { messageId, failure: describeError(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  });
}

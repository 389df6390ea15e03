import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import { messageTypes } from "../../contract";
import type { ProductCache } from "../adapters/cache";
import type { OrderMessage } from "../domain/model";
import type { InboxStore, PaymentWorkflow } from "../domain/ports";
import { traced, type Log } from "../observability";

const messageSchema: z.ZodMiniType<OrderMessage> = z.object({
  id: z.uuid(),
  type: z.enum(messageTypes),
  orderId: z.uuid(),
  customerId: z.string(),
  productIds: z.array(z.uuid()),
  occurredAt: z.iso.datetime(),
});

export interface MessageHandlerProps {
  readonly inbox: InboxStore;
  readonly workflow: Pick<PaymentWorkflow, "start">;
  readonly products: Pick<ProductCache, "drop">;
  readonly log: Log;
}

/**
 * Processes the order queue's messages, each one once. SQS redelivers failed messages and moves them to the
 * dead-letter queue in the end. Messages are processed in sequence, because they share one database connection.
 */
export function createMessageHandler(props: MessageHandlerProps): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const take = async (record: SQSRecord): Promise<void> => {
    const { messageId, attributes } = record;
    try {
      await traced(
        {
          kind: "consumer",
          name: "process order message",
          attributes: { "messaging.system": "aws_sqs", "messaging.message.id": messageId },
          traceHeader: attributes?.AWSTraceHeader,
        },
        () => consume(props, readMessage(record.body)),
      );
    } catch (error) {
      props.log.error("message failed", { messageId: record.messageId }, error);
      throw error;
    }
  };
  return (event) => {
    const processor = new BatchProcessor(EventType.SQS);
    return processPartialResponse(event, take, processor, {
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
  };
}

async function consume({ inbox, workflow, products, log }: MessageHandlerProps, message: OrderMessage): Promise<void> {
  const isFirst = await inbox.once(message.id, async () => {
    if (message.type === "order.placed") await workflow.start(message.orderId);
    await products.drop(message.productIds);
  });
  log.info(isFirst ? "message done" : "message repeated", { orderId: message.orderId, type: message.type });
}

/** Parser errors quote their input, and a message's content must not reach the log. */
function readMessage(body: string): OrderMessage {
  try {
    return messageSchema.parse(JSON.parse(body));
  } catch {
    throw new Error("The message is not in the format of the order queue");
  }
}

/**
 * Marks a message after its work, for work that takes longer than a transaction may be idle. The work has to be
 * idempotent: a crash before the mark, and a second consumer, repeat it.
 */
export function markedAfterwards(inbox: InboxStore): InboxStore {
  return {
    once: async (messageId, work) => {
      await work();
      return inbox.once(messageId, async () => undefined);
    },
  };
}

import { createHash } from "node:crypto";
import type { PolledQueue } from "../sqs/polled-queue";
import type { Fields, Operations, QueueBackends } from "./operations";

interface MessageEntry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageSystemAttributes?: { readonly AWSTraceHeader?: { readonly StringValue: string } };
}

interface ReceiptEntry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

/** Operations of SQS. */
export function queueOperations({ sendMessage, polledQueue }: QueueBackends): Operations {
  const send = async ({ MessageBody, MessageSystemAttributes }: MessageEntry, queueUrl: string) => ({
    MessageId: await sendMessage(MessageBody, queueUrl, MessageSystemAttributes?.AWSTraceHeader?.StringValue),
    MD5OfMessageBody: checksumOf(MessageBody),
  });
  return {
    "AmazonSQS.SendMessage": (input) => send(input as unknown as MessageEntry, String(input["QueueUrl"])),
    "AmazonSQS.SendMessageBatch": async ({ Entries, QueueUrl }) => {
      const Successful: Fields[] = [];
      for (const entry of Entries as MessageEntry[]) {
        Successful.push({ Id: entry.Id, ...(await send(entry, String(QueueUrl))) });
      }
      return { Successful, Failed: [] };
    },
    ...(polledQueue && pollOperations(polledQueue)),
  };
}

function pollOperations(queue: Pick<PolledQueue, "receive" | "delete">): Operations {
  return {
    "AmazonSQS.ReceiveMessage": async ({ MaxNumberOfMessages = 1, WaitTimeSeconds = 0, ...input }, signal) => {
      const received = await queue.receive(Number(MaxNumberOfMessages), Number(WaitTimeSeconds), signal);
      const isTraceAsked = (input["MessageSystemAttributeNames"] as string[] | undefined)?.includes("AWSTraceHeader");
      const Messages = received.map(({ id, receipt, body, sentAt, receiveCount, traceHeader }) => ({
        MessageId: id,
        ReceiptHandle: receipt,
        Body: body,
        MD5OfBody: checksumOf(body),
        Attributes: {
          ApproximateReceiveCount: String(receiveCount),
          SentTimestamp: String(sentAt),
          ...(isTraceAsked && traceHeader && { AWSTraceHeader: traceHeader }),
        },
      }));
      return Messages.length > 0 ? { Messages } : {};
    },
    "AmazonSQS.DeleteMessageBatch": ({ Entries }) => {
      const entries = Entries as ReceiptEntry[];
      queue.delete(entries.map(({ ReceiptHandle }) => ReceiptHandle));
      return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
    },
  };
}

function checksumOf(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

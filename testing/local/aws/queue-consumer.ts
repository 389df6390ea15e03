import { setTimeout as pause } from "node:timers/promises";
import type { Invoke } from "../function";
import { callAws } from "./call";
import { LOCAL_REGION } from "./moto";

/** Pause in milliseconds after an empty answer; moto's own long polling keeps a processor busy. */
const PAUSE_MILLIS = 250;

export interface QueueConsumerProps {
  /** Address of moto. */
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  /** Function that reports the messages that failed, as `ReportBatchItemFailures` asks for. */
  readonly consumer: Invoke;
  readonly log: (error: unknown) => void;
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** Invokes a function with the messages of a queue, as an event source mapping does. @returns how to stop it. */
export function consumeQueue({
  endpoint,
  queueUrl,
  batchSize,
  consumer,
  log,
}: QueueConsumerProps): () => Promise<void> {
  let isRunning = true;
  const sqs = <Answer>(operation: string, input: object) =>
    callAws<Answer>(endpoint, "sqs", operation, { QueueUrl: queueUrl, ...input });
  const consume = async (): Promise<number> => {
    const query = { MaxNumberOfMessages: batchSize, AttributeNames: ["All"] };
    const { Messages = [] } = await sqs<{ Messages?: readonly Message[] }>("ReceiveMessage", query);
    if (Messages.length === 0) return 0;
    const failed = await failuresOf(consumer, Messages);
    for (const { MessageId, ReceiptHandle } of Messages)
      if (!failed.has(MessageId)) await sqs("DeleteMessage", { ReceiptHandle });
    return Messages.length;
  };
  const run = async (): Promise<void> => {
    while (isRunning) {
      const received = await consume().catch((error: unknown) => (isRunning ? log(error) : undefined));
      if (!received) await pause(PAUSE_MILLIS);
    }
  };
  const running = run();
  return () => {
    isRunning = false;
    return running;
  };
}

/** Ids of the messages that the function has not handled. @throws the error of the function; then all messages stay. */
async function failuresOf(consumer: Invoke, messages: readonly Message[]): Promise<ReadonlySet<string>> {
  const Records = messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: {},
    eventSource: "aws:sqs",
    awsRegion: LOCAL_REGION,
  }));
  const { batchItemFailures } = (await consumer({ Records })) as {
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

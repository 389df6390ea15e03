import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { orderQueue } from "../../contract";
import type { Invoke } from "../lambda/invocation";

/** A queue with its dead-letter queue, and the event source mapping that invokes a function with its messages. */
export interface LocalQueue {
  /** @returns the message's id. */
  send(body: string): Promise<string>;
  /** Bodies of the messages in the dead-letter queue. */
  readonly deadLetters: readonly string[];
  /** Resolves when the queue is empty: no message is visible, in flight or hidden. */
  idle(): Promise<void>;
  /** Stops after the current batch; the remaining messages are lost. */
  stop(): Promise<void>;
}

export interface QueueOptions {
  /** The function that consumes the messages; it reports failures one by one. */
  readonly consumer: Invoke;
  /** @default that of the contract */
  readonly batchSize?: number;
  /** @default that of the contract */
  readonly maxReceiveCount?: number;
  /** Visibility timeout in milliseconds. @default 1000, instead of the minutes of the contract */
  readonly visibilityTimeoutMillis?: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
}

export function startQueue(options: QueueOptions): LocalQueue {
  const queue = new EventSource(options);
  return {
    send: (body) => queue.send(body),
    deadLetters: queue.deadLetters,
    idle: () => queue.idle(),
    stop: () => queue.stop(),
  };
}

class EventSource {
  readonly deadLetters: string[] = [];
  readonly #options: Required<QueueOptions>;
  readonly #visible: Message[] = [];
  readonly #hidden = new Map<Message, NodeJS.Timeout>();
  /** Delivery of the batches, one at a time. */
  #work: Promise<void> | undefined;
  #stopped = false;

  constructor(options: QueueOptions) {
    const { batchSize = orderQueue.batchSize, maxReceiveCount = orderQueue.maxReceiveCount } = options;
    const { consumer, visibilityTimeoutMillis = 1000 } = options;
    this.#options = { consumer, batchSize, maxReceiveCount, visibilityTimeoutMillis };
  }

  async send(body: string): Promise<string> {
    const id = randomUUID();
    this.#show({ id, body, sentAt: Date.now(), firstReceivedAt: undefined, receiveCount: 0 });
    return id;
  }

  async idle(): Promise<void> {
    while (this.#work || this.#visible.length > 0 || this.#hidden.size > 0) await (this.#work ?? pause(5));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#hidden.values()) clearTimeout(timer);
    this.#hidden.clear();
    await this.#work;
  }

  #show(message: Message): void {
    this.#visible.push(message);
    this.#work ??= this.#drain().finally(() => (this.#work = undefined));
  }

  async #drain(): Promise<void> {
    // The sender gets the message's id before the delivery begins.
    await pause(0);
    while (this.#visible.length > 0 && !this.#stopped) {
      await this.#deliver(this.#visible.splice(0, this.#options.batchSize));
    }
  }

  async #deliver(received: readonly Message[]): Promise<void> {
    const batch = received.filter((message) => !this.#isDead(message));
    if (batch.length === 0) return;
    for (const message of batch) {
      message.receiveCount += 1;
      message.firstReceivedAt ??= Date.now();
    }
    const failedIds = await this.#consume(batch);
    for (const message of batch) if (failedIds.has(message.id) && !this.#stopped) this.#hide(message);
  }

  /** Moves a message to the dead-letter queue after the last allowed receive. */
  #isDead({ receiveCount, body }: Message): boolean {
    const dead = receiveCount >= this.#options.maxReceiveCount;
    if (dead) this.deadLetters.push(body);
    return dead;
  }

  /** Ids of the failed messages: the whole batch if the function failed or returned unknown ids. */
  async #consume(batch: readonly Message[]): Promise<ReadonlySet<string>> {
    const all = new Set(batch.map(({ id }) => id));
    try {
      const event: SQSEvent = { Records: batch.map(toRecord) };
      const answer = (await this.#options.consumer(event)) as SQSBatchResponse | null | undefined;
      const failedIds = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
      return failedIds.every((id) => all.has(id)) ? new Set(failedIds) : all;
    } catch {
      return all;
    }
  }

  #hide(message: Message): void {
    const timer = setTimeout(() => {
      this.#hidden.delete(message);
      this.#show(message);
    }, this.#options.visibilityTimeoutMillis);
    this.#hidden.set(message, timer);
  }
}

function toRecord({ id, body, sentAt, firstReceivedAt, receiveCount }: Message): SQSRecord {
  return {
    messageId: id,
    receiptHandle: randomUUID(),
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAt),
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
    messageAttributes: {},
    md5OfBody: createHash("md5").update(body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:123456789012:orders",
    awsRegion: "eu-central-1",
  };
}

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { orderQueue } from "../../contract";

export interface ReceivedMessage {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly traceHeader: string | undefined;
}

export interface PolledQueueOptions {
  /** @default that of the contract */
  readonly maxReceiveCount?: number;
  /** Visibility timeout in milliseconds. @default 10000, instead of the minutes of the contract */
  readonly visibilityTimeoutMillis?: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly traceHeader: string | undefined;
  readonly receipts: Set<string>;
  visibleAt: number;
}

const POLL_MILLIS = 50;

/** A queue with its dead-letter queue, whose consumers poll it, as the command `work` does. */
export class PolledQueue {
  /** Bodies of the messages in the dead-letter queue. */
  readonly deadLetters: string[] = [];
  readonly #messages = new Map<string, Message>();
  readonly #maxReceiveCount: number;
  readonly #visibilityTimeoutMillis: number;

  constructor({ maxReceiveCount, visibilityTimeoutMillis = 10_000 }: PolledQueueOptions = {}) {
    this.#maxReceiveCount = maxReceiveCount ?? orderQueue.maxReceiveCount;
    this.#visibilityTimeoutMillis = visibilityTimeoutMillis;
  }

  /** @returns the message's id. */
  async send(body: string, traceHeader?: string): Promise<string> {
    const id = randomUUID();
    this.#messages.set(id, { id, body, sentAt: Date.now(), traceHeader, receipts: new Set(), visibleAt: 0 });
    return id;
  }

  /**
   * Returns visible messages and hides them for the visibility timeout.
   *
   * @param signal - ends the wait for a message; a consumer that is gone receives none.
   */
  async receive(most: number, waitSeconds: number, signal: AbortSignal): Promise<readonly ReceivedMessage[]> {
    const deadline = Date.now() + waitSeconds * 1000;
    while (!signal.aborted) {
      const received = this.#visible().slice(0, most).map(this.#hide);
      if (received.length > 0 || Date.now() >= deadline) return received;
      await pause(POLL_MILLIS, undefined, { signal, ref: false }).catch(() => undefined);
    }
    return [];
  }

  /** Deletes the messages of these receipts, also after their visibility timeout. */
  delete(receipts: readonly string[]): void {
    for (const { id, receipts: own } of [...this.#messages.values()]) {
      if (receipts.some((receipt) => own.has(receipt))) this.#messages.delete(id);
    }
  }

  #visible(): Message[] {
    const visible = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= Date.now());
    return visible.filter((message) => !this.#isDead(message));
  }

  /** Moves a message to the dead-letter queue after the last allowed receive. */
  #isDead({ id, body, receipts }: Message): boolean {
    const isDead = receipts.size >= this.#maxReceiveCount;
    if (isDead && this.#messages.delete(id)) this.deadLetters.push(body);
    return isDead;
  }

  readonly #hide = (message: Message): ReceivedMessage => {
    const { id, body, sentAt, traceHeader, receipts } = message;
    const receipt = randomUUID();
    receipts.add(receipt);
    message.visibleAt = Date.now() + this.#visibilityTimeoutMillis;
    return { id, receipt, body, sentAt, receiveCount: receipts.size, traceHeader };
  };
}

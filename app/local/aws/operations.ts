import type { PolledQueue } from "../sqs/polled-queue";

/** Services behind the endpoint. If a function throws, the call fails with an error of the service. */
export interface AwsBackends extends QueueBackends {
  /** @returns false when there was an execution of this name. */
  readonly startExecution: (name: string, input: string) => Promise<boolean>;
}

export interface QueueBackends {
  /** @returns the message's id. */
  readonly sendMessage: (body: string, queueUrl: string, traceHeader?: string) => Promise<string>;
  /** The queue for consumers that poll. @default none: messages cannot be received */
  readonly polledQueue?: Pick<PolledQueue, "receive" | "delete">;
}

/** Input or output of an operation. */
export type Fields = Readonly<Record<string, unknown>>;

/** Operations by service and name. The signal aborts when the caller is gone. */
export type Operations = Readonly<Record<string, (input: Fields, signal: AbortSignal) => Fields | Promise<Fields>>>;

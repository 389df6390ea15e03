import type { KeyReference, RegionalProvider } from "../core";

export interface QueueProps {
  /** Physical name: at most 67 letters, digits, _ and -. The dead-letter queue is `<name>-dead-letters`. */
  readonly name: string;
  /** Key of the queue's region that encrypts the messages of both queues. */
  readonly key: KeyReference;
  /**
   * Seconds for which a received message is invisible to other consumers: 1 to 43200. At least six times the timeout
   * of a function that consumes the queue. @default 180
   */
  readonly visibilityTimeoutSeconds?: number;
  /** Receives without deletion after which a message moves to the dead-letter queue: 1 to 1000. @default 5 */
  readonly maxReceiveCount?: number;
  /**
   * Days after which SQS deletes an unconsumed message: 1 to 13. Dead letters are retained for 14 days. @default 4
   */
  readonly retentionDays?: number;
  /** Region of the queue and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan that would delete a queue with its messages. @default true */
  readonly deletionProtection?: boolean;
}

export const QUEUE_DEFAULTS = {
  visibilityTimeoutSeconds: 180,
  maxReceiveCount: 5,
  retentionDays: 4,
  deletionProtection: true,
} as const satisfies Partial<QueueProps>;

/** Props after defaults. */
export type QueueSettings = QueueProps & Required<Pick<QueueProps, keyof typeof QUEUE_DEFAULTS>>;

/** Returns the physical name of the dead-letter queue. */
export function deadLetterName(name: string): string {
  return `${name}-dead-letters`;
}

import type { KeyReference, RegionalProvider } from "../core";

/** Order and deduplication of a FIFO queue. */
export interface FifoOrdering {
  /**
   * Messages that SQS drops as repetitions within five minutes: those with the same body (`content`), or with the same
   * deduplication id, which every sender must set (`id`).
   */
  readonly deduplication: "content" | "id";
  /**
   * `per-group` counts the quota of requests and detects repetitions by message group, which is SQS's high throughput;
   * `per-queue` by queue. @default "per-queue"
   */
  readonly throughput?: "per-queue" | "per-group";
}

export interface QueueProps {
  /**
   * Physical name: at most 67 letters, digits, _ and -, of a FIFO queue 62. The dead-letter queue is
   * `<name>-dead-letters`. FIFO queues end in `.fifo`, which is added.
   */
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
  /**
   * Order of delivery: none, or FIFO within each message group. SQS cannot change it, so that another kind replaces
   * both queues. @default "standard"
   */
  readonly ordering?: "standard" | FifoOrdering;
  /** Region of the queue and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan that would delete a queue with its messages. @default true */
  readonly deletionProtection?: boolean;
}

export const QUEUE_DEFAULTS = {
  visibilityTimeoutSeconds: 180,
  maxReceiveCount: 5,
  retentionDays: 4,
  ordering: "standard",
  deletionProtection: true,
} as const satisfies Partial<QueueProps>;

/** Props after defaults. */
export type QueueSettings = QueueProps & Required<Pick<QueueProps, keyof typeof QUEUE_DEFAULTS>>;

/** Returns the physical name of the queue: that of a FIFO queue has a suffix. */
export function queueNameOf({ name, ordering = "standard" }: Pick<QueueProps, "name" | "ordering">): string {
  return ordering === "standard" ? name : `${name}.fifo`;
}

/** Returns the physical name of the dead-letter queue. */
export function deadLetterName({ name, ordering }: Pick<QueueProps, "name" | "ordering">): string {
  return queueNameOf({ name: `${name}-dead-letters`, ordering });
}

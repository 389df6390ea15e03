import type { KeyReference, RegionalProvider } from "../../core";

/** Order and deduplication of a FIFO topic. */
export interface FifoTopicOrdering {
  /**
   * Messages that SNS drops as repetitions within five minutes: those with the same body (`content`), or with the same
   * deduplication id, which every publisher must set (`id`).
   */
  readonly deduplication: "content" | "id";
}

export interface TopicProps {
  /** Physical name: at most 256 letters, digits, _ and -. FIFO topics end in `.fifo`, which is added. */
  readonly name: string;
  /** Key of the topic's region that encrypts the messages. */
  readonly key: KeyReference;
  /**
   * Order of delivery: none, or FIFO within each message group. SNS cannot change it, so that another kind replaces the
   * topic. A FIFO topic delivers to queues only. @default "standard"
   */
  readonly ordering?: "standard" | FifoTopicOrdering;
  /** Sender of e-mail and text messages: at most 100 characters, of which text messages show 10. @default none */
  readonly displayName?: string;
  /** Region of the topic and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan that would delete the topic, and with it every confirmed subscription. @default true */
  readonly deletionProtection?: boolean;
}

export const TOPIC_DEFAULTS = { ordering: "standard", deletionProtection: true } as const satisfies Partial<TopicProps>;

/** Props after defaults. */
export type TopicSettings = TopicProps & Required<Pick<TopicProps, keyof typeof TOPIC_DEFAULTS>>;

/** Returns the physical name of the topic: that of a FIFO topic has a suffix. */
export function topicNameOf({ name, ordering = "standard" }: Pick<TopicProps, "name" | "ordering">): string {
  return ordering === "standard" ? name : `${name}.fifo`;
}

import type { KeyReference, QueueReference, RegionalProvider } from "../core";

/**
 * A service that may publish besides CloudWatch: `backup` for the notifications of backup vaults, `budgets` for those
 * of cost budgets, `codestar-notifications` for those of pipelines, `events` for rules of EventBridge.
 */
export type TopicPublisher = "backup" | "budgets" | "codestar-notifications" | "events";

/** Integration of PagerDuty, which pages people. */
export interface PagerDuty {
  /**
   * Integration URL of CloudWatch, as a sensitive Terraform variable: whoever knows it can page. The state contains it.
   */
  readonly integrationUrl: string;
  /** Standard queue that receives notifications which PagerDuty does not accept. */
  readonly deadLetterQueue: QueueReference;
}

export interface AlarmTopicProps {
  /** Physical name of the topic: at most 256 letters, digits, _ and -. */
  readonly name: string;
  /** Provider of another region than the stack's. @default the stack's region */
  readonly regional?: RegionalProvider;
  /**
   * Encrypts the messages; a key of the topic's region. Its key policy must allow CloudWatch to use it
   * (`EncryptionKey` with `services: ["alarms"]`, and `"backup"`, `"budgets"` or `"events"` for them); otherwise SNS
   * drops every message silently.
   */
  readonly key: KeyReference;
  /**
   * Addresses that receive every alarm. Each must confirm its subscription once. `none` for a topic with other
   * subscribers.
   */
  readonly emails: readonly string[] | "none";
  /** Pages people by PagerDuty, beside the addresses. @default none */
  readonly pagerDuty?: PagerDuty;
  /** Services that may publish besides CloudWatch alarms. @default none */
  readonly allowPublishFrom?: readonly TopicPublisher[];
  /** Refuse any plan that would delete the topic, and with it every confirmed subscription. @default true */
  readonly deletionProtection?: boolean;
}

export const ALARM_TOPIC_DEFAULTS = { allowPublishFrom: [], deletionProtection: true } as const;

export function addressesOf({ emails }: Pick<AlarmTopicProps, "emails">): readonly string[] {
  return emails === "none" ? [] : emails;
}

/** Construct id of a subscription: `ops@example.com` becomes `email-ops-at-example-com`. */
export function subscriptionId(address: string): string {
  const words = address
    .toLowerCase()
    .replace("@", "-at-")
    .replace(/[^a-z0-9]+/g, "-");
  return `email-${words}`;
}

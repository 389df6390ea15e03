import type { AwsRegion, KeyService, RegionalProvider } from "../core";

export interface EncryptionKeyProps<Region extends AwsRegion = AwsRegion> {
  /** Physical name: the alias is `alias/<name>`, at most 256 characters. Another name replaces the alias only. */
  readonly name: string;
  /** Purpose of the key, shown by KMS. At most 8192 characters. */
  readonly description: string;
  /** Region and provider of the key, where they are not the stack's. @default the stack's */
  readonly regional?: RegionalProvider<Region>;
  /**
   * Services that the key policy admits, each limited to this account. Queues, topics and buses admit the services
   * that send to them themselves. @default none
   */
  readonly services?: readonly KeyService[];
  /** Days between the request to delete the key and its deletion: 7 to 30 (KMS `ScheduleKeyDeletion`). @default 30 */
  readonly deletionWindowDays?: number;
  /** Makes Terraform refuse any plan that deletes the key. @default true */
  readonly deletionProtection?: boolean;
}

export const ENCRYPTION_KEY_DEFAULTS = { services: [], deletionWindowDays: 30, deletionProtection: true } as const;

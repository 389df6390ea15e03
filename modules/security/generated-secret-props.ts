import type { KeyReference } from "../core";

export interface GeneratedSecretProps {
  /** Physical name. At most 512 characters. Another name replaces the secret. */
  readonly name: string;
  /** Purpose of the secret, shown by Secrets Manager. 1 to 2048 characters. */
  readonly description: string;
  /** Key that encrypts the secret, of the stack's region. */
  readonly key: KeyReference;
  /** Days for which a deleted secret can be restored: 7 to 30, or 0 to delete it at once. @default 30 */
  readonly recoveryWindowDays?: number;
  /** Makes Terraform refuse any plan that deletes the secret. @default true */
  readonly deletionProtection?: boolean;
}

export const GENERATED_SECRET_DEFAULTS = { recoveryWindowDays: 30, deletionProtection: true } as const;

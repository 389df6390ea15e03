import type { KeyReference, RegionalProvider } from "../../core";

export interface GeneratedSecretProps {
  /** Physical name. At most 512 characters. Another name replaces the secret. */
  readonly name: string;
  /** Purpose of the secret, shown by Secrets Manager. 1 to 2048 characters. */
  readonly description: string;
  /** Key of the secret's region that encrypts it. */
  readonly key: KeyReference;
  /**
   * User name that the secret contains beside the value, as JSON with `username` and `password`: the form that clients
   * of databases read. 1 to 63 letters, digits and _. Another name changes the secret. @default the value alone
   */
  readonly username?: string;
  /**
   * Keys of other regions, one for each region that has a replica of the secret. A replica has the secret's name and
   * its values, and can only be read. A region that is removed loses its replica. @default no replicas
   */
  readonly replicaKeys?: readonly KeyReference[];
  /** Days for which a deleted secret can be restored: 7 to 30, or 0 to delete it at once. @default 30 */
  readonly recoveryWindowDays?: number;
  /** Makes Terraform refuse any plan that deletes the secret. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the secret and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const GENERATED_SECRET_DEFAULTS = { recoveryWindowDays: 30, deletionProtection: true } as const;

import type { AwsRegion, KeyReference, RegionalProvider } from "../core";

/** Bounds of a vault lock for the retention of every recovery point in the vault. */
export interface VaultLock {
  /** Shortest retention in days: 1 to 36,500. Recovery points cannot be deleted earlier; shorter jobs fail. */
  readonly minRetentionDays: number;
  /** Longest retention in days: `minRetentionDays` to 36,500. Longer jobs fail. */
  readonly maxRetentionDays: number;
}

export interface BackupVaultProps<Region extends AwsRegion = AwsRegion> {
  /** Physical name: 2 to 50 letters, digits, _ and -. */
  readonly name: string;
  /** Encrypts the recovery points. AWS Backup encrypts a copy with the key of the vault that receives it. */
  readonly key: KeyReference<Region>;
  /** Provider of another region than the stack's. @default the stack's region */
  readonly regional?: RegionalProvider<Region>;
  /**
   * Vault lock in governance mode, which only principals with permission to remove the lock can bypass. Compliance
   * mode is not offered, because nobody, not even AWS, can undo it. @default "none"
   */
  readonly lock?: "none" | VaultLock;
  /** Refuse any plan that would delete the vault, and keep the provider from emptying it first. @default true */
  readonly deletionProtection?: boolean;
}

export const BACKUP_VAULT_DEFAULTS = { lock: "none", deletionProtection: true } as const;

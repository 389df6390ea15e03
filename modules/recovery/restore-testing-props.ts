import type { KeyReference, RegionalProvider } from "../core";

/** Resource types that AWS Backup can restore as a test (`CreateRestoreTestingSelection`). */
export const RESTORE_TESTING_TYPES = [
  "Aurora",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx",
  "Neptune",
  "RDS",
  "S3",
] as const;

export type RestoreTestingType = (typeof RESTORE_TESTING_TYPES)[number];

export interface RestoreTestingProps {
  /** Physical name: at most 50 letters, digits and _. */
  readonly name: string;
  /** Provider of another region than the stack's: that of the vaults. @default the stack's region */
  readonly regional?: RegionalProvider;
  /** AWS cron expression in UTC with six fields: `cron(0 5 ? * SUN *)` is weekly. */
  readonly schedule: string;
  /** ARNs of the vaults whose recovery points are tested. At least one. */
  readonly vaultArns: readonly string[];
  /** Types; the newest recovery point of every resource of a type is restored. At least one. */
  readonly resourceTypes: readonly RestoreTestingType[];
  /**
   * Restore parameters that AWS cannot infer, by type: the DB subnet group of Aurora if there is no default VPC.
   * @default none
   */
  readonly restoreMetadata?: Readonly<Partial<Record<RestoreTestingType, Readonly<Record<string, string>>>>>;
  /**
   * Key of the vaults' region that encrypts restored tables, for the type DynamoDB. AWS Backup has no other way to
   * encrypt them as their sources are. @default a key that AWS owns
   */
  readonly tableKey?: KeyReference;
  /** Physical name of the role: at most 64 characters. @default `<name>-role` */
  readonly roleName?: string;
  /** Maximum age in days of a recovery point that is restored: 1 to 365. @default 7 */
  readonly selectionWindowDays?: number;
  /** Hours in which a due test must start: 1 to 168. @default 8 */
  readonly startWindowHours?: number;
  /** Hours that a restored resource is kept, and charged, for validation: 1 to 168. @default 4 */
  readonly validationWindowHours?: number;
}

export const RESTORE_TESTING_DEFAULTS = {
  restoreMetadata: {},
  selectionWindowDays: 7,
  startWindowHours: 8,
  validationWindowHours: 4,
} as const;

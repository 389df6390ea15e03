import type { KeyReference, LogRetentionDays, Placement, RegionalProvider } from "../../core";
import type { AuroraEngineVersion } from "./engine-versions";

export interface AuroraClusterProps {
  /** Cluster identifier, and prefix of the names of instances, groups and the log group: at most 53 characters. */
  readonly name: string;
  /**
   * Initial database: letters, digits and _, beginning with a letter, at most 63 characters, no reserved word. With
   * `restoreFromSnapshotArn` the database in the snapshot.
   */
  readonly databaseName: string;
  /**
   * Engine version of a new cluster, from the catalogue. Later minor upgrades are automatic. With
   * `restoreFromSnapshotArn` the version of the snapshot, which the catalogue need not contain: RDS restores to no
   * older one. @default "16.8"
   */
  readonly engineVersion?: AuroraEngineVersion;
  /**
   * Minimum capacity of each instance in ACU (2 GiB): 0, which pauses an idle instance, or 0.5 to `maxCapacityAcu` in
   * steps of 0.5.
   */
  readonly minCapacityAcu: number;
  /** Maximum capacity of each instance in ACU: 1 to 256 in steps of 0.5. */
  readonly maxCapacityAcu: number;
  /**
   * Number of instances, 1 to 15: a writer, and readers that serve as failover targets, spread over the placement's
   * zones.
   */
  readonly instances: number;
  /** Private subnets in at least two Availability Zones. */
  readonly placement: Placement;
  /** Key of the cluster's region that encrypts storage, backups, the managed secret and Performance Insights. */
  readonly dataKey: KeyReference;
  /** Key of the cluster's region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** Retention of the PostgreSQL log in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Value of the tag `backup`, by which backup plans select resources; `"none"` for no plan. */
  readonly backup: string;
  /** Days that automated backups allow point-in-time recovery: 1 to 35. @default 14 */
  readonly backupRetentionDays?: number;
  /**
   * ARN of a cluster snapshot in the cluster's region to create the cluster from, or of an AWS Backup recovery point
   * (`...:cluster-snapshot:awsbackup:job-...`). An existing cluster ignores it, so it can be removed after the
   * restore. The provider enables IAM authentication of a restored cluster only in the next apply. @default none, an
   * empty database
   */
  readonly restoreFromSnapshotArn?: string;
  /** Region of the cluster and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses deletion, in AWS and in every plan, and takes a final snapshot. @default true */
  readonly deletionProtection?: boolean;
}

export const AURORA_CLUSTER_DEFAULTS = {
  engineVersion: "16.8",
  logRetentionDays: 90,
  backupRetentionDays: 14,
  deletionProtection: true,
} as const satisfies Partial<AuroraClusterProps>;

/** Props after defaults. */
export type AuroraClusterSettings = AuroraClusterProps &
  Required<Pick<AuroraClusterProps, keyof typeof AURORA_CLUSTER_DEFAULTS>>;

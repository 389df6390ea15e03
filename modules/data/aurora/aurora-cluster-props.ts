import { withDefaults, type KeyReference, type LogRetentionDays, type Placement } from "../../core";
import type { AuroraPostgresVersion } from "./engine-versions";

export interface AuroraClusterProps {
  /** Identifier of the cluster; instances, groups and the log group are named after it. At most 53 characters. */
  readonly name: string;
  /**
   * The database that is made in the cluster: letters, digits and _, beginning with a letter, at most 63 characters. With
   * `restoreFromSnapshotArn` the one that the snapshot holds.
   */
  readonly databaseName: string;
  /**
   * The version that a new cluster starts with. Minor upgrades after that are automatic, so with `restoreFromSnapshotArn` name the
   * version of the snapshot: RDS restores to no older one. @default "16.8"
   */
  readonly engineVersion?: AuroraPostgresVersion;
  /** Least capacity of each instance, in ACU of about 2 GiB: 0 (pauses when idle) or 0.5 to `maxCapacityAcu`, in steps of 0.5. */
  readonly minCapacityAcu: number;
  /** Greatest capacity of each instance, in ACU: 1 to 256, in steps of 0.5. */
  readonly maxCapacityAcu: number;
  /** 1 to 15: a writer, and readers that stand in for it. They go to the zones of the placement in turn. */
  readonly instances: number;
  /** Private subnets in at least two zones. */
  readonly placement: Placement;
  /** Encrypts storage, backups, the managed secret and performance data. */
  readonly dataKey: KeyReference;
  /** PostgreSQL's log in CloudWatch. */
  readonly logs: DatabaseLogs;
  /** Continuous backups, and the plan that makes further ones. */
  readonly backups: DatabaseBackups;
  /**
   * ARN of a cluster snapshot in the region of the database that a new cluster is made from, for failover; a recovery point of AWS
   * Backup is one too (`...:cluster-snapshot:awsbackup:job-...`). Without effect on a cluster that exists, so it can be removed once
   * the cluster is there. The provider turns IAM authentication on only in the next apply. @default none, an empty database
   */
  readonly restoreFromSnapshotArn?: string;
  /** Refuse deletion, in AWS and in any plan, and keep a final snapshot. @default true */
  readonly deletionProtection?: boolean;
}

export interface DatabaseLogs {
  /** Encrypts the log group. */
  readonly key: KeyReference;
  /** Days that the log is kept, of those that CloudWatch offers. @default 30 */
  readonly retentionDays?: LogRetentionDays;
}

export interface DatabaseBackups {
  /** Days that continuous backups reach back: 1 to 35. @default 7 */
  readonly retentionDays?: number;
  /** Value of the tag `backup`, by which backup plans select; `none` for no plan. */
  readonly tag: string;
}

export const AURORA_CLUSTER_DEFAULTS = {
  engineVersion: "16.8",
  logs: { retentionDays: 30 },
  backups: { retentionDays: 7 },
  deletionProtection: true,
} as const;

export type CompleteProps = ReturnType<typeof completeProps>;

/** The props with every default, also inside of the groups. */
export function completeProps(props: AuroraClusterProps) {
  const { logs, backups, ...others } = AURORA_CLUSTER_DEFAULTS;
  return {
    ...withDefaults(props, others),
    logs: withDefaults(props.logs, logs),
    backups: withDefaults(props.backups, backups),
  };
}

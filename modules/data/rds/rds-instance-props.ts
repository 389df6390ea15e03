import type { Grantee, KeyReference, LogRetentionDays, Placement, RegionalProvider } from "../../core";
import type { RdsEngine, RdsEngineVersion } from "./engines";
import type { RdsInstanceClass } from "./instance-classes";

/** A master user whose password Terraform generates. `GeneratedSecret` with a `username` is one. */
export interface MasterUser {
  /** ARN of the secret with `username` and `password`. */
  readonly secretArn: string;
  /** Name of the user: at most 63 characters for PostgreSQL, 16 for MySQL. */
  readonly username?: string;
  /** Generated password. */
  readonly value: string;
  /** Characters of the password: at most 128 for PostgreSQL, 41 for MySQL. */
  readonly length: number;
  /** Allows the grantee to read the secret. */
  grantRead(grantee: Grantee): void;
}

export interface RdsStorage {
  /** Allocated storage in GiB: 20 to 65536, and at least 100 for `io2`. It can grow, never shrink. */
  readonly gb: number;
  /** Storage in GiB up to which RDS grows by itself: more than `gb`. @default no growth */
  readonly maxGb?: number;
  /** Kind of the volume. @default "gp3" */
  readonly type?: "gp3" | "io2";
  /**
   * Provisioned I/O operations per second. `gp3`: 12000 to 64000 from 400 GiB on, and nothing below. `io2`: required,
   * 1000 to 256000 and at most 1000 for each GiB. @default the base rate of gp3
   */
  readonly iops?: number;
  /** MiB/s of `gp3`: 500 to 4000 from 400 GiB on, at most a quarter of the IOPS. @default the base rate of gp3 */
  readonly throughput?: number;
}

export interface ReadReplicaSettings {
  /** Zone of the placement, one for each replica. */
  readonly zone: string;
  /** Class with enough memory for the connections of the source. @default that of the source */
  readonly instanceClass?: RdsInstanceClass;
}

/** Automated backups that RDS copies into another region. */
export interface BackupCopies {
  /** Region of the copies and its provider; not that of the instance. */
  readonly regional: RegionalProvider;
  /** Key of that region. */
  readonly key: KeyReference;
  /** Days that the copies allow point-in-time recovery: 1 to 35. @default 7 */
  readonly retentionDays?: number;
}

export interface RdsInstanceProps {
  /** Instance identifier, and prefix of the names of replicas, groups and log groups: at most 53 characters. */
  readonly name: string;
  /** Another engine replaces the instance. */
  readonly engine: RdsEngine;
  /** Version of a new instance, from the catalogue; that of the snapshot with `restoreFromSnapshotArn`. */
  readonly engineVersion: RdsEngineVersion;
  /** Class from the catalogue. */
  readonly instanceClass: RdsInstanceClass;
  /** Size, kind and rates of the volume. */
  readonly storage: RdsStorage;
  /** Initial database: letters, digits and _, beginning with a letter. Another name replaces the instance. */
  readonly databaseName: string;
  /**
   * `multi-az` has a standby in another zone; with one zone, its loss stops the database. Another zone replaces the
   * instance.
   */
  readonly availability: "multi-az" | { readonly zone: string };
  /** Read replicas in the region, at most one in each zone. They need a generated master user. @default none */
  readonly replicas?: readonly ReadReplicaSettings[];
  /** `rds-managed`: RDS creates and rotates the password, and refuses replicas. */
  readonly credentials: "rds-managed" | MasterUser;
  /**
   * Connections that the instance accepts, written into the parameter group. At most the number that the memory of
   * every class allows. A change needs a reboot.
   */
  readonly maxConnections: number;
  /** Subnets in at least two zones, which RDS requires even of an instance in one. */
  readonly placement: Placement;
  /** Key of the region that encrypts storage, backups, the managed secret and Performance Insights. */
  readonly dataKey: KeyReference;
  /** Key of the region that encrypts the log groups. */
  readonly logKey: KeyReference;
  /** Log types that RDS exports. @default postgresql, upgrade; error, slowquery for MySQL */
  readonly logs?: readonly string[];
  /** Retention of the logs in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Query statistics of seven days. @default true where RDS supports it for the class */
  readonly performanceInsights?: boolean;
  /** Value of the tag `backup`, by which backup plans select resources; `"none"` for no plan. */
  readonly backup: string;
  /** Days that automated backups allow point-in-time recovery: 1 to 35. @default 14 */
  readonly backupRetentionDays?: number;
  /** Daily window of automated backups in UTC, at least 30 minutes. @default "02:00-03:00" */
  readonly backupWindow?: string;
  /** Copies of automated backups in another region. @default none */
  readonly backupCopies?: BackupCopies;
  /** Weekly window in UTC, at least 30 minutes, apart from the backup window. @default "sun:06:00-sun:07:00" */
  readonly maintenanceWindow?: string;
  /**
   * ARN of a snapshot in the region to create the instance from, encrypted with `dataKey`: RDS restores with the key
   * of the snapshot. An existing instance ignores it. @default none, an empty database
   */
  readonly restoreFromSnapshotArn?: string;
  /** Region of the instance and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses deletion, in AWS and in every plan, and takes a final snapshot. @default true */
  readonly deletionProtection?: boolean;
}

export const RDS_INSTANCE_DEFAULTS = {
  replicas: [],
  logRetentionDays: 90,
  backupRetentionDays: 14,
  backupWindow: "02:00-03:00",
  maintenanceWindow: "sun:06:00-sun:07:00",
  deletionProtection: true,
} as const satisfies Partial<RdsInstanceProps>;

/** Props after defaults. */
export type RdsInstanceSettings = RdsInstanceProps &
  Required<Pick<RdsInstanceProps, keyof typeof RDS_INSTANCE_DEFAULTS>>;

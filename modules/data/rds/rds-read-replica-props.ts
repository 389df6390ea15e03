import type { AwsRegion, KeyReference, LogRetentionDays, Placement, RegionalProvider } from "../../core";
import type { RdsEngine } from "./engines";
import type { RdsInstanceClass } from "./instance-classes";
import type { RdsStorage } from "./rds-instance-props";

/** The instance that a replica follows. `RdsInstance` is one; another stack writes the values down. */
export interface ReplicaSource {
  /** ARN of the instance. */
  readonly instanceArn: string;
  /** Region of the instance. */
  readonly region: AwsRegion;
  /** Engine of the instance. */
  readonly engine: RdsEngine;
  /** Version of the instance, whose major version the parameter group of the replica has. */
  readonly engineVersion: string;
  /** Class of the instance. */
  readonly instanceClass: RdsInstanceClass;
  /** Storage of the instance. */
  readonly storage: RdsStorage;
  /** Connections that the instance accepts. */
  readonly maxConnections: number;
  /** False where RDS manages the password, because it refuses replicas then. */
  readonly acceptsReplicas: boolean;
}

export interface RdsReadReplicaProps {
  /** Instance identifier, and prefix of the names of groups and log groups: at most 53 characters. */
  readonly name: string;
  /** Instance in another region. */
  readonly source: ReplicaSource;
  /** Class from the catalogue. @default that of the source */
  readonly instanceClass?: RdsInstanceClass;
  /** Connections that the replica accepts: at least those of the source for PostgreSQL. @default those of the source */
  readonly maxConnections?: number;
  /** Zone of the placement. @default a zone that RDS chooses */
  readonly zone?: string;
  /** Subnets of the replica's region in at least two zones. */
  readonly placement: Placement;
  /** Key of the replica's region that encrypts storage and Performance Insights. */
  readonly dataKey: KeyReference;
  /** Key of the replica's region that encrypts the log groups. */
  readonly logKey: KeyReference;
  /** Log types that RDS exports. @default postgresql, upgrade; error, slowquery for MySQL */
  readonly logs?: readonly string[];
  /** Retention of the logs in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Query statistics of seven days. @default true where RDS supports it for the class */
  readonly performanceInsights?: boolean;
  /** Weekly window in UTC, at least 30 minutes. @default "sun:06:00-sun:07:00" */
  readonly maintenanceWindow?: string;
  /**
   * `promoted` ends the replication and makes the replica a writable instance of its own, which no setting undoes:
   * returning to `replica` replaces it. Takes minutes, and a reboot. @default "replica"
   */
  readonly role?: "replica" | "promoted";
  /** Days that automated backups of the replica allow point-in-time recovery: 1 to 35. @default 7 */
  readonly backupRetentionDays?: number;
  /** Value of the tag `backup`, by which backup plans of the region select resources. @default "none" */
  readonly backup?: string;
  /** Region of the replica and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses deletion, in AWS and in every plan. @default true */
  readonly deletionProtection?: boolean;
}

export const RDS_READ_REPLICA_DEFAULTS = {
  logRetentionDays: 90,
  maintenanceWindow: "sun:06:00-sun:07:00",
  role: "replica",
  backupRetentionDays: 7,
  backup: "none",
  deletionProtection: true,
} as const satisfies Partial<RdsReadReplicaProps>;

/** Props after defaults. */
export type RdsReadReplicaSettings = RdsReadReplicaProps &
  Required<Pick<RdsReadReplicaProps, keyof typeof RDS_READ_REPLICA_DEFAULTS>>;

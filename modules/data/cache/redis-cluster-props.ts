import type { Grantee, KeyReference, LogRetentionDays, Placement, RegionalProvider } from "../../core";
import type { CacheEngine } from "./serverless-cache-props";

/** Node types without data tiering. */
export type CacheNodeType =
  | `cache.t4g.${"micro" | "small" | "medium"}`
  | `cache.${"m6g" | "m7g" | "r6g" | "r7g"}.${"large" | "xlarge" | "2xlarge" | "4xlarge" | "8xlarge"}`;

/** A password of every client, for clients that cannot sign tokens of IAM. `GeneratedSecret` is one. */
export interface AuthToken {
  /** Password of 16 to 128 letters, digits and !&#$^<>-. */
  readonly value: string;
  /** Characters of the password. */
  readonly length: number;
  /** Allows the grantee to read the password. */
  grantRead(grantee: Grantee): void;
}

export interface RedisClusterProps {
  /** Id of the replication group: at most 40 characters, or 32 with `access: "iam"`, where user ids have it. */
  readonly name: string;
  /** `redis` is Redis OSS 7.1, `valkey` is Valkey 8.0. Redis OSS can become Valkey in place, but not back. */
  readonly engine: CacheEngine;
  /** Node type from the list. A change is online and takes minutes for each shard. */
  readonly nodeType: CacheNodeType;
  /** Shards, over which the keys are spread: 1 to 90 (ElastiCache quota). A change is online and slow. */
  readonly shards: number;
  /** Replicas of each shard, which failover needs: 1 to 5. */
  readonly replicasPerShard: number;
  /** Subnets in at least two zones. */
  readonly placement: Placement;
  /** Key of the region that encrypts data at rest. Another key replaces the cluster. */
  readonly dataKey: KeyReference;
  /** Key of the region that encrypts the log groups. */
  readonly logKey: KeyReference;
  /** Retention of the slow and the engine log in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** `iam` requires clients that sign connection tokens; a token is one password of all clients. @default "iam" */
  readonly access?: "iam" | AuthToken;
  /** Days that daily snapshots are retained: 1 to 35, or 0 for no snapshots. @default 1 */
  readonly snapshotRetentionDays?: number;
  /** Daily window of snapshots in UTC, at least 60 minutes. @default "03:00-04:00" */
  readonly snapshotWindow?: string;
  /** Weekly window in UTC, at least 60 minutes, apart from that of snapshots. @default "sun:06:00-sun:07:00" */
  readonly maintenanceWindow?: string;
  /** Region of the cluster and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan that would delete the cluster, and takes a final snapshot. @default true */
  readonly deletionProtection?: boolean;
}

export const REDIS_CLUSTER_DEFAULTS = {
  access: "iam",
  logRetentionDays: 90,
  snapshotRetentionDays: 1,
  snapshotWindow: "03:00-04:00",
  maintenanceWindow: "sun:06:00-sun:07:00",
  deletionProtection: true,
} as const satisfies Partial<RedisClusterProps>;

/** Props after defaults. */
export type RedisClusterSettings = RedisClusterProps &
  Required<Pick<RedisClusterProps, keyof typeof REDIS_CLUSTER_DEFAULTS>>;

/** Versions in the form that the provider accepts, and families of parameter groups. */
export const CLUSTER_ENGINES = {
  redis: { engineVersion: "7.1", family: "redis7" },
  valkey: { engineVersion: "8.0", family: "valkey8" },
} as const satisfies Readonly<Record<CacheEngine, object>>;

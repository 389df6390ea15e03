import type { KeyReference, Placement, RegionalProvider } from "../../core";

/** `redis` is Redis OSS 7, `valkey` is Valkey 8. */
export type CacheEngine = "redis" | "valkey";

/** Clients of a cache: with `network` every allowed peer, with `iam` allowed peers whose role has `grantConnect`. */
export type CacheAccess = "network" | "iam";

export interface ServerlessCacheProps {
  /** Physical name: at most 40 characters, or 32 with `access: "iam"`, where user names derive from it. */
  readonly name: string;
  /** Engine. A change replaces the cache and loses its data. */
  readonly engine: CacheEngine;
  /** Storage limit in GB, beyond which the cache evicts keys: 1 to 5000. */
  readonly maxStorageGb: number;
  /** Storage in GB that is billed and reserved at all times: 1 to `maxStorageGb`. @default none */
  readonly minStorageGb?: number;
  /** Limit of ElastiCache processing units per second, beyond which the cache throttles: 1000 to 15000000. */
  readonly maxEcpuPerSecond: number;
  /** Private subnets in at least two Availability Zones. ElastiCache Serverless uses the first three. */
  readonly placement: Placement;
  /** Key of the cache's region that encrypts data at rest. */
  readonly dataKey: KeyReference;
  /**
   * `iam` requires clients that sign connection tokens; `network` relies on security group and TLS. @default "iam"
   */
  readonly access?: CacheAccess;
  /** Days that daily snapshots are retained: 1 to 35, or 0 for no snapshots. @default 1 */
  readonly snapshotRetentionDays?: number;
  /** Region of the cache and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan that would delete the cache. @default true */
  readonly deletionProtection?: boolean;
}

export const SERVERLESS_CACHE_DEFAULTS = {
  access: "iam",
  snapshotRetentionDays: 1,
  deletionProtection: true,
} as const satisfies Partial<ServerlessCacheProps>;

/** Props after defaults. */
export type ServerlessCacheSettings = ServerlessCacheProps &
  Required<Pick<ServerlessCacheProps, keyof typeof SERVERLESS_CACHE_DEFAULTS>>;

export const MAJOR_ENGINE_VERSIONS: Readonly<Record<CacheEngine, string>> = { redis: "7", valkey: "8" };

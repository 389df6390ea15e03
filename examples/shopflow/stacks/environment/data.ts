import { RedisCluster } from "groundplan/data/cache";
import { RdsInstance } from "groundplan/data/rds";
import { Queue } from "groundplan/messaging";
import type { Network } from "groundplan/network";
import type { GeneratedSecret } from "groundplan/security";
import { createSecret, type Context } from "./context";
import { accept, isJudgedAsProduction } from "../waivers";

/** Days of backups that policies want in production. */
const BACKUP_DAYS = 14;

/** PostgreSQL in the data subnets, with a standby and read replicas. */
export function createDatabase(context: Context, network: Network): RdsInstance {
  const { stack, environment, keys, recovery } = context;
  const { standby, replicaZones, storageGb, ...settings } = environment.database;
  const database = new RdsInstance(stack, "database", {
    ...settings,
    name: `${environment.prefix}-database`,
    engine: "postgres",
    engineVersion: "16.13",
    storage: { gb: storageGb },
    databaseName: "shopflow",
    availability: standby === "none" ? { zone: environment.availabilityZones[0]! } : "multi-az",
    replicas: replicaZones.map((zone) => ({ zone })),
    credentials: replicaZones.length === 0 ? "rds-managed" : createMasterUser(context),
    placement: network.dataPlacement!,
    dataKey: keys.data,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
    backup: environment.prefix,
    backupCopies: { regional: recovery, key: keys.copies, retentionDays: settings.backupRetentionDays },
    deletionProtection: environment.deletionProtection,
  });
  if (isJudgedAsProduction(environment) && settings.backupRetentionDays < BACKUP_DAYS)
    accept(database, "instance", "RDS-04", "The document has backups of 7 days; daily snapshots are kept for 35 days");
  return database;
}

/** RDS refuses replicas of a database whose password it manages. */
function createMasterUser(context: Context): GeneratedSecret {
  return createSecret(context, "database", "Master user of the database", "shopflow");
}

export interface Cache {
  readonly cluster: RedisCluster;
  /** Password of all clients. */
  readonly secret: GeneratedSecret;
}

/** Redis in cluster mode, for sessions, cached answers and rate limits. */
export function createCache(context: Context, network: Network): Cache {
  const { stack, environment, keys } = context;
  const secret = createSecret(context, "cache", "Password of all clients of the cache");
  const cluster = new RedisCluster(stack, "cache", {
    ...environment.cache,
    name: `${environment.prefix}-cache`,
    engine: "redis",
    access: secret,
    placement: network.dataPlacement!,
    dataKey: keys.data,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
    deletionProtection: environment.deletionProtection,
  });
  return { cluster, secret };
}

/** Orders on their way to the worker. A message is invisible for six times as long as its processing may take. */
export function createQueue({ stack, environment, keys }: Context): Queue {
  return new Queue(stack, "queue", {
    name: `${environment.prefix}-orders`,
    key: keys.data,
    visibilityTimeoutSeconds: 180,
    maxReceiveCount: 5,
    deletionProtection: environment.deletionProtection,
  });
}

import { RedisCluster } from "groundplan/data/cache";
import { RdsInstance } from "groundplan/data/rds";
import type { Network } from "groundplan/network";
import { GeneratedSecret } from "groundplan/security";
import type { Context } from "./context";
import { accept } from "../waivers";

export interface Database {
  readonly instance: RdsInstance;
  /** User and password of the database, under the name of the input DbPasswordSecretName. */
  readonly secret: GeneratedSecret;
}

/** PostgreSQL for analytics, in the data subnets, with credentials in Secrets Manager. */
export function createDatabase(context: Context, network: Network): Database {
  const { stack, environment, keys } = context;
  const { standby, storageGb, ...settings } = environment.database;
  const { projectName, deletionProtection } = environment;
  const secret = createSecret(context, "database", {
    name: environment.dbPasswordSecretName,
    description: "Master user of the analytics database",
    username: "scaleup",
  });
  const instance = new RdsInstance(stack, "database", {
    ...settings,
    name: `${projectName}-analytics`,
    engine: "postgres",
    engineVersion: "16.13",
    storage: { gb: storageGb },
    databaseName: "analytics",
    availability: standby === "none" ? { zone: environment.availabilityZones[0]! } : "multi-az",
    credentials: secret,
    placement: network.dataPlacement!,
    dataKey: keys.data,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
    backup: projectName,
    deletionProtection,
  });
  accept(
    instance,
    "instance",
    "RDS-12",
    "The document's input DbPasswordSecretName names the secret with the password",
  );
  return { instance, secret };
}

export interface Cache {
  readonly cluster: RedisCluster;
  /** Password of all clients. */
  readonly secret: GeneratedSecret;
}

/** Redis, which answers for the tables. */
export function createCache(context: Context, network: Network): Cache {
  const { stack, environment, keys } = context;
  const { replicas, ...settings } = environment.cache;
  const secret = createSecret(context, "cache", {
    name: `${environment.projectName}/cache`,
    description: "Password of all clients of the cache",
  });
  const cluster = new RedisCluster(stack, "cache", {
    ...settings,
    name: `${environment.projectName}-cache`,
    engine: "redis",
    shards: 1,
    replicasPerShard: replicas,
    access: secret,
    placement: network.dataPlacement!,
    dataKey: keys.data,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
    deletionProtection: environment.deletionProtection,
  });
  return { cluster, secret };
}

interface SecretSettings {
  readonly name: string;
  readonly description: string;
  readonly username?: string;
}

/** Creates a secret whose name can be used again at once where an environment is disposable. */
function createSecret({ stack, environment, keys }: Context, kind: string, settings: SecretSettings): GeneratedSecret {
  const { deletionProtection } = environment;
  return new GeneratedSecret(stack, `${kind}-secret`, {
    ...settings,
    key: keys.data,
    recoveryWindowDays: deletionProtection ? 30 : 0,
    deletionProtection,
  });
}

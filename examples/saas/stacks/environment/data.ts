import type { Peer } from "groundplan/core";
import { RedisCluster } from "groundplan/data/cache";
import { DatabaseProxy } from "groundplan/data/proxy";
import { RdsInstance, RdsReadReplica, type ReplicaSource } from "groundplan/data/rds";
import type { Network } from "groundplan/network";
import type { GeneratedSecret, SecretReference } from "groundplan/security";
import type { Environment } from "../../environments";
import { names } from "../names";
import { accept, isJudgedAsProduction } from "../waivers";
import type { Context } from "./context";
import { createSecret, existingSecret } from "./secrets";

const ENGINE = { engine: "postgres", engineVersion: "16.13" } as const;

/** Name of the initial database. */
const DATABASE_NAME = "saas";
/** Days of automated backups that policies want in production. */
const RETENTION_DAYS = 14;
/** Master user, whose password is the generated one. */
const USER = "saas";

/** PostgreSQL as functions use it. */
export interface Database {
  /** Instance of the main region, or its replica in the standby. */
  readonly instance: RdsInstance | RdsReadReplica;
  /** Proxy before the instance of the main region. A replica is no target of one. */
  readonly proxy?: DatabaseProxy;
  /** Host name that clients connect to. */
  readonly endpoint: string;
  /** Host name of the instance itself: for jobs and reports, whose sessions are long, and for rotations. */
  readonly instanceEndpoint: string;
  readonly databaseName: string;
  /** User and password. */
  readonly secret: SecretReference;
  /** Allows a client to connect to `endpoint`. */
  allowFrom(client: Peer): void;
}

/** PostgreSQL for the ledger and its reports in two zones, with replicas, behind a proxy. */
export function createDatabase(context: Context, network: Network): Database {
  return context.role === "main" ? createInstance(context, network) : createReplica(context, network);
}

function createInstance(context: Context, network: Network): Database {
  const { stack, environment, copiesKey } = context;
  const { database } = environment;
  const secret = createSecret(context, "database", {
    description: "Master user of the database",
    username: USER,
    replicaKeys: copiesKey && [copiesKey],
  });
  const instance = new RdsInstance(stack, "database", {
    ...ENGINE,
    ...sharedSettings(context, network),
    name: names.database(environment),
    instanceClass: database.instanceClass,
    storage: { gb: database.storageGb },
    databaseName: DATABASE_NAME,
    availability: database.availability === "multi-az" ? "multi-az" : { zone: environment.availabilityZones[0]! },
    replicas: database.replicaZones.map((zone) => ({ zone })),
    maxConnections: database.maxConnections,
    credentials: secret,
    restoreFromSnapshotArn: database.restoreFrom === "none" ? undefined : database.restoreFrom,
  });
  if (database.replicaZones.length === 0)
    accept(instance, "instance", "RDS-12", "A replica in the second region refuses a password that RDS manages, too");
  if (isJudgedAsProduction(environment) && database.backupRetentionDays < RETENTION_DAYS)
    accept(instance, "instance", "RDS-04", "The document keeps automated backups for 7 days; daily copies last longer");
  const proxy = createProxy(context, network, { instance, secret });
  const allowFrom = (client: Peer): void => proxy.allowFrom(client);
  const { writerEndpoint: instanceEndpoint } = instance;
  const { endpoint } = proxy;
  return { instance, proxy, endpoint, instanceEndpoint, databaseName: DATABASE_NAME, secret, allowFrom };
}

interface ProxyTarget {
  readonly instance: RdsInstance;
  readonly secret: SecretReference;
}

function createProxy(context: Context, network: Network, { instance, secret }: ProxyTarget): DatabaseProxy {
  const { stack, environment, prefix, keys } = context;
  const proxy = new DatabaseProxy(stack, "database-proxy", {
    name: `${prefix}-database`,
    engine: ENGINE.engine,
    target: instance,
    secrets: { [USER]: secret },
    placement: network.workloadPlacement,
    clientAuthentication: "password",
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
  instance.allowFrom(proxy);
  return proxy;
}

/**
 * The replica of the main region's instance, which `active: "standby"` promotes. Clients connect without a proxy, so
 * that a promotion changes no endpoint.
 */
function createReplica(context: Context, network: Network): Database {
  const { stack, environment, serves } = context;
  const instance = new RdsReadReplica(stack, "database", {
    ...sharedSettings(context, network),
    name: `${context.prefix}-database`,
    source: sourceOf(environment),
    role: serves ? "promoted" : "replica",
  });
  if (serves) acceptPromotion(environment, instance);
  const secret = existingSecret(context, "database");
  const allowFrom = (client: Peer): void => instance.allowFrom(client);
  const { readerEndpoint: endpoint } = instance;
  return { instance, endpoint, instanceEndpoint: endpoint, databaseName: DATABASE_NAME, secret, allowFrom };
}

/** Accepts what a promoted replica is until the return: an instance in one zone with the settings of its source. */
function acceptPromotion(environment: Environment, instance: RdsReadReplica): void {
  const acceptRule = (rule: string, reason: string): void => accept(instance, "instance", rule, reason);
  acceptRule("RDS-12", "A promoted replica has the password of its source");
  acceptRule("RDS-16", "A replica has the version of its source");
  acceptRule("BKP-03", "Automated backups allow point-in-time recovery until the return");
  acceptRule("RDS-05", "A promoted replica is in one zone until the return");
  if (isJudgedAsProduction(environment) && environment.database.backupRetentionDays < RETENTION_DAYS)
    acceptRule("RDS-04", "The document keeps automated backups for 7 days");
}

function sourceOf(environment: Environment): ReplicaSource {
  const { account, database } = environment;
  return {
    ...ENGINE,
    instanceArn: `arn:aws:rds:us-east-1:${account}:db:${names.database(environment)}`,
    region: "us-east-1",
    instanceClass: database.instanceClass,
    storage: { gb: database.storageGb },
    maxConnections: database.maxConnections,
    acceptsReplicas: true,
  };
}

function sharedSettings({ environment, keys }: Context, network: Network) {
  const { prefix, database, logRetentionDays, deletionProtection } = environment;
  return {
    placement: network.dataPlacement!,
    dataKey: keys.data,
    logKey: keys.logs,
    logRetentionDays,
    backupRetentionDays: database.backupRetentionDays,
    backup: prefix,
    deletionProtection,
  };
}

export interface Cache {
  readonly cluster: RedisCluster;
  /** Password of all clients. */
  readonly secret: GeneratedSecret;
}

/** Redis for the results of database queries. Each region has its own. */
export function createCache(context: Context, network: Network): Cache {
  const { stack, environment, prefix, keys } = context;
  const { replicas, ...settings } = environment.cache;
  const secret = createSecret(context, "cache", { description: "Password of all clients of the cache" });
  const cluster = new RedisCluster(stack, "cache", {
    ...settings,
    name: `${prefix}-cache`,
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

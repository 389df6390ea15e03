import Big from "big.js";
import { numberOf, valueAt, type Resource, type ResourceGraph } from "../../../policies";
import { MONTH_HOURS } from "../cost-line";
import { derived, fixed, hourly, isTrue, notPriced, used } from "./charges";
import type { Component, Pricer, PricingContext } from "./component";

/** RDS keeps a managed password in Secrets Manager. */
function managedPassword({ values }: Resource): Component[] {
  if (values["manage_master_user_password"] !== true) return [];
  return [derived("secret of the managed password", "secrets-manager.secret", 1, "RDS creates one secret")];
}

const FREE_INSIGHTS_DAYS = 7;

/** Seven days of Performance Insights are free. */
function insights({ values }: Resource): Component[] {
  const isPaid =
    values["database_insights_mode"] === "advanced" ||
    (numberOf(values["performance_insights_retention_period"]) ?? 0) > FREE_INSIGHTS_DAYS;
  return isPaid ? [notPriced("Database Insights", "charged for each vCPU or ACU; only seven days are free")] : [];
}

const auroraPrefix = ({ values }: Resource): string =>
  values["storage_type"] === "aurora-iopt1" ? "aurora.io-optimized" : "aurora";

const auroraCluster: Pricer = (cluster, context) => {
  if (cluster.values["engine"] !== "aurora-postgresql")
    return [notPriced("cluster", "only Aurora PostgreSQL has prices")];
  const prefix = auroraPrefix(cluster);
  return [
    ...managedPassword(cluster),
    ...insights(cluster),
    ...used(cluster, context, [
      { component: "storage", price: `${prefix}.storage`, parameters: ["storage_gb"] },
      ...(prefix === "aurora"
        ? [{ component: "I/O requests", price: "aurora.io", parameters: ["monthly_io_requests"], unit: "million" }]
        : []),
      { component: "backups beyond the volume", price: "aurora.backup", parameters: ["additional_backup_storage_gb"] },
    ]),
  ];
};

const auroraInstance: Pricer = (instance, context) => {
  const instanceClass = String(instance.values["instance_class"]);
  const [cluster] = context.graph
    .targetsAt(instance, "cluster_identifier")
    .filter(({ type }) => type === "aws_rds_cluster");
  if (instanceClass !== "db.serverless") return [hourly("instance", `aurora.pg.${instanceClass}`)];
  const minimum = numberOf(valueAt(cluster?.values, "serverlessv2_scaling_configuration.min_capacity"));
  if (!cluster || minimum === undefined)
    return [notPriced("capacity", "the cluster or its minimum capacity is unknown")];
  const price = `${auroraPrefix(cluster)}.acu`;
  return [
    hourly("minimum capacity", price, minimum, `${minimum} ACU at all times`),
    ...used(instance, context, [
      {
        component: "capacity above the minimum",
        price,
        parameters: ["average_capacity_units"],
        quantity: (average) => positive(average.minus(minimum)).times(MONTH_HOURS),
      },
    ]),
  ];
};

function positive(value: Big): Big {
  return value.gt(0) ? value : new Big(0);
}

const ENGINES: Readonly<Record<string, string>> = { postgres: "pg", mysql: "my" };

const GENERAL_PURPOSE: readonly unknown[] = ["gp2", "gp3"];

const dbInstance: Pricer = (instance, context) => {
  const source = sourceOf(instance, context) ?? instance;
  const engine = ENGINES[String(instance.values["engine"] ?? source.values["engine"])];
  if (!engine) return [notPriced("instance", `no price for engine ${String(source.values["engine"])}`)];
  const zones = isTrue(instance.values["multi_az"]) ? "multi" : "single";
  return [
    hourly("instance", `rds.${engine}.${String(instance.values["instance_class"])}.${zones}`),
    ...storageOf(instance, source, zones),
    ...managedPassword(instance),
    ...insights(instance),
    ...used(instance, context, [
      { component: "backups beyond the storage", price: "rds.backup", parameters: ["additional_backup_storage_gb"] },
    ]),
  ];
};

/** The instance that a replica copies. A plan knows neither engine nor storage of a replica. */
function sourceOf(instance: Resource, { graph }: PricingContext): Resource | undefined {
  return instancesAt(instance, "replicate_source_db", graph)[0];
}

/** Instances that an argument refers to, or names by identifier or ARN, as it does in another stack. */
function instancesAt(resource: Resource, argument: string, graph: ResourceGraph): readonly Resource[] {
  const referenced = graph.targetsAt(resource, argument).filter(({ type }) => type === "aws_db_instance");
  if (referenced.length > 0) return referenced;
  const name = String(resource.values[argument]).split(":").at(-1);
  return graph.byType("aws_db_instance").filter(({ values }) => values["identifier"] === name);
}

/** Throughput that gp3 includes, by size in GB. */
const INCLUDED_IOPS = 3000;
const INCLUDED_IOPS_OF_STRIPES = 12_000;
const STRIPES_FROM_GB = 400;

function storageOf(instance: Resource, source: Resource, zones: "multi" | "single"): Component[] {
  const size = numberOf(instance.values["allocated_storage"] ?? source.values["allocated_storage"]);
  const type = instance.values["storage_type"] ?? source.values["storage_type"] ?? "gp2";
  if (size === undefined) return [notPriced("storage", "allocated_storage is unknown")];
  if (!GENERAL_PURPOSE.includes(type)) return [notPriced("storage", `no price for storage of type ${String(type)}`)];
  const storage = fixed("storage", `rds.gp.${zones}`, size, `${size} GB of ${String(type)}`);
  return type === "gp3" ? [storage, ...extraIops(instance, size, zones)] : [storage];
}

function extraIops({ values }: Resource, size: number, zones: "multi" | "single"): Component[] {
  const included = size >= STRIPES_FROM_GB ? INCLUDED_IOPS_OF_STRIPES : INCLUDED_IOPS;
  const extra = (numberOf(values["iops"]) ?? 0) - included;
  const price = zones === "multi" ? "rds.gp3.iops.multi" : "rds.gp3.iops";
  return extra > 0 ? [fixed(`IOPS above ${included}`, price, extra)] : [];
}

const backupReplication: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "replicated backups", price: "rds.backup", parameters: ["storage_gb"] },
    { component: "transfer to the other region", price: "data-transfer.region", parameters: ["monthly_replicated_gb"] },
  ]);

/** vCPUs of an instance class by its size. */
const VCPUS: Readonly<Record<string, number>> = {
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
};

const proxy: Pricer = (resource, { graph }) => {
  const targets = graph
    .referrers(resource, "aws_db_proxy_target")
    .flatMap((target) => instancesAt(target, "db_instance_identifier", graph));
  const vcpus = targets.map(({ values }) => VCPUS[String(values["instance_class"]).split(".").at(-1)!]);
  if (targets.length === 0 || vcpus.some((count) => count === undefined)) {
    return [notPriced("proxy", "the vCPUs of its targets are unknown")];
  }
  const count = vcpus.reduce<number>((sum, one) => sum + one!, 0);
  return [hourly("proxy", "rds.proxy", count, `${count} vCPUs of its targets`)];
};

/** Data in GB that ElastiCache Serverless meters at least. */
const CACHE_MINIMUM_GB: Readonly<Record<string, number>> = { redis: 1, valkey: 0.1 };

const serverlessCache: Pricer = (cache, context) => {
  const engine = String(cache.values["engine"]);
  const smallest = CACHE_MINIMUM_GB[engine];
  if (smallest === undefined) return [notPriced("cache", `no price for engine ${engine}`)];
  const limits = "cache_usage_limits";
  const data = Math.max(numberOf(valueAt(cache.values, `${limits}.data_storage.minimum`)) ?? 0, smallest);
  const units = numberOf(valueAt(cache.values, `${limits}.ecpu_per_second.minimum`)) ?? 0;
  const prefix = `cache.serverless.${engine}`;
  return [
    hourly("minimum data", `${prefix}.storage`, data, `${data} GB are metered at least`),
    ...(units > 0
      ? [
          fixed(
            "minimum processing units",
            `${prefix}.ecpu`,
            new Big(units).times(3600 * MONTH_HOURS).div(1_000_000),
            `${units} a second are metered at least`,
          ),
        ]
      : []),
    ...used(cache, context, [
      {
        component: "data above the minimum",
        price: `${prefix}.storage`,
        parameters: ["average_data_gb"],
        quantity: (average) => positive(average.minus(data)).times(MONTH_HOURS),
      },
      {
        component: "processing units",
        price: `${prefix}.ecpu`,
        parameters: ["monthly_processing_units"],
        unit: "million",
      },
    ]),
  ];
};

const replicationGroup: Pricer = (group, context) => {
  const { engine = "redis", node_type: nodeType, num_cache_clusters: members } = group.values;
  const shards = numberOf(group.values["num_node_groups"]);
  const replicas = numberOf(group.values["replicas_per_node_group"]) ?? 0;
  const nodes = shards === undefined ? numberOf(members) : shards * (1 + replicas);
  if (nodes === undefined) return [notPriced("nodes", "their number is unknown")];
  const reason = shards === undefined ? undefined : `${shards} shards of ${1 + replicas} nodes`;
  return [
    hourly("nodes", `cache.${String(engine)}.${String(nodeType)}`, nodes, reason),
    ...used(group, context, [
      { component: "snapshots beyond the first", price: "cache.backup", parameters: ["snapshot_storage_gb"] },
    ]),
  ];
};

export const DATABASES: Readonly<Record<string, Pricer>> = {
  aws_db_instance: dbInstance,
  aws_db_instance_automated_backups_replication: backupReplication,
  aws_db_proxy: proxy,
  aws_elasticache_replication_group: replicationGroup,
  aws_elasticache_serverless_cache: serverlessCache,
  aws_rds_cluster: auroraCluster,
  aws_rds_cluster_instance: auroraInstance,
};

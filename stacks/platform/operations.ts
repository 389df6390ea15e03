import type { Environment } from "../../environments";
import { OperatorRole } from "../../modules/account";
import type { Signal } from "../../modules/core";
import type { HttpApi } from "../../modules/api/http";
import { AuroraCluster, type AuroraPrerequisites } from "../../modules/data/aurora";
import { ecpuThreshold, storageThreshold, type ServerlessCache } from "../../modules/data/cache";
import type { Bucket } from "../../modules/data/storage";
import type { WebAcl } from "../../modules/edge/firewall";
import { AlarmTopic, Alarms, Dashboard } from "../../modules/observability";
import { BackupPlan, BackupVault, RestoreTesting } from "../../modules/recovery";
import { EncryptionKey } from "../../modules/security";
import { recoveryVaultArn } from "../recovery";
import { businessMetrics } from "./business-metrics";
import type { PlatformContext } from "./context";
import type { Functions } from "./functions";
import type { Orders } from "./orders";
import { isPilotLight } from "./pilot-light";

export interface WatchedParts {
  readonly api: HttpApi;
  readonly webAcl: WebAcl;
  readonly functions: Functions;
  readonly orders: Orders;
  readonly database: AuroraCluster | AuroraPrerequisites;
  readonly cache: ServerlessCache | undefined;
  readonly backups: Backups;
}

/** Turns what the parts say is worth watching into alarms and the overview dashboard. */
export function createAlarms(context: PlatformContext, parts: WatchedParts): Dashboard {
  const { stack, environment, prefix, keys } = context;
  const { api, webAcl, functions, orders, database, cache, backups } = parts;
  const business = businessMetrics(environment.name);
  const { queue, paymentWorkflow } = orders;
  const cluster = database instanceof AuroraCluster ? database : undefined;
  // What a pilot light does not run reports nothing: its alarms would be on, or never.
  const running = cluster ? [business, cluster, ...(cache ? [cache] : []), backups.plan] : [];
  const watched = [api, ...Object.values(functions), queue, paymentWorkflow, backups.vault, ...running];
  // Nobody receives these events, so that none reaches the queue's own dead-letter queue: their age is the alarm.
  const undelivered = orders.undelivered.signals.filter(({ metricName }) => metricName.startsWith("ApproximateAge"));
  const topic = new AlarmTopic(stack, "alarm-topic", {
    name: `${prefix}-alarms`,
    key: keys.alarms,
    emails: environment.alarms.emails,
    deletionProtection: environment.deletionProtection,
  });
  const signals = [...watched.flatMap((part) => part.signals), ...undelivered];
  const { alarmArns } = new Alarms(stack, "alarms", {
    name: prefix,
    topicArn: topic.topicArn,
    signals,
    thresholds: alarmThresholds(environment, signals),
  });
  const edgeAlarms = createEdgeAlarms(context, webAcl, topic);
  return new Dashboard(stack, "dashboard", {
    name: `${prefix}-overview`,
    rows: [
      { title: "Requests", graphs: [...api.graphs, ...webAcl.graphs] },
      { title: "Orders", graphs: [...business.graphs, ...queue.graphs, ...paymentWorkflow.graphs] },
      { title: "Function", graphs: functions.api.graphs },
      ...(cluster ? [{ title: "Database", graphs: cluster.graphs }] : []),
      ...(cache ? [{ title: "Cache", graphs: cache.graphs }] : []),
    ],
    // An alarm list shows alarms of the dashboard's region only.
    alarmArns: stack.region === "us-east-1" ? [...alarmArns, ...edgeAlarms.alarmArns] : alarmArns,
  });
}

/**
 * Alarms on the web ACL, whose metrics exist in us-east-1 only; an environment of another region needs a topic there.
 */
function createEdgeAlarms(context: PlatformContext, { signals }: WebAcl, topic: AlarmTopic): Alarms {
  const { stack, prefix } = context;
  const regional = stack.providerIn("us-east-1");
  const { topicArn } = stack.region === regional.region ? topic : createEdgeTopic(context);
  return new Alarms(stack, "edge-alarms", { name: prefix, regional, topicArn, signals });
}

function createEdgeTopic({ stack, environment, prefix }: PlatformContext): AlarmTopic {
  const { alarms, deletionProtection } = environment;
  const regional = stack.providerIn("us-east-1");
  const name = `${prefix}-edge-alarms`;
  const description = "Alarm topic of CloudFront";
  const protectedKey = { name, description, regional, services: ["alarms"], deletionProtection } as const;
  const key = new EncryptionKey(stack, "edge-alarms-key", protectedKey);
  return new AlarmTopic(stack, "edge-alarm-topic", { name, regional, key, emails: alarms.emails, deletionProtection });
}

/**
 * Thresholds of the cache are per cent in the environment, because a serverless cache has limits where others have
 * nodes.
 */
function alarmThresholds(environment: Environment, signals: readonly Signal[]): Record<string, number> {
  const {
    alarms: { thresholds },
    cache,
  } = environment;
  const all = {
    ...thresholds,
    "cache-cpu": ecpuThreshold(cache.maxEcpuPerSecond, thresholds["cache-cpu"]),
    "cache-memory": storageThreshold(cache.maxStorageGb, thresholds["cache-memory"]),
  };
  if (!isPilotLight(environment)) return all;
  return Object.fromEntries(Object.entries(all).filter(([id]) => signals.some((signal) => signal.id === id)));
}

export interface Backups {
  readonly vault: BackupVault;
  readonly plan: BackupPlan;
  /** Restores recovery points. */
  readonly restoreRoleArn: string;
}

/**
 * Hourly and daily recovery points in this region, copies in the recovery region, and a weekly proof that they
 * restore.
 */
export function createBackups(
  { stack, environment, prefix, keys }: PlatformContext,
  database: WatchedParts["database"],
): Backups {
  const { backups, deletionProtection } = environment;
  const vault = new BackupVault(stack, "vault", { name: prefix, key: keys.backups, deletionProtection });
  const ruleOf = ({ copy, ...rule }: Environment["backups"]["hourly"]) => ({
    ...rule,
    copyTo: copy === "none" ? undefined : recoveryVaultArn(environment),
  });
  const plan = new BackupPlan(stack, "backup-plan", {
    name: `${prefix}-backups`,
    vault,
    rules: [
      { name: "hourly", ...ruleOf(backups.hourly) },
      { name: "daily", ...ruleOf(backups.daily) },
    ],
    selection: {
      tag: { key: "backup", value: prefix },
      arns: database instanceof AuroraCluster ? [database.clusterArn] : [],
    },
  });
  const restoreTesting = new RestoreTesting(stack, "restore-testing", {
    name: prefix.replaceAll("-", "_"),
    schedule: "cron(0 7 ? * SUN *)",
    vaultArns: [vault.vaultArn],
    resourceTypes: ["Aurora"],
    // AWS would look for a default VPC, which the account need not have.
    restoreMetadata: { Aurora: { dbSubnetGroupName: database.subnetGroupName } },
    roleName: `${prefix}-restore-testing`,
  });
  return { vault, plan, restoreRoleArn: restoreTesting.role.roleArn };
}

/** The role of operators: it reads the logs of every part and redrives failed messages and payments. */
export function createOperatorRole(
  { stack, environment, prefix }: PlatformContext,
  { restoreRoleArn }: Backups,
  { queue, paymentWorkflow }: Orders,
  accessLogs: Bucket,
): void {
  const operator = new OperatorRole(stack, "operator", {
    name: `${prefix}-operator`,
    trustedPrincipalArns: environment.operators,
    requireMfa: environment.operatorMfa === "aws",
    recoveryRegion: environment.recoveryRegion,
    logGroupPrefixes: [
      `/aws/lambda/${prefix}-`,
      `/aws/apigateway/${prefix}-`,
      `/aws/rds/cluster/${prefix}-`,
      `/aws/vpc/${prefix}-`,
      `/aws/vendedlogs/states/${prefix}-`,
      `aws-waf-logs-${prefix}`,
    ],
    restoreRoleArn,
  });
  accessLogs.grantRead(operator);
  queue.grantRedrive(operator);
  paymentWorkflow.grantRedrive(operator);
}

import {
  AuroraCluster,
  AuroraPrerequisites,
  type AuroraClusterProps,
  type AuroraEngineVersion,
} from "../../modules/data/aurora";
import { ServerlessCache } from "../../modules/data/cache";
import type { Network } from "../../modules/network";
import { GeneratedSecret } from "../../modules/security";
import { waive } from "../../policies";
import type { PlatformContext } from "./context";
import { isPilotLight } from "./pilot-light";
import { ACCEPTED } from "../waivers";

/** Data stores that a pilot light does not have. */
export interface DataStores {
  readonly database: AuroraCluster;
  readonly cache: ServerlessCache;
}

/** Aurora Serverless v2 in the private subnets; in a pilot light everything around the cluster. */
export function createDatabase(context: PlatformContext, network: Network): AuroraCluster | AuroraPrerequisites {
  const props = databaseProps(context, network);
  if (!isPilotLight(context.environment)) return new AuroraCluster(context.stack, "database", props);
  const prerequisites = new AuroraPrerequisites(context.stack, "database", props);
  waive(prerequisites.node.findChild("security-group").node.findChild("group"), {
    rule: "NET-09",
    reason: "The cluster that a restore creates has this group, which the functions may already reach",
    ...ACCEPTED,
  });
  return prerequisites;
}

function databaseProps({ environment, prefix, keys }: PlatformContext, network: Network): AuroraClusterProps {
  const { minCapacityAcu, maxCapacityAcu, instances, backupRetentionDays, restoreFrom } = environment.database;
  return {
    name: `${prefix}-database`,
    databaseName: "shop",
    minCapacityAcu,
    maxCapacityAcu,
    instances,
    placement: network.privatePlacement,
    dataKey: keys.data,
    logKey: keys.logs,
    logRetentionDays: environment.logs.retentionDays,
    backup: prefix,
    backupRetentionDays,
    engineVersion: environment.database.engineVersion as AuroraEngineVersion,
    restoreFromSnapshotArn: restoreFrom === "none" ? undefined : restoreFrom,
    deletionProtection: environment.deletionProtection,
  };
}

/** ElastiCache Serverless in the private subnets. */
export function createCache({ stack, environment, prefix, keys }: PlatformContext, network: Network): ServerlessCache {
  const { minStorageGb, ...settings } = environment.cache;
  const cache = new ServerlessCache(stack, "cache", {
    name: `${prefix}-cache`,
    ...settings,
    minStorageGb: minStorageGb === "none" ? undefined : minStorageGb,
    access: "network",
    placement: network.privatePlacement,
    dataKey: keys.data,
    deletionProtection: environment.deletionProtection,
  });
  waive(cache.node.findChild("cache"), {
    rule: "CAC-02",
    reason: "The application connects without a user; only its own security group reaches the cache",
    ...ACCEPTED,
  });
  return cache;
}

/** Secret header that identifies requests through CloudFront. */
export function createOriginSecret(context: PlatformContext): GeneratedSecret {
  return createSecret(context, "origin", "Header by which the API knows requests that came through CloudFront");
}

/** Secret that signs the CSRF tokens of sessions. */
export function createSessionSecret(context: PlatformContext): GeneratedSecret {
  return createSecret(context, "session", "Signs the CSRF tokens of sessions");
}

function createSecret(
  { stack, environment, prefix, keys }: PlatformContext,
  kind: string,
  description: string,
): GeneratedSecret {
  return new GeneratedSecret(stack, `${kind}-secret`, {
    name: `${prefix}/${kind}`,
    description,
    key: keys.data,
    // A protected secret can be restored; the name of an unprotected one is available again at once.
    recoveryWindowDays: environment.deletionProtection ? 30 : 0,
    deletionProtection: environment.deletionProtection,
  });
}

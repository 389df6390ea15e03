import {
  NETWORK_RULES,
  distinct,
  durableProduction,
  separateNetworks,
  type CrossEnvironmentRule,
  type EnvironmentRule,
} from "../modules/environment";
import type { Environment } from "./environment";

const isProduction = ({ stage }: Environment): boolean => stage === "production";

/** Concurrent executions of the outbox and the migration, which no setting changes. */
const OTHER_EXECUTIONS = 2;

/** Connections to the writer at full concurrency: one for each execution. */
function writerConnections({ maxConcurrency, workerConcurrency, paymentConcurrency }: Environment["compute"]): number {
  return maxConcurrency + workerConcurrency + paymentConcurrency + OTHER_EXECUTIONS;
}

/**
 * Connections that Aurora's default `max_connections` allows: about 189 for each ACU of the maximum (AWS documents 189
 * for 1 and 823 for 4), at most 5000, and at most 2000 where the minimum is half an ACU.
 */
function databaseConnections({ minCapacityAcu, maxCapacityAcu }: Environment["database"]): number {
  return Math.min(189 * maxCapacityAcu, minCapacityAcu <= 0.5 ? 2_000 : 5_000);
}

/** Rules over several settings of one environment. */
export const RULES: readonly EnvironmentRule<Environment>[] = [
  ...NETWORK_RULES,
  {
    property: "compute.maxConcurrency",
    needs: ["compute", "database"],
    // An execution of the API also has a connection to the reader, which is the writer in a cluster of one instance.
    holds: ({ compute, database }) =>
      writerConnections(compute) + compute.maxConcurrency < databaseConnections(database),
    allowed: "fewer executions of all functions than the database accepts connections",
    fix: "lower the concurrency or raise database.maxCapacityAcu: an execution of the API has two connections, others have one",
  },
  {
    property: "alarms.thresholds.database-connections",
    needs: ["alarms", "compute"],
    holds: ({ alarms, compute }) => alarms.thresholds["database-connections"] < writerConnections(compute),
    allowed: "less than all executions together can open",
    fix: "lower the threshold: this alarm could never fire",
  },
  {
    property: "compute.provisionedConcurrency",
    needs: ["compute"],
    holds: ({ compute }) => compute.provisionedConcurrency <= compute.maxConcurrency,
    allowed: "at most compute.maxConcurrency",
    fix: "lower the provisioned concurrency or raise maxConcurrency",
  },
  {
    property: "name",
    needs: ["name", "project"],
    holds: ({ name, project }) => `${project}-${name}`.length <= 32,
    value: ({ name, project }) => `${project}-${name}`,
    allowed: "project and name of at most 32 characters together",
    fix: "shorten one of them: ElastiCache allows 40 characters and names get a suffix",
  },
  {
    property: "recoveryRegion",
    needs: ["region", "recoveryRegion"],
    holds: ({ region, recoveryRegion }) => region !== recoveryRegion,
    allowed: "another region than the environment's own",
    fix: "choose a second region: a copy in the same region is lost with it",
  },
  {
    property: "site.hostedZone",
    needs: ["site"],
    holds: ({ site }) => (site.domainName === "none") === (site.hostedZone === "none"),
    allowed: "a zone exactly when there is a domainName",
    fix: "set both domainName and hostedZone, or none for both",
  },
  {
    property: "site.strictTransportSecurity",
    needs: ["site"],
    holds: ({ site }) => site.strictTransportSecurity === "host" || site.domainName.split(".").length !== 2,
    allowed: "host for a registrable domain such as example.com",
    fix: "browsers would refuse HTTP on every host of the domain for a year; use host, or a name below the domain",
  },
  {
    property: "database.instances",
    needs: ["database", "availabilityZones", "stage"],
    holds: (environment) => !isProduction(environment) || environment.database.instances >= 2,
    allowed: "at least 2 in production",
    fix: "add a reader: a single instance has no failover target",
  },
  {
    property: "deletionProtection",
    needs: ["deletionProtection", "stage"],
    holds: (environment) => !isProduction(environment) || environment.deletionProtection,
    allowed: "true in production",
    fix: "set it to true",
  },
  {
    property: "compute.image",
    needs: ["compute", "stage"],
    holds: (environment) => !isProduction(environment) || "digest" in environment.compute.image,
    allowed: "a digest in production",
    fix: "copy the digest of the tested image: a tag can change under a deployment",
  },
  {
    property: "firewall.mode",
    needs: ["firewall", "stage"],
    holds: (environment) => !isProduction(environment) || environment.firewall.mode === "block",
    allowed: "block in production",
    fix: "set block: count does not refuse requests",
  },
];

const DURABILITY = [
  "availabilityZones",
  "database.instances",
  "database.backupRetentionDays",
  "cache.snapshotRetentionDays",
  "backups.hourly.deleteAfterDays",
  "backups.daily.deleteAfterDays",
  "logs.retentionDays",
  // A limit that no environment before production has would be tested on customers.
  "firewall.requestsPerFiveMinutes",
];

/** Rules over all environments together. */
export const TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  distinct("name", "rename one of them: the name is the stack and the state"),
  separateNetworks("network.cidr"),
  durableProduction(isProduction, DURABILITY),
];

import type { Environment } from "./environment";

/** A rule over several settings of one environment; judged when each of them is valid by itself. */
export interface Rule {
  readonly property: string;
  readonly needs: readonly (keyof Environment)[];
  readonly holds: (environment: Environment) => boolean;
  readonly value: (environment: Environment) => unknown;
  readonly allowed: string;
  readonly fix: string;
}

export const isProduction = ({ stage }: Environment): boolean => stage === "production";

/** The network module's split: subnets of 8 more bits, but none smaller than /28, in tiers of a sixteenth of the network. */
function subnetsPerTier(cidr: string): number {
  const prefix = Number(cidr.split("/")[1]);
  return 2 ** (Math.min(8, 28 - prefix) - 4);
}

/** Executions of functions that no setting changes: the outbox and the migration. */
const OTHER_EXECUTIONS = 2;

/** Connections to the writer when every function runs as often as it may: each execution holds one. */
function writerConnections({ maxConcurrency, workerConcurrency, paymentConcurrency }: Environment["compute"]): number {
  return maxConcurrency + workerConcurrency + paymentConcurrency + OTHER_EXECUTIONS;
}

/**
 * Connections that Aurora's default `max_connections` allows: about 189 for each ACU of the maximum (AWS names 189 for 1 and 823 for 4),
 * never more than 5000, and 2000 where the database may shrink to half an ACU.
 */
function databaseConnections({ minCapacityAcu, maxCapacityAcu }: Environment["database"]): number {
  return Math.min(189 * maxCapacityAcu, minCapacityAcu <= 0.5 ? 2_000 : 5_000);
}

export const RULES: readonly Rule[] = [
  {
    property: "compute.maxConcurrency",
    needs: ["compute", "database"],
    // An execution of the API holds a connection to the reader too, which is the same instance where there is no other.
    holds: ({ compute, database }) =>
      writerConnections(compute) + compute.maxConcurrency < databaseConnections(database),
    value: ({ compute }) => compute.maxConcurrency,
    allowed:
      "fewer executions, those of the worker and other functions included, than the database has connections for",
    fix: "lower the concurrency or raise database.maxCapacityAcu: an execution of the API holds two connections, any other one",
  },
  {
    property: "alarms.thresholds.database-connections",
    needs: ["alarms", "compute"],
    holds: ({ alarms, compute }) => alarms.thresholds["database-connections"] < writerConnections(compute),
    value: ({ alarms }) => alarms.thresholds["database-connections"],
    allowed: "less than all executions together can hold",
    fix: "lower the threshold: this alarm could never be raised",
  },
  {
    property: "compute.provisionedConcurrency",
    needs: ["compute"],
    holds: ({ compute }) => compute.provisionedConcurrency <= compute.maxConcurrency,
    value: ({ compute }) => compute.provisionedConcurrency,
    allowed: "at most compute.maxConcurrency",
    fix: "keep fewer executions warm or allow more",
  },
  {
    property: "name",
    needs: ["name", "project"],
    holds: ({ name, project }) => `${project}-${name}`.length <= 32,
    value: ({ name, project }) => `${project}-${name}`,
    allowed: "project and name of at most 32 characters together",
    fix: "shorten one of them: ElastiCache allows 40 characters and names grow by a suffix",
  },
  {
    property: "availabilityZones",
    needs: ["availabilityZones", "region"],
    holds: ({ availabilityZones, region }) =>
      availabilityZones.every((zone) => new RegExp(`^${region}[a-f]$`).test(zone)),
    value: ({ availabilityZones }) => availabilityZones,
    allowed: "zones of the environment's region, such as us-east-1a",
    fix: "name zones of the region, or change the region",
  },
  {
    property: "availabilityZones",
    needs: ["availabilityZones"],
    holds: ({ availabilityZones }) => new Set(availabilityZones).size === availabilityZones.length,
    value: ({ availabilityZones }) => availabilityZones,
    allowed: "each zone once",
    fix: "remove the repeated zone",
  },
  {
    property: "network.cidr",
    needs: ["network", "availabilityZones"],
    holds: ({ network, availabilityZones }) => availabilityZones.length <= subnetsPerTier(network.cidr),
    value: ({ network }) => network.cidr,
    allowed: "a network that holds a public and a private subnet for each zone",
    fix: "choose a shorter prefix or fewer zones: a tier is a sixteenth of the network, a subnet at least a /28",
  },
  {
    property: "recoveryRegion",
    needs: ["region", "recoveryRegion"],
    holds: ({ region, recoveryRegion }) => region !== recoveryRegion,
    value: ({ recoveryRegion }) => recoveryRegion,
    allowed: "another region than the environment's own",
    fix: "choose a second region: a copy in the same one is lost with it",
  },
  {
    property: "site.hostedZone",
    needs: ["site"],
    holds: ({ site }) => (site.domainName === "none") === (site.hostedZone === "none"),
    value: ({ site }) => site.hostedZone,
    allowed: "a zone exactly when there is a domainName",
    fix: "give both domainName and hostedZone, or none for both",
  },
  {
    property: "site.strictTransportSecurity",
    needs: ["site"],
    holds: ({ site }) => site.strictTransportSecurity === "host" || site.domainName.split(".").length !== 2,
    value: ({ site }) => site.strictTransportSecurity,
    allowed: "host for a registrable domain such as example.com",
    fix: "browsers would refuse HTTP on every host of the domain for a year; use host, or a name below the domain",
  },
  {
    property: "database.instances",
    needs: ["database", "availabilityZones", "stage"],
    holds: (environment) => !isProduction(environment) || environment.database.instances >= 2,
    value: ({ database }) => database.instances,
    allowed: "at least 2 in production",
    fix: "add a reader: a writer alone has no failover target",
  },
  {
    property: "deletionProtection",
    needs: ["deletionProtection", "stage"],
    holds: (environment) => !isProduction(environment) || environment.deletionProtection,
    value: ({ deletionProtection }) => deletionProtection,
    allowed: "true in production",
    fix: "turn it on",
  },
  {
    property: "compute.image",
    needs: ["compute", "stage"],
    holds: (environment) => !isProduction(environment) || "digest" in environment.compute.image,
    value: ({ compute }) => compute.image,
    allowed: "a digest in production",
    fix: "a tag can be moved under a deployment; copy the digest of the image that was tested",
  },
  {
    property: "firewall.mode",
    needs: ["firewall", "stage"],
    holds: (environment) => !isProduction(environment) || environment.firewall.mode === "block",
    value: ({ firewall }) => firewall.mode,
    allowed: "block in production",
    fix: "count only observes; set block",
  },
];

/** What makes an environment durable; production must not fall behind any other environment in any of them. */
export const DURABILITY: Readonly<Record<string, (environment: Environment) => number>> = {
  availabilityZones: ({ availabilityZones }) => availabilityZones.length,
  "database.instances": ({ database }) => database.instances,
  "database.backupRetentionDays": ({ database }) => database.backupRetentionDays,
  "cache.snapshotRetentionDays": ({ cache }) => cache.snapshotRetentionDays,
  "backups.hourly.deleteAfterDays": ({ backups }) => backups.hourly.deleteAfterDays,
  "backups.daily.deleteAfterDays": ({ backups }) => backups.daily.deleteAfterDays,
  "logs.retentionDays": ({ logs }) => logs.retentionDays,
  // A limit that no environment before production has shown would be tested on customers.
  "firewall.requestsPerFiveMinutes": ({ firewall }) => firewall.requestsPerFiveMinutes,
};

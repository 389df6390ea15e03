import {
  NETWORK_RULES,
  RECOVERY_RULES,
  distinct,
  durableProduction,
  problemAt,
  separateNetworks,
  zonesOf,
  type CrossEnvironmentRule,
  type EnvironmentRule,
  type InputProblem,
} from "../modules/environment";
import type { Environment } from "./environment";
import { STANDBY_RULES, STANDBYS_TOGETHER } from "./standby-rules";

const isProduction = ({ stage }: Environment): boolean => stage === "production";

/** Concurrent executions of the outbox and the migration, which no setting changes. */
const OTHER_EXECUTIONS = 2;

/** Connections to the writer at full concurrency: one for each execution. */
function writerConnections({ maxConcurrency, workerConcurrency, paymentConcurrency }: Environment["compute"]): number {
  return maxConcurrency + workerConcurrency + paymentConcurrency + OTHER_EXECUTIONS;
}

/**
 * Connections that Aurora's default `max_connections` allows: about 189 for each ACU of the maximum (AWS documents
 * 189 for 1 and 823 for 4), at most 5000, and at most 2000 where the minimum is half an ACU.
 */
function databaseConnections({ minCapacityAcu, maxCapacityAcu }: Environment["database"]): number {
  return Math.min(189 * maxCapacityAcu, minCapacityAcu <= 0.5 ? 2_000 : 5_000);
}

/**
 * Second words of the names of the tooling's resources, such as `<project>-tfstate-<account>`. An environment of such
 * a name would have permissions on them, which names grant.
 */
const RESERVED_NAMES = [
  "api",
  "artifacts",
  "backend",
  "bootstrap",
  "boundary",
  "build",
  "delivery",
  "deploy",
  "frontend",
  "images",
  "pipelines",
  "plan",
  "publish",
  "tfstate",
];

/** Services that the application calls while it runs. */
const CALLED_SERVICES = ["secretsmanager", "sqs", "ssm", "states"] as const;

/** True for a name that a registrar sells: two labels, or three below a suffix such as `co.uk`. */
function isRegistrable(domainName: string): boolean {
  const labels = domainName.split(".").length;
  return (
    labels === 2 || (labels === 3 && /\.(?:ac|co|com|edu|go|gob|gov|gv|ne|net|or|org)\.[a-z]{2}$/.test(domainName))
  );
}

/** Regions of Amazon SES that Cognito uses from every other region. */
const SES_REGIONS = ["us-east-1", "us-west-2", "eu-west-1"];

/** True if Cognito in a region may send from the address by the identity, which is a domain or an address. */
function sendsFrom(email: { identityArn: string; from: string }, region: string): boolean {
  const [, , , identityRegion = "", , resource = ""] = email.identityArn.split(":");
  const identity = resource.replace("identity/", "");
  const [, address = email.from] = /<(.*)>$/.exec(email.from) ?? [];
  const isSender = identity === address || `.${address.split("@")[1]}`.endsWith(`.${identity}`);
  return [region, ...SES_REGIONS].includes(identityRegion) && isSender;
}

/** Rules over several settings of one environment. */
export const RULES: readonly EnvironmentRule<Environment>[] = [
  ...NETWORK_RULES,
  ...STANDBY_RULES,
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
    property: "name",
    needs: ["name"],
    holds: ({ name }) => !RESERVED_NAMES.some((word) => name === word || name.startsWith(`${word}-`)),
    allowed: `no name that begins with ${RESERVED_NAMES.join(", ")}`,
    fix: "choose another name: stacks, roles and buckets of the tooling have these",
  },
  {
    property: "network.interfaceEndpoints",
    needs: ["network"],
    holds: ({ network }) =>
      network.natGateways !== "none" ||
      CALLED_SERVICES.every((service) => network.interfaceEndpoints.includes(service)),
    allowed: `at least ${CALLED_SERVICES.join(", ")} without a NAT gateway`,
    fix: "add the endpoints or a NAT gateway: the application calls these services from private subnets",
  },
  {
    property: "identity.email",
    needs: ["identity", "stage"],
    holds: (environment) =>
      !isProduction(environment) ||
      environment.identity.signUp !== "self-service" ||
      environment.identity.email !== "cognito",
    allowed: "an SES identity in production with self-service sign-up",
    fix: "verify the domain in Amazon SES: Cognito itself sends at most 50 messages a day",
  },
  {
    property: "identity.email",
    needs: ["identity", "region"],
    holds: ({ identity, region }) => identity.email === "cognito" || sendsFrom(identity.email, region),
    allowed: `an identity in the environment's region or ${SES_REGIONS.join(", ")}, that contains the sender's domain`,
    fix: "verify the sender's domain in Amazon SES of the environment's region, and copy the ARN of that identity",
  },
  ...RECOVERY_RULES,
  {
    property: "recoveryZones",
    needs: ["recoveryRegion", "recoveryZones"],
    holds: ({ recoveryRegion, recoveryZones }) =>
      zonesOf(recoveryRegion)(recoveryZones).length === 0 && new Set(recoveryZones).size === recoveryZones.length,
    allowed: "zones of recoveryRegion, each once",
    fix: "name zones that the account has there: aws ec2 describe-availability-zones --region <region>",
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
    holds: ({ site }) => site.strictTransportSecurity === "host" || !isRegistrable(site.domainName),
    allowed: "host for a registrable domain such as example.com or example.co.uk",
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

/** Concurrency that AWS leaves unreserved in every account and region. */
const UNRESERVED = 100;

const placeOf = ({ account, region }: Environment): string => `${account} ${region}`;

/** The functions of all environments of one account and region fit into its concurrency. */
function reservedConcurrency(environments: readonly Environment[]): InputProblem[] {
  const places = [...new Set(environments.map(placeOf))];
  return places.flatMap((place) => {
    const neighbors = environments.filter((environment) => placeOf(environment) === place);
    const reserved = neighbors.reduce((sum, { compute }) => sum + writerConnections(compute), 0);
    const quota = Math.min(...neighbors.map(({ compute }) => compute.accountConcurrency ?? 1_000));
    const fix = "lower the concurrency, or raise the quota of the account and set compute.accountConcurrency";
    const allowed = `reservations of at most ${quota - UNRESERVED} in one account and region; all environments reserve ${reserved}`;
    return reserved <= quota - UNRESERVED
      ? []
      : neighbors.slice(-1).map((environment) => problemAt(environment, "compute.maxConcurrency", allowed, fix));
  });
}

/** `dev` and `dev-recovery` cannot both be environments: the second is the name of a stack of the first. */
function distinctStacks(environments: readonly Environment[]): InputProblem[] {
  const recoveryStacks = environments.map(({ name }) => `${name}-recovery`);
  const fix = "choose another name: that environment has a stack of this name";
  return environments
    .filter(({ name }) => recoveryStacks.includes(name))
    .map((environment) => problemAt(environment, "name", "a name other than <environment>-recovery", fix));
}

/** Rules over all environments together. */
export const TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  distinct("name", "rename one of them: the name is the stack and the state"),
  separateNetworks("network.cidr"),
  durableProduction(isProduction, DURABILITY),
  ...STANDBYS_TOGETHER,
  reservedConcurrency,
  distinctStacks,
];

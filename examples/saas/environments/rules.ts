import { overlaps, parseCidr, zonesOf } from "groundplan/core";
import {
  NETWORK_RULES,
  distinct,
  durableProduction,
  problemAt,
  separateNetworks,
  type CrossEnvironmentRule,
  type EnvironmentRule,
} from "groundplan/environment";
import type { Environment, Standby } from "./environment";

const isProduction = ({ stage }: Environment): boolean => stage === "production";

/** Holds where an environment has no passive region. */
const ofStandby =
  (holds: (standby: Standby, environment: Environment) => boolean) =>
  (environment: Environment): boolean =>
    environment.standby === "none" || holds(environment.standby, environment);

/** Rules of the passive region. */
const STANDBY_RULES: readonly EnvironmentRule<Environment>[] = [
  {
    property: "standby",
    needs: ["standby", "stage"],
    holds: (environment) => environment.standby !== "none" || !isProduction(environment),
    allowed: "a second region in production",
    fix: "name it: without it, the loss of the main region stops the service for longer than an hour",
  },
  {
    property: "active",
    needs: ["standby", "active"],
    holds: ({ active, standby }) => active === "main" || standby !== "none",
    allowed: "main without a second region",
    fix: "set it to main, or name the second region",
  },
  {
    property: "standby.availabilityZones",
    needs: ["standby"],
    holds: ofStandby(({ region, availabilityZones }) => zonesOf(region)(availabilityZones).length === 0),
    allowed: "zones of us-west-2, such as us-west-2a",
    fix: "name zones of the second region",
  },
  {
    property: "standby.network.cidr",
    needs: ["standby", "network"],
    holds: ofStandby(({ network }, environment) => {
      return !overlaps(parseCidr(network.cidr)!, parseCidr(environment.network.cidr)!);
    }),
    allowed: "a network that does not overlap that of the main region",
    fix: "choose another range: overlapping networks can never be connected",
  },
  {
    property: "standby.copiesKeyArn",
    needs: ["standby", "account"],
    holds: ofStandby(({ copiesKeyArn }, { account }) => copiesKeyArn.split(":")[4] === account),
    allowed: "the ARN of a key of the environment's account",
    fix: "copy the output copies-key-arn of the recovery stack",
  },
  {
    property: "tables.capacity",
    needs: ["standby", "tables"],
    holds: ({ standby, tables }) => standby === "none" || tables.capacity === "on-demand",
    allowed: "on-demand with a second region",
    fix: "bill on demand: provisioned units of a replica scale separately and throttle replication",
  },
];

/** Rules over several settings of one environment. */
export const RULES: readonly EnvironmentRule<Environment>[] = [
  ...NETWORK_RULES,
  ...STANDBY_RULES,
  {
    property: "name",
    needs: ["name"],
    holds: ({ name }) => name !== "account" && !/-(recovery|standby)$/.test(name),
    allowed: "a name other than account that does not end in -recovery or -standby",
    fix: "rename the environment: other stacks have these names",
  },
  {
    property: "deletionProtection",
    needs: ["deletionProtection", "stage"],
    holds: (environment) => environment.deletionProtection || !isProduction(environment),
    allowed: "true in production",
    fix: "set it to true",
  },
  {
    property: "database.availability",
    needs: ["database", "stage"],
    holds: (environment) => environment.database.availability === "multi-az" || !isProduction(environment),
    allowed: "multi-az in production",
    fix: "set it: without a standby, the loss of a zone stops the database",
  },
  {
    property: "database.replicaZones",
    needs: ["database", "availabilityZones"],
    holds: ({ database, availabilityZones }) => database.replicaZones.every((zone) => availabilityZones.includes(zone)),
    allowed: "zones of availabilityZones",
    fix: "name a zone with a data subnet",
  },
];

/** Settings in which no environment before production surpasses it. */
const DURABILITY = [
  "availabilityZones",
  "database.replicaZones",
  "database.backupRetentionDays",
  "cache.replicas",
  "cache.snapshotRetentionDays",
  "backups.deleteAfterDays",
  "logRetentionDays",
];

/** Refuses a site whose name is that of another environment's API, or below it. */
function noSiteBelowApi(environments: readonly Environment[]) {
  return environments.flatMap(({ name, site }) =>
    environments
      .filter((other) => `.${other.site.domainName}`.endsWith(`.api.${site.domainName}`))
      .map((other) =>
        problemAt(other, "site.domainName", `a name outside of the API of ${name}`, "choose another name"),
      ),
  );
}

/** Rules over all environments together. */
export const TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  distinct("name", "rename one of them: the name is the stack and the state"),
  distinct("prefix", "choose another prefix: physical names would be the same"),
  distinct("site.domainName", "choose another name: one site has it"),
  noSiteBelowApi,
  separateNetworks("network.cidr"),
  separateNetworks("standby.network.cidr"),
  durableProduction(isProduction, DURABILITY),
];

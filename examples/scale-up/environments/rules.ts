import { partitionOf } from "groundplan/core";
import {
  NETWORK_RULES,
  RECOVERY_RULES,
  distinct,
  durableProduction,
  separateNetworks,
  type CrossEnvironmentRule,
  type EnvironmentRule,
} from "groundplan/environment";
import type { Environment } from "./environment";

const isProduction = ({ stage }: Environment): boolean => stage === "production";

/** Longest name of a certificate without `media.`. */
const MAX_DOMAIN_NAME = 58;

/** Rules over several settings of one environment. */
export const RULES: readonly EnvironmentRule<Environment>[] = [
  ...NETWORK_RULES,
  ...RECOVERY_RULES,
  {
    property: "region",
    needs: ["region"],
    holds: ({ region }) => partitionOf(region) === "aws",
    allowed: "a region outside China and AWS GovCloud (US)",
    fix: "choose another one: certificates, web ACL and metrics of CloudFront are in us-east-1",
  },
  {
    property: "name",
    needs: ["name"],
    holds: ({ name }) => name !== "account",
    allowed: "a name other than account",
    fix: "rename the environment: the resources of the account have the stack of this name",
  },
  {
    property: "site.domainName",
    needs: ["site"],
    holds: ({ site }) => site.domainName.length <= MAX_DOMAIN_NAME,
    allowed: `at most ${MAX_DOMAIN_NAME} characters`,
    fix: "choose a shorter name: ACM issues certificates for 64 characters, and the media are below media.<domain>",
  },
  {
    property: "deletionProtection",
    needs: ["deletionProtection", "stage"],
    holds: (environment) => environment.deletionProtection || !isProduction(environment),
    allowed: "true in production",
    fix: "set it to true",
  },
  {
    property: "database.standby",
    needs: ["database", "stage"],
    holds: (environment) => environment.database.standby === "other-zone" || !isProduction(environment),
    allowed: "other-zone in production",
    fix: "set it: without a standby, the loss of a zone stops reports, jobs and payments",
  },
];

/** Settings in which no environment before production surpasses it. */
const DURABILITY = [
  "availabilityZones",
  "database.backupRetentionDays",
  "cache.replicas",
  "cache.snapshotRetentionDays",
  "backups.deleteAfterDays",
  "logRetentionDays",
];

/** Rules over all environments together. */
export const TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  distinct("name", "rename one of them: the name is the stack and the state"),
  distinct("projectName", "choose another prefix: physical names would be the same"),
  distinct("dbPasswordSecretName", "choose another name: a secret has one database"),
  distinct("site.domainName", "choose another name: one site has it"),
  separateNetworks("network.cidr"),
  durableProduction(isProduction, DURABILITY),
];

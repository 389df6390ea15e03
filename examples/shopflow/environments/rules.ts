import {
  NETWORK_RULES,
  distinct,
  durableProduction,
  separateNetworks,
  type CrossEnvironmentRule,
  type EnvironmentRule,
} from "groundplan/environment";
import type { Environment } from "./environment";

const isProduction = ({ stage }: Environment): boolean => stage === "production";

/** Connections that a process of the application opens to each endpoint. */
const CONNECTIONS_OF_TASK = 10;

/** Tasks at once: a deployment runs two fleets of the service. */
const mostTasks = ({ api, worker }: Environment): number => 2 * api.maxTasks + worker.maxTasks;

/** Rules over several settings of one environment. */
export const RULES: readonly EnvironmentRule<Environment>[] = [
  ...NETWORK_RULES,
  {
    property: "name",
    needs: ["name"],
    holds: ({ name }) => name !== "delivery",
    allowed: "a name other than delivery",
    fix: "rename the environment: the pipeline has the stack of this name",
  },
  {
    property: "api.tasks",
    needs: ["api"],
    holds: ({ api }) => api.minTasks <= api.tasks && api.tasks <= api.maxTasks,
    allowed: "minTasks to maxTasks",
    fix: "Application Auto Scaling would change the number at once",
  },
  {
    property: "worker.minTasks",
    needs: ["worker"],
    holds: ({ worker }) => worker.minTasks <= worker.maxTasks,
    allowed: "at most worker.maxTasks",
    fix: "raise the maximum or lower the minimum",
  },
  {
    property: "database.maxConnections",
    needs: ["api", "worker", "database"],
    holds: (environment) => CONNECTIONS_OF_TASK * mostTasks(environment) <= environment.database.maxConnections,
    allowed: `at least ${CONNECTIONS_OF_TASK} for each task of two fleets of the API and of the worker`,
    fix: "raise the number within the memory of the class, or lower maxTasks",
  },
  {
    property: "database.replicaZones",
    needs: ["database", "availabilityZones"],
    holds: ({ database, availabilityZones }) => database.replicaZones.every((zone) => availabilityZones.includes(zone)),
    allowed: "zones of availabilityZones",
    fix: "name zones that have subnets",
  },
  {
    property: "budget.thresholdsUsd",
    needs: ["budget"],
    holds: ({ budget }) => budget.thresholdsUsd.every((threshold) => threshold <= budget.limitUsd),
    allowed: "at most budget.limitUsd",
    fix: "raise the limit to the last threshold",
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
    fix: "set it: without a standby, the loss of a zone stops the shop",
  },
];

/** Settings in which no environment before production surpasses it. */
const DURABILITY = [
  "availabilityZones",
  "api.maxTasks",
  "database.backupRetentionDays",
  "cache.snapshotRetentionDays",
  "backups.deleteAfterDays",
  "logRetentionDays",
];

/** Rules over all environments together. */
export const TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  distinct("name", "rename one of them: the name is the stack and the state"),
  distinct("prefix", "choose another prefix: physical names would be the same"),
  distinct("site.domainName", "choose another name: CloudFront serves a name from one distribution"),
  separateNetworks("network.cidr"),
  durableProduction(isProduction, DURABILITY),
];

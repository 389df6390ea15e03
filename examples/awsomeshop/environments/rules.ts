import {
  NETWORK_RULES,
  distinct,
  problemAt,
  type CrossEnvironmentRule,
  type EnvironmentRule,
  type InputProblem,
} from "groundplan/environment";
import type { Environment } from "./environment";

/** Tasks for each task of the service while a deployment runs, with one connection at least. */
const TASKS_OF_DEPLOYMENT = 2;

/** Rules over several settings of one environment. */
export const RULES: readonly EnvironmentRule<Environment>[] = [
  ...NETWORK_RULES,
  {
    property: "network.workloadZone",
    needs: ["network", "availabilityZones"],
    holds: ({ network, availabilityZones }) => availabilityZones.includes(network.workloadZone),
    allowed: "one of availabilityZones",
    fix: "name a zone that has subnets",
  },
  {
    property: "service.tasks",
    needs: ["service"],
    holds: ({ service }) => service.minTasks <= service.tasks && service.tasks <= service.maxTasks,
    allowed: "minTasks to maxTasks",
    fix: "Application Auto Scaling would change the number at once",
  },
  {
    property: "database.maxConnections",
    needs: ["service", "database"],
    holds: ({ service, database }) => TASKS_OF_DEPLOYMENT * service.maxTasks <= database.maxConnections,
    allowed: `at least ${TASKS_OF_DEPLOYMENT} for each of service.maxTasks`,
    fix: "raise the number within the memory of the class, or lower maxTasks",
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
    holds: ({ deletionProtection, stage }) => deletionProtection || stage !== "production",
    allowed: "true in production",
    fix: "set it to true",
  },
];

/** Physical names have no stage, as the document writes them: two stages in one place would have the same names. */
function oneForEachAccount(environments: readonly Environment[]): InputProblem[] {
  const earlier = (position: number) => environments.slice(0, position).map(({ account }) => account);
  const fix = "give each stage an account of its own, which the document's names and budgets need";
  return environments
    .filter(({ account }, position) => earlier(position).includes(account))
    .map((environment) => problemAt(environment, "account", "an account of no other environment", fix));
}

/** Rules over all environments together. */
export const TOGETHER: readonly CrossEnvironmentRule<Environment>[] = [
  distinct("name", "rename one of them: the name is the stack and the state"),
  distinct("site.domainName", "choose another name: a record has one load balancer"),
  oneForEachAccount,
];

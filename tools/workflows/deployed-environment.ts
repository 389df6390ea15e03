import { partitionOf } from "../../modules/core";
import { stackNamesOf } from "../runner/terraform/synthesized-stacks";

/** Name, account and region of an environment, and the names of all stacks of the app. */
export interface EnvironmentLocation {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly stackNames: readonly string[];
}

/** The inputs of the jobs of one environment. */
export interface DeployedEnvironment {
  readonly name: string;
  readonly region: string;
  /** Names of the stacks, in the order of their deployment. */
  readonly stacks: readonly string[];
  /** Bucket for saved plans. */
  readonly planBucket: string;
  /** ARNs of the roles that jobs assume: of pull requests, of the branch, and of the environment. */
  readonly roles: { readonly plan: string; readonly save: string; readonly apply: string };
}

/** Computes the names of roles and bucket, as stacks with a `GithubTrust` name them, and orders the stacks. */
export function deployedEnvironment(
  project: string,
  { name, account, region, stackNames }: EnvironmentLocation,
): DeployedEnvironment {
  const roleOf = (purpose: string): string =>
    `arn:${partitionOf(region)}:iam::${account}:role/${project}-${name}-github-${purpose}`;
  return {
    name,
    region,
    stacks: stackNamesOf(name).filter((stack) => stackNames.includes(stack)),
    planBucket: `${project}-github-plans-${account}`,
    roles: { plan: roleOf("plan"), save: roleOf("save"), apply: roleOf("apply") },
  };
}

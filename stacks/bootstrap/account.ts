import type { AwsRegion } from "../../modules/core";
import type { DeployedResources } from "./deployed-resources";

/** An account to prepare, and the environments that are deployed into it. */
export interface BootstrapAccount {
  readonly project: string;
  readonly owner: string;
  readonly account: string;
  readonly region: AwsRegion;
  readonly recoveryRegion: AwsRegion;
  /** Refuses plans that would delete state. */
  readonly deletionProtection: boolean;
  /**
   * `local` for the very first apply, which creates the bucket that the state then moves to; `bucket` from then on.
   */
  readonly bootstrapState: "local" | "bucket";
  /** Names of the account's environments; each has its own deployment roles. */
  readonly environments: readonly string[];
  /** Resources of these environments. Permissions of the deployment roles follow from them. */
  readonly deployed: DeployedResources;
  /** Account whose builds assume the deployment roles. @default the account itself */
  readonly trustedBuildAccount?: string;
}

type Tooling = Omit<BootstrapAccount, "environments" | "deployed" | "trustedBuildAccount">;

interface AccountEnvironment {
  readonly name: string;
  readonly account: string;
}

/**
 * Regions that a deployment reaches: the environment's two, and us-east-1 for CloudFront, its web ACL, Route 53 and
 * IAM.
 */
export function deploymentRegions({ region, recoveryRegion }: BootstrapAccount): AwsRegion[] {
  return [...new Set<AwsRegion>([region, recoveryRegion, "us-east-1"])];
}

/**
 * The accounts to bootstrap by stack id: the tooling account as `bootstrap`, each further account as
 * `bootstrap-<account>`.
 *
 * @param deployedIn - resources of the environments with these names.
 */
export function accountsToBootstrap(
  tooling: Tooling,
  environments: readonly AccountEnvironment[],
  deployedIn: (environments: readonly string[]) => DeployedResources,
): ReadonlyMap<string, BootstrapAccount> {
  const contentsOf = (account: string) => {
    const names = environments.filter((environment) => environment.account === account).map(({ name }) => name);
    return { environments: names, deployed: deployedIn(names) };
  };
  const others = environments.map(({ account }) => account).filter((account) => account !== tooling.account);
  return new Map([
    ["bootstrap", { ...tooling, ...contentsOf(tooling.account) }],
    ...others.map((account): [string, BootstrapAccount] => [
      `bootstrap-${account}`,
      { ...tooling, account, trustedBuildAccount: tooling.account, ...contentsOf(account) },
    ]),
  ]);
}

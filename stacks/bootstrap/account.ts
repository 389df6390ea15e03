import type { AwsRegion } from "../../modules/core";

/** The account that is prepared, and what is deployed into it. */
export interface BootstrapAccount {
  readonly project: string;
  readonly owner: string;
  readonly account: string;
  readonly region: AwsRegion;
  readonly recoveryRegion: AwsRegion;
  /** Refuse any plan that would delete state. */
  readonly deletionProtection: boolean;
  /** `local` for the very first apply, which makes the bucket that the state then moves to; `bucket` ever after. */
  readonly bootstrapState: "local" | "bucket";
  /** The account whose builds may deploy here. @default the account itself */
  readonly trustedBuildAccount?: string;
}

/** Regions that a deployment may touch: its own two, and the one in which CloudFront, its firewall, Route 53 and IAM are called. */
export function deploymentRegions({ region, recoveryRegion }: BootstrapAccount): AwsRegion[] {
  return [...new Set<AwsRegion>([region, recoveryRegion, "us-east-1"])];
}

/** Every account that needs bootstrapping, by stack id: the tooling's own as `bootstrap`, and those of environments elsewhere. */
export function accountsToBootstrap(
  tooling: Omit<BootstrapAccount, "trustedBuildAccount">,
  environments: readonly { readonly account: string }[],
): ReadonlyMap<string, BootstrapAccount> {
  const others = environments.map(({ account }) => account).filter((account) => account !== tooling.account);
  return new Map([
    ["bootstrap", tooling],
    ...others.map((account): [string, BootstrapAccount] => [
      `bootstrap-${account}`,
      { ...tooling, account, trustedBuildAccount: tooling.account },
    ]),
  ]);
}

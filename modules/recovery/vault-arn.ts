import { arn, partitionOf, type AwsRegion, type Rule } from "../core";

/** ARN of a vault, computed without a reference to the stack that creates it. */
export function vaultArn(region: AwsRegion, account: string, name: string, partition = partitionOf(region)): string {
  return `arn:${partition}:backup:${region}:${account}:backup-vault:${name}`;
}

/**
 * Accepts ARNs of backup vaults.
 *
 * @param region - region of the vault. @default any region
 */
export function vaultArnRule(region?: string): Rule<string> {
  const parts = { of: "a backup vault", service: "backup", resource: /backup-vault:[A-Za-z0-9_-]{2,50}/, region };
  return arn(parts, "pass the vaultArn of a vault, or vaultArn(...)");
}

import { matching, type AwsRegion } from "../core";

/** ARN of a vault, computed without a reference to the stack that creates it. */
export function vaultArn(region: AwsRegion, account: string, name: string): string {
  return `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
}

/** Accepts ARNs of backup vaults. */
export const VAULT_ARN = matching(
  /^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/,
  "the ARN of a backup vault",
  "pass the vaultArn of a vault, or vaultArn(...)",
);

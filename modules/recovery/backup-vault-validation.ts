import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  fields,
  integer,
  isKnown,
  physicalName,
  providerOfRegion,
  satisfying,
} from "../core";
import type { BackupVaultProps, VaultLock } from "./backup-vault-props";

/** Longest retention of AWS Backup in days. */
const MAX_RETENTION_DAYS = 36_500;

const LOCK = fields<VaultLock>(({ minRetentionDays }) => ({
  minRetentionDays: integer(1, MAX_RETENTION_DAYS, "choose the shortest retention of the vault"),
  maxRetentionDays: [
    integer(1, MAX_RETENTION_DAYS, "choose the longest retention of the vault"),
    satisfying((days) => days >= minRetentionDays, `at least minRetentionDays, ${minRetentionDays}`, "raise it"),
  ],
}));

/** Limits of `CreateBackupVault` and `PutBackupVaultLockConfiguration`. */
export function validateBackupVault(scope: Construct, id: string, props: BackupVaultProps): void {
  requireProps(scope, id, props, { name: "string", key: "object" });
  const region = props.regional?.region ?? AwsStack.of(scope).region;
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      name: physicalName("backup vault name"),
      "key.region": satisfying(
        (keyRegion) => !isKnown(region) || keyRegion === region,
        `the vault's region, ${region}`,
        "encrypt the vault with a key of its region",
      ),
      lock: (lock) => (lock === "none" ? [] : LOCK(lock)),
    })
    .throwIfInvalid();
}

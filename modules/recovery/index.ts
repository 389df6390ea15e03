export { BackupPlan } from "./backup-plan";
export type { BackupPlanProps, BackupSelection } from "./backup-plan-props";
export { BACKUP_RULE_DEFAULTS, type BackupRule } from "./backup-rule";
export { BackupVault } from "./backup-vault";
export { BACKUP_VAULT_DEFAULTS, type BackupVaultProps, type VaultLock } from "./backup-vault-props";
export { RestoreTesting } from "./restore-testing";
export {
  RESTORE_TESTING_DEFAULTS,
  RESTORE_TESTING_TYPES,
  type RestoreTestingProps,
  type RestoreTestingType,
} from "./restore-testing-props";
export { recoveryPoint, type RecoveryPointProps } from "./rpo";
export { vaultArn } from "./vault-arn";

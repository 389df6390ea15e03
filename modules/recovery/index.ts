export { BackupPlan, type BackupPlanProps, type BackupSelection } from "./backup-plan";
export { BACKUP_RULE_DEFAULTS, type BackupRule } from "./backup-rule";
export { BACKUP_VAULT_DEFAULTS, BackupVault, vaultArn, type BackupVaultProps, type VaultLock } from "./backup-vault";
export {
  RESTORE_TESTING_DEFAULTS,
  RESTORE_TESTING_TYPES,
  RestoreTesting,
  type RestoreTestingProps,
  type RestoreTestingType,
} from "./restore-testing";
export { recoveryPoint, type RecoveryPointProps } from "./rpo";

export { BackupPlan } from "./backup-plan";
export { BACKUP_PLAN_DEFAULTS, type BackupPlanProps, type BackupSelection, type PlanVault } from "./backup-plan-props";
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
export { recoveryPoints, type RulePoints } from "./recovery-points";
export { recoveryTime, type RecoveryTimeProps } from "./rto";
export { REPLICATION_TIME_CONTROL, recoveryPoint, type RecoveryPointProps, type ReplicationTimes } from "./rpo";
export { vaultArn } from "./vault-arn";

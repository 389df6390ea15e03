import type { Mapping } from "./grammar";

export const RECOVERY: Mapping = {
  aws_backup_plan: {
    type: "AWS::Backup::BackupPlan",
    arguments: {
      name: "BackupPlan.BackupPlanName",
      rule: "BackupPlan.BackupPlanRule",
      "rule.target_vault_name": "TargetBackupVault",
      "rule.schedule": "ScheduleExpression",
      "rule.start_window": "StartWindowMinutes",
      "rule.completion_window": "CompletionWindowMinutes",
      "rule.copy_action": "CopyActions",
      "rule.copy_action.destination_vault_arn": "DestinationBackupVaultArn",
      "rule.lifecycle.cold_storage_after": "MoveToColdStorageAfterDays",
      "rule.lifecycle.delete_after": "DeleteAfterDays",
      "rule.copy_action.lifecycle.cold_storage_after": "MoveToColdStorageAfterDays",
      "rule.copy_action.lifecycle.delete_after": "DeleteAfterDays",
      tags: "BackupPlanTags",
    },
  },
  aws_backup_selection: {
    type: "AWS::Backup::BackupSelection",
    arguments: {
      name: "BackupSelection.SelectionName",
      iam_role_arn: "BackupSelection.IamRoleArn",
      plan_id: "BackupPlanId",
      resources: "BackupSelection.Resources",
      selection_tag: "BackupSelection.ListOfTags",
      "selection_tag.key": "ConditionKey",
      "selection_tag.type": "ConditionType",
      "selection_tag.value": "ConditionValue",
    },
  },
  aws_backup_vault: {
    type: "AWS::Backup::BackupVault",
    arguments: { kms_key_arn: "EncryptionKeyArn", tags: "BackupVaultTags", force_destroy: null },
  },
  aws_backup_vault_policy: { into: "aws_backup_vault", by: "backup_vault_name", arguments: { policy: "AccessPolicy" } },
  aws_backup_restore_testing_plan: { type: "AWS::Backup::RestoreTestingPlan" },
  aws_backup_restore_testing_selection: { type: "AWS::Backup::RestoreTestingSelection" },
};

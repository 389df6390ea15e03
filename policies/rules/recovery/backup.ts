import { all, forType, isSet, needs, notTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { eachStatement, someStatement, unknownCallerProblem } from "../../iam/questions";
import { isReplica } from "../checks/database-replicas";
import { LIFECYCLE } from "./checks/backup-lifecycles";
import {
  copiesBackups,
  copiesToOtherRegion,
  deniesRecoveryPointDeletion,
  meetsRecoveryPoint,
  meetsRetention,
  testsRestores,
} from "./checks/backup-plans";
import { BACKED_UP_TYPES, isSelected } from "./checks/backup-selections";

export const BACKUP_RULES: readonly Rule[] = [
  {
    id: "BKP-01",
    title: "Backup vaults are encrypted and deny the deletion of recovery points",
    severity: "high",
    rationale: "An attacker with access to the account deletes the backups first.",
    fix: "Set kms_key_arn, force_destroy to false, and an aws_backup_vault_policy that denies backup:DeleteRecoveryPoint to everyone. In a Groundplan module: `deletionProtection`.",
    controls: { fsbp: ["Backup.1"], nist: ["CP-9", "SC-28(1)"], checkov: ["CKV_AWS_166"] },
    types: ["aws_backup_vault", "aws_backup_vault_policy"],
    check: all(
      forType(
        "aws_backup_vault",
        all(
          isSet("kms_key_arn"),
          when((_resource, { profile }) => profile !== "dev", notTrue("force_destroy")),
          needs("aws_backup_vault_policy", "needs a vault policy that denies backup:DeleteRecoveryPoint"),
        ),
      ),
      forType(
        "aws_backup_vault_policy",
        all(
          eachStatement("policy", unknownCallerProblem),
          someStatement("policy", "must deny backup:DeleteRecoveryPoint to everyone", deniesRecoveryPointDeletion),
        ),
      ),
    ),
  },
  {
    id: "BKP-02",
    title: "Backup plans copy to another region, set a retention period and meet the recovery point objective",
    severity: "high",
    rationale: "Backups are lost with their region; a daily backup cannot restore the last hour.",
    fix: "Set copy_action.destination_vault_arn in another region and lifecycle.delete_after on every rule; give one rule a long retention period, and one an interval within the recovery point objective. In a Groundplan module: `rules`.",
    awsError:
      "InvalidParameterValueException: DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
    controls: { nist: ["CP-6", "CP-9"] },
    types: ["aws_backup_plan"],
    parameters: { days: 35, minutes: 60 },
    relaxed: { staging: { days: 7, minutes: 1440 }, dev: { days: 1, minutes: 1440 } },
    check: all(
      isSet("rule.target_vault_name"),
      isSet("rule.lifecycle.delete_after"),
      copiesBackups,
      copiesToOtherRegion,
      meetsRetention,
      meetsRecoveryPoint,
      ...LIFECYCLE,
    ),
  },
  {
    id: "BKP-03",
    title: "Databases, tables and file systems are in a backup selection",
    severity: "high",
    rationale:
      "A backup plan protects only what it selects. Buckets use versions (S3-04) and replicas (S3-09) instead, caches use snapshots (CAC-04). A replica has the backups of its source.",
    fix: "Add the ARN to aws_backup_selection.resources, or a tag that a selection matches. In a Groundplan module: `backup`.",
    controls: {
      fsbp: ["DynamoDB.4", "RDS.26"],
      nist: ["CP-9"],
      checkov: ["CKV2_AWS_8", "CKV2_AWS_18"],
      nag: ["RDSInBackupPlan", "DynamoDBInBackupPlan"],
    },
    types: BACKED_UP_TYPES,
    relaxed: { dev: "off" },
    check: when(({ values }) => !isReplica(values), isSelected),
  },
  {
    id: "BKP-04",
    title: "Restores are tested automatically, and failed backup jobs raise an alarm",
    severity: "medium",
    rationale:
      "A backup that was never restored is unproven. A vault lock is not required: the vault policy denies deletion (BKP-01), and a lock in compliance mode is irreversible.",
    fix: "Add aws_backup_restore_testing_plan with a selection, and an alarm in the namespace AWS/Backup or aws_backup_vault_notifications.",
    controls: { nist: ["CP-4", "CP-9"] },
    types: [
      "aws_backup_plan",
      "aws_backup_restore_testing_plan",
      "aws_backup_restore_testing_selection",
      "aws_backup_selection",
    ],
    relaxed: { dev: "off" },
    check: all(
      forType("aws_backup_plan", testsRestores),
      forType(
        "aws_backup_restore_testing_plan",
        needs("aws_backup_restore_testing_selection", "needs a restore testing selection"),
      ),
      when(({ type }) => type.endsWith("_selection"), isSet("iam_role_arn")),
    ),
  },
];

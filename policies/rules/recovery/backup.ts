import { all, forType, isSet, needs, notTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { eachStatement, someStatement, strangerStatement } from "../../iam/questions";
import { LIFECYCLE } from "./checks/backup-lifecycles";
import {
  copiesElsewhere,
  keepsLongEnough,
  keepsRecoveryPoints,
  restoresAreTested,
  runsOftenEnough,
} from "./checks/backup-plans";
import { BACKED_UP_TYPES, isSelected } from "./checks/backup-selections";

export const BACKUP_RULES: readonly Rule[] = [
  {
    id: "BKP-01",
    title: "Backup vaults are encrypted and refuse the deletion of recovery points",
    severity: "high",
    rationale: "Whoever gets into the account deletes the backups first.",
    fix: "Set kms_key_arn, force_destroy false, and a vault policy that denies backup:DeleteRecoveryPoint.",
    controls: { fsbp: ["Backup.1"], nist: ["CP-9", "SC-28(1)"], checkov: ["CKV_AWS_166"] },
    types: ["aws_backup_vault", "aws_backup_vault_policy"],
    check: all(
      forType(
        "aws_backup_vault",
        all(
          isSet("kms_key_arn"),
          when((_resource, { profile }) => profile !== "dev", notTrue("force_destroy")),
          needs("aws_backup_vault_policy", "needs a policy that denies backup:DeleteRecoveryPoint"),
        ),
      ),
      forType(
        "aws_backup_vault_policy",
        all(
          eachStatement("policy", strangerStatement),
          someStatement("policy", "must deny everyone backup:DeleteRecoveryPoint", keepsRecoveryPoints),
        ),
      ),
    ),
  },
  {
    id: "BKP-02",
    title:
      "Backup plans copy to another region, keep for a stated time, and run as often as the recovery point demands",
    severity: "high",
    rationale: "Backups in the region that was lost are lost with it; a daily backup cannot bring back the last hour.",
    fix: "Give every rule a copy_action into another region and lifecycle.delete_after, one of them long, and one rule an interval within the recovery point objective.",
    awsError:
      "InvalidParameterValueException: DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
    controls: { nist: ["CP-6", "CP-9"] },
    types: ["aws_backup_plan"],
    parameters: { days: 35, minutes: 60 },
    relaxed: { staging: { days: 7, minutes: 1440 }, dev: { days: 1, minutes: 1440 } },
    check: all(
      isSet("rule.target_vault_name"),
      isSet("rule.copy_action.destination_vault_arn"),
      isSet("rule.lifecycle.delete_after"),
      copiesElsewhere,
      keepsLongEnough,
      runsOftenEnough,
      ...LIFECYCLE,
    ),
  },
  {
    id: "BKP-03",
    title: "Every database, table and file system is selected for backup",
    severity: "high",
    rationale:
      "A plan protects what it selects. Buckets keep versions (S3-04) and replicas (S3-09) instead, caches snapshots (CAC-04).",
    fix: "Name it in aws_backup_selection.resources, or give it a tag that a selection selects.",
    controls: {
      fsbp: ["DynamoDB.4", "RDS.26"],
      nist: ["CP-9"],
      checkov: ["CKV2_AWS_8", "CKV2_AWS_18"],
      nag: ["RDSInBackupPlan", "DynamoDBInBackupPlan"],
    },
    types: BACKED_UP_TYPES,
    relaxed: { dev: "off" },
    check: isSelected,
  },
  {
    id: "BKP-04",
    title: "Restores are tested by themselves, and failed jobs tell somebody",
    severity: "medium",
    rationale:
      "A backup that was never restored is a hope. A vault lock is not demanded: the vault's policy refuses deletions (BKP-01), and a lock in compliance mode cannot be undone.",
    fix: "Add a restore testing plan with a selection, and an alarm on AWS/Backup or vault notifications.",
    controls: { nist: ["CP-4", "CP-9"] },
    types: [
      "aws_backup_plan",
      "aws_backup_restore_testing_plan",
      "aws_backup_restore_testing_selection",
      "aws_backup_selection",
    ],
    relaxed: { dev: "off" },
    check: all(
      forType("aws_backup_plan", restoresAreTested),
      forType(
        "aws_backup_restore_testing_plan",
        needs("aws_backup_restore_testing_selection", "needs a selection of what to restore"),
      ),
      when(({ type }) => type.endsWith("_selection"), isSet("iam_role_arn")),
    ),
  },
];

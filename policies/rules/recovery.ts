import { all, fail, forType, isSet } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isEmpty, stringsIn } from "../engine/values";
import { eachStatement, publicStatement } from "../iam/questions";

export const RECOVERY_RULES: readonly Rule[] = [
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
        all(isSet("kms_key_arn"), (resource, context) =>
          context.profile !== "dev" && resource.values["force_destroy"] === true
            ? [fail("force_destroy", "must not be true")]
            : [],
        ),
      ),
      forType("aws_backup_vault_policy", all(isSet("policy"), eachStatement("policy", publicStatement))),
    ),
  },
  {
    id: "BKP-02",
    title: "Backup plans keep a copy in another region for a stated time",
    severity: "high",
    rationale: "Backups in the region that was lost are lost with it.",
    fix: "Give the rules a copy_action, and a lifecycle.",
    awsError:
      "InvalidParameterValueException: DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
    controls: { nist: ["CP-6", "CP-9"] },
    types: ["aws_backup_plan"],
    check: all(isSet("rule.target_vault_name"), isSet("rule.copy_action.destination_vault_arn"), ({ values }) =>
      stringsIn(values).length === 0 ? [fail("rule", "needs rules")] : [],
    ),
  },
  {
    id: "BKP-03",
    title: "Every database is selected for backup",
    severity: "high",
    rationale: "A plan protects what it selects.",
    fix: "Name the database in aws_backup_selection.resources, or select its tag.",
    controls: {
      fsbp: ["DynamoDB.4"],
      nist: ["CP-9"],
      checkov: ["CKV2_AWS_8"],
      nag: ["RDSInBackupPlan", "DynamoDBInBackupPlan"],
    },
    types: ["aws_rds_cluster", "aws_db_instance", "aws_dynamodb_table"],
    relaxed: { dev: "off" },
    check: (resource, { graph }) => {
      const selections = graph.inStack(resource.stack, "aws_backup_selection");
      const byTag = selections.some(({ values }) => !isEmpty(values["selection_tag"]) || !isEmpty(values["condition"]));
      return byTag || graph.referrers(resource, "aws_backup_selection").length > 0
        ? []
        : [fail("", "needs a backup selection")];
    },
  },
  {
    id: "BKP-04",
    title: "Restores are tested by themselves",
    severity: "medium",
    rationale: "A backup that was never restored is a hope.",
    fix: "Select what to restore under its own role, within a window.",
    controls: { nist: ["CP-4", "CP-9"] },
    types: ["aws_backup_restore_testing_selection", "aws_backup_selection"],
    check: isSet("iam_role_arn"),
  },
];

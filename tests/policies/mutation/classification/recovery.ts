import { allGone, gone, KEPT, removed, weakened, type Classification } from "../protection";

/** Backup vaults, plans and selections. */
export const RECOVERY: Classification = {
  aws_backup_plan: {
    protects: [
      removed("rule", "BKP-02"),
      removed("rule.copy_action", "BKP-02"),
      removed("rule.copy_action.destination_vault_arn", "BKP-02"),
      weakened("rule.copy_action.destination_vault_arn", "BKP-02", ["arn:aws:backup:us-east-1:1:backup-vault:here"]),
      removed("rule.lifecycle", "BKP-02"),
      removed("rule[rule_name=hourly]", "BKP-02"),
      removed("rule[rule_name=daily]", "BKP-02"),
      weakened("rule.schedule", "EVB-03", ["cron(0 5 * * *)"], "BKP-02"),
    ],
    neutral: {},
  },
  aws_backup_restore_testing_plan: {
    protects: [gone("BKP-04"), weakened("schedule_expression", "EVB-03", ["cron(0 7 * * *)"])],
    neutral: { behaviour: ["recovery_point_selection", "start_window_hours"] },
  },
  aws_backup_restore_testing_selection: {
    protects: [gone("BKP-04"), removed("iam_role_arn", "BKP-04")],
    neutral: {
      wiring: ["restore_testing_plan_name"],
      behaviour: [
        "protected_resource_arns",
        "protected_resource_type",
        "restore_metadata_overrides",
        "validation_window_hours",
      ],
    },
  },
  aws_backup_selection: {
    protects: [allGone("BKP-03"), removed("iam_role_arn", "BKP-04")],
    neutral: { wiring: ["plan_id"], redundant: ["resources", "selection_tag"] },
  },
  aws_backup_vault: {
    protects: [removed("kms_key_arn", "BKP-01"), weakened("force_destroy", "BKP-01", [true, "true"]), KEPT],
    neutral: {},
  },
  aws_backup_vault_policy: {
    protects: [gone("BKP-01"), removed("policy", "BKP-01")],
    neutral: { wiring: ["backup_vault_name"] },
  },
};

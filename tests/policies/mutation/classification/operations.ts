import { allGone, gone, KEPT, removed, weakened, type Classification } from "../protection";

/** Notifications, backups, and the settings of the stack. */
export const OPERATIONS: Classification = {
  aws_cloudwatch_log_group: {
    protects: [weakened("retention_in_days", "LOG-01", [undefined, 0, 30]), removed("kms_key_id", "LOG-01")],
    neutral: {},
  },
  aws_cloudwatch_log_resource_policy: {
    protects: [removed("policy_document", "LOG-02")],
    neutral: { naming: ["policy_name"] },
  },
  aws_cloudwatch_metric_alarm: {
    protects: [
      removed("alarm_actions", "ALM-01"),
      weakened("alarm_actions", "ALM-01", [[]]),
      removed("treat_missing_data", "ALM-01"),
      weakened("actions_enabled", "ALM-01", [false]),
    ],
    neutral: {
      naming: ["alarm_name", "alarm_description"],
      behaviour: [
        "comparison_operator",
        "datapoints_to_alarm",
        "dimensions",
        "evaluation_periods",
        "extended_statistic",
        "metric_name",
        "metric_query",
        "namespace",
        "ok_actions",
        "period",
        "statistic",
        "threshold",
      ],
    },
  },
  aws_cloudwatch_dashboard: { protects: [], neutral: { naming: ["dashboard_name"], behaviour: ["dashboard_body"] } },
  aws_sns_topic: {
    protects: [weakened("kms_master_key_id", "SNS-01", [undefined, "alias/aws/sns"]), KEPT],
    neutral: {},
  },
  aws_sns_topic_policy: { protects: [gone("SNS-02"), removed("policy", "SNS-02")], neutral: { wiring: ["arn"] } },
  aws_sns_topic_subscription: { protects: [], neutral: { wiring: ["topic_arn"], behaviour: ["endpoint", "protocol"] } },
  aws_backup_vault: {
    protects: [removed("kms_key_arn", "BKP-01"), weakened("force_destroy", "BKP-01", [true, "true"]), KEPT],
    neutral: {},
  },
  aws_backup_vault_policy: {
    protects: [gone("BKP-01"), removed("policy", "BKP-01")],
    neutral: { wiring: ["backup_vault_name"] },
  },
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
  aws_backup_selection: {
    protects: [allGone("BKP-03"), removed("iam_role_arn", "BKP-04")],
    neutral: { wiring: ["plan_id"], redundant: ["resources", "selection_tag"] },
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
  aws_iam_policy_document: { protects: [], neutral: { behaviour: ["statement"] } },
  terraform: {
    protects: [
      weakened("backend.s3.encrypt", "OPS-04", [undefined, false]),
      weakened("backend.s3.use_lockfile", "OPS-04", [undefined, false]),
      removed("backend.s3.kms_key_id", "OPS-04"),
      weakened("provider.aws.allowed_account_ids", "OPS-03", [undefined, []]),
      removed("provider.aws.default_tags", "OPS-03"),
      removed("provider.aws.default_tags.tags.Environment", "OPS-03"),
      removed("provider.aws.default_tags.tags.Owner", "OPS-03"),
      removed("provider.aws.default_tags.tags.Project", "OPS-03"),
    ],
    neutral: { ordering: ["required_providers"], behaviour: ["output"] },
  },
};

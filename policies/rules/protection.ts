import { all, atLeast, expectAt, fail, isSet, isTrue, oneOf, when } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isUnresolved, numberOf, stringsIn } from "../engine/values";
import { eachStatement, publicStatement } from "../iam/questions";

const SECRET_VALUE =
  /AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[0-9A-Za-z-]{10,}/;
const SECRET_NAME =
  /(?:^|[._[\]-]|_)(?:password|passwd|secret_string|secret_access_key|private_key|api_?key|auth_token|client_secret)$/i;

export const PROTECTION_RULES: readonly Rule[] = [
  {
    id: "KMS-01",
    title: "Keys rotate, and wait before they are deleted",
    severity: "high",
    rationale: "A deleted key takes everything it encrypted with it.",
    fix: "Set enable_key_rotation, and deletion_window_in_days to 30.",
    controls: {
      fsbp: ["KMS.3", "KMS.4"],
      cis: ["3.6"],
      nist: ["SC-12"],
      checkov: ["CKV_AWS_7", "CKV_AWS_227"],
      trivy: ["AVD-AWS-0065"],
      nag: ["KMS5"],
    },
    types: ["aws_kms_key"],
    parameters: { days: 30 },
    relaxed: { staging: { days: 7 }, dev: { days: 7 } },
    check: all(
      when(
        ({ values }) => [undefined, "SYMMETRIC_DEFAULT"].includes(values["customer_master_key_spec"] as string),
        isTrue("enable_key_rotation"),
      ),
      when(({ values }) => values["deletion_window_in_days"] !== undefined, atLeast("deletion_window_in_days", "days")),
      expectAt("is_enabled", "must not be false", (value) => value !== false),
    ),
  },
  {
    id: "KMS-02",
    title: "Key policies name who may use the key",
    severity: "critical",
    rationale: "A public key policy makes encryption worthless.",
    fix: "Set policy; delegate to IAM through the account's root and pin services.",
    controls: { fsbp: ["KMS.5"], nist: ["AC-3", "SC-12"], checkov: ["CKV_AWS_33", "CKV2_AWS_64"] },
    types: ["aws_kms_key"],
    check: all(
      isSet("policy"),
      eachStatement("policy", publicStatement),
      expectAt("bypass_policy_lockout_safety_check", "must not be true", (value) => value !== true),
    ),
  },
  {
    id: "SEC-01",
    title: "Secrets are encrypted with a key of your own and wait before they are deleted",
    severity: "medium",
    rationale: "The recovery window is the only way back.",
    fix: "Set kms_key_id, and recovery_window_in_days to 30.",
    controls: {
      fsbp: ["SecretsManager.1", "SecretsManager.4"],
      nist: ["SC-12", "SC-28(1)"],
      checkov: ["CKV_AWS_149", "CKV2_AWS_57", "CKV_AWS_304"],
      trivy: ["AVD-AWS-0098"],
      nag: ["SMG4"],
    },
    types: ["aws_secretsmanager_secret"],
    parameters: { days: 30 },
    relaxed: { staging: { days: 7 }, dev: { days: 0 } },
    check: all(
      isSet("kms_key_id"),
      when(({ values }) => values["recovery_window_in_days"] !== undefined, atLeast("recovery_window_in_days", "days")),
    ),
  },
  {
    id: "SEC-02",
    title: "No secret stands in the configuration",
    severity: "critical",
    rationale: "Configuration is read by everybody, and state and plans keep copies.",
    fix: "Let AWS make the secret and read it at run time.",
    controls: {
      fsbp: ["ECS.8", "CodeBuild.2"],
      nist: ["IA-5(1)(c)"],
      checkov: ["CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46"],
      trivy: ["AVD-AWS-0036"],
      nag: ["ECS2"],
    },
    types: [
      "terraform",
      "aws_lambda_function",
      "aws_codebuild_project",
      "aws_ecs_task_definition",
      "aws_secretsmanager_secret_version",
      "aws_ssm_parameter",
      "aws_rds_cluster",
      "aws_db_instance",
      "aws_cognito_user_pool_client",
      "terraform_data",
      "aws_lambda_invocation",
      "aws_s3_object",
      "aws_iam_role_policy",
      "aws_cloudfront_distribution",
    ],
    check: ({ values }) =>
      stringsIn(values)
        .filter(
          ({ path, value }) =>
            SECRET_VALUE.test(String(value)) || (SECRET_NAME.test(path) && !isUnresolved(value) && value !== ""),
        )
        .map(({ path }) => fail(path, "looks like a secret")),
  },
  {
    id: "SSM-01",
    title: "Parameters with sensitive names are SecureString",
    severity: "high",
    rationale: "A String parameter is readable by whoever lists parameters.",
    fix: "Set type SecureString with key_id.",
    controls: { nist: ["SC-28(1)"], checkov: ["CKV_AWS_337", "CKV2_AWS_34"] },
    types: ["aws_ssm_parameter"],
    check: when(
      ({ values }) => /password|secret(?!-arn|-name)|token|private-?key/i.test(String(values["name"])),
      all(oneOf("type", "SecureString"), isSet("key_id")),
    ),
  },
  {
    id: "LOG-01",
    title: "Log groups are encrypted and keep their logs for a stated time",
    severity: "medium",
    rationale: "Logs that never expire cost forever; logs that expire too early cannot explain an incident.",
    fix: "Set retention_in_days and kms_key_id.",
    awsError:
      "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with this log group",
    controls: {
      fsbp: ["CloudWatch.16"],
      nist: ["AU-11", "SC-28(1)"],
      checkov: ["CKV_AWS_66", "CKV_AWS_338", "CKV_AWS_158"],
      trivy: ["AVD-AWS-0017"],
      nag: ["CloudWatchLogGroupRetentionPeriod"],
    },
    types: ["aws_cloudwatch_log_group"],
    parameters: { days: 90 },
    relaxed: { staging: { days: 14 }, dev: { days: 1 } },
    check: all(atLeast("retention_in_days", "days"), isSet("kms_key_id")),
  },
  {
    id: "LOG-02",
    title: "Log resource policies let only services of this account write",
    severity: "high",
    rationale: "An open policy lets any account fill the log.",
    fix: "Pin the statement by aws:SourceAccount or aws:SourceArn.",
    controls: { nist: ["AC-3", "AU-9(3)"] },
    types: ["aws_cloudwatch_log_resource_policy"],
    check: all(isSet("policy_document"), eachStatement("policy_document", publicStatement)),
  },
  {
    id: "ALM-01",
    title: "Alarms tell somebody, and say what missing data means",
    severity: "medium",
    rationale: "An alarm without an action rings in an empty room.",
    fix: "Set alarm_actions and treat_missing_data.",
    controls: {
      fsbp: ["CloudWatch.15", "CloudWatch.17"],
      nist: ["AU-14", "CA-7"],
      checkov: ["CKV_AWS_319"],
      nag: ["CloudWatchAlarmAction"],
    },
    types: ["aws_cloudwatch_metric_alarm"],
    check: all(
      isSet("alarm_actions"),
      isSet("treat_missing_data"),
      expectAt("actions_enabled", "must not be false", (value) => value !== false),
      ({ values }) => {
        const [datapoints, periods] = [numberOf(values["datapoints_to_alarm"]), numberOf(values["evaluation_periods"])];
        return datapoints !== undefined && periods !== undefined && datapoints > periods
          ? [fail("datapoints_to_alarm", "must not exceed evaluation_periods")]
          : [];
      },
    ),
  },
  {
    id: "TRL-01",
    title: "Trails cover all regions, are validated, encrypted and watched",
    severity: "high",
    rationale: "A trail that can be altered proves nothing.",
    fix: "Set is_multi_region_trail, enable_log_file_validation, kms_key_id and cloud_watch_logs_group_arn.",
    controls: {
      fsbp: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.5"],
      cis: ["3.1", "3.2", "3.5"],
      nist: ["AU-2", "AU-9(3)"],
      checkov: ["CKV_AWS_35", "CKV_AWS_36", "CKV_AWS_67", "CKV_AWS_251", "CKV2_AWS_10"],
      trivy: ["AVD-AWS-0014", "AVD-AWS-0015", "AVD-AWS-0016"],
    },
    types: ["aws_cloudtrail"],
    check: all(
      isTrue("is_multi_region_trail"),
      isTrue("enable_log_file_validation"),
      isSet("kms_key_id"),
      isSet("cloud_watch_logs_group_arn"),
    ),
  },
];

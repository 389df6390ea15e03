import { all, atLeast, expectAt, fail, flag, forType, isSet, isTrue, oneOf, when } from "../engine/checks";
import type { Graph } from "../engine/graph";
import type { Check, Resource, Rule } from "../engine/rule";
import { isEmpty, numberOf, valueAt } from "../engine/values";
import { eachStatement, strangerStatement } from "../iam/questions";
import { regionOf } from "./region";
import { rotates, rotatesInTime } from "./rotation";

const AUDITED = ["aws_cloudtrail", "aws_flow_log", "aws_route53_query_log", "aws_wafv2_web_acl_logging_configuration"];

const isAudit = (group: Resource, graph: Graph): boolean =>
  AUDITED.some((type) => graph.referrers(group, type).length > 0);

const LOG_GROUP = "aws_cloudwatch_log_group";

const keepsLogs = all(
  when((group, { graph }) => isAudit(group, graph), atLeast("retention_in_days", "auditDays")),
  when((group, { graph }) => !isAudit(group, graph), atLeast("retention_in_days", "days")),
  isSet("kms_key_id"),
);

/** Lambda makes the group itself if nobody else does: in the clear, and for ever. */
const logsToManagedGroup: Check = ({ stack, values }, { graph }) => {
  const own = `/aws/lambda/${String(values["function_name"])}`;
  const isManaged =
    !isEmpty(valueAt(values, "logging_config.log_group")) ||
    graph.inStack(stack, LOG_GROUP).some((group) => group.values["name"] === own);
  return isManaged ? [] : [fail("logging_config.log_group", `must be set, or a log group ${own} must stand beside it`)];
};

const watchesBillsAtHome: Check = (alarm, { graph }) => {
  const region = regionOf(alarm, graph);
  return alarm.values["namespace"] === "AWS/Billing" && region !== undefined && region !== "us-east-1"
    ? [fail("namespace", `AWS/Billing must be watched in us-east-1, not in ${region}`)]
    : [];
};

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
    rationale:
      "A public key policy makes encryption worthless; a service that nothing ties down uses the key for any account.",
    fix: "Set policy; delegate to IAM through the account's root, and pin services by aws:SourceAccount, aws:SourceArn or the ARN in kms:EncryptionContext.",
    controls: { fsbp: ["KMS.5"], nist: ["AC-3", "SC-12"], checkov: ["CKV_AWS_33", "CKV2_AWS_64"] },
    types: ["aws_kms_key"],
    check: all(
      isSet("policy"),
      eachStatement("policy", strangerStatement),
      expectAt("bypass_policy_lockout_safety_check", "must not be true", (value) => value !== true),
    ),
  },
  {
    id: "SEC-01",
    title: "Secrets are encrypted with a key of your own, rotate, and wait before they are deleted",
    severity: "medium",
    rationale:
      "The recovery window is the only way back; what never changes is known to whoever left. A value that Terraform draws for another resource rotates by replacing what draws it.",
    fix: "Set kms_key_id (master_user_secret_kms_key_id where RDS makes the secret), recovery_window_in_days to 30, and aws_secretsmanager_secret_rotation within 90 days.",
    controls: {
      fsbp: ["SecretsManager.1", "SecretsManager.4"],
      nist: ["SC-12", "SC-28(1)"],
      checkov: ["CKV_AWS_149", "CKV2_AWS_57", "CKV_AWS_304"],
      trivy: ["AVD-AWS-0098"],
      nag: ["SMG4"],
    },
    types: ["aws_secretsmanager_secret", "aws_secretsmanager_secret_rotation", "aws_rds_cluster", "aws_db_instance"],
    parameters: { days: 30, rotationDays: 90 },
    relaxed: { staging: { days: 7 }, dev: { days: 0 } },
    check: all(
      forType(
        "aws_secretsmanager_secret",
        all(
          isSet("kms_key_id"),
          when(
            ({ values }) => values["recovery_window_in_days"] !== undefined,
            atLeast("recovery_window_in_days", "days"),
          ),
          when((_secret, { profile }) => profile !== "dev", rotates),
        ),
      ),
      forType("aws_secretsmanager_secret_rotation", rotatesInTime),
      when((database) => flag(database, "manage_master_user_password"), isSet("master_user_secret_kms_key_id")),
    ),
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
    title: "Log groups are encrypted and keep their logs for a stated time, those of audits a year",
    severity: "medium",
    rationale:
      "Logs that never expire cost forever; logs that expire too early cannot explain an incident. Trails, flows, queries of names and decisions of the firewall are evidence.",
    fix: "Set retention_in_days (90, and 365 for audits, in prod) and kms_key_id; name the group in logging_config of a function.",
    awsError:
      "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with this log group",
    controls: {
      fsbp: ["CloudWatch.16"],
      nist: ["AU-11", "SC-28(1)"],
      checkov: ["CKV_AWS_66", "CKV_AWS_338", "CKV_AWS_158"],
      trivy: ["AVD-AWS-0017"],
      nag: ["CloudWatchLogGroupRetentionPeriod"],
    },
    types: [LOG_GROUP, "aws_lambda_function"],
    parameters: { days: 90, auditDays: 365 },
    relaxed: { staging: { days: 14, auditDays: 14 }, dev: { days: 1, auditDays: 1 } },
    check: all(forType(LOG_GROUP, keepsLogs), forType("aws_lambda_function", logsToManagedGroup)),
  },
  {
    id: "LOG-02",
    title: "Log resource policies let only services of this account write",
    severity: "high",
    rationale: "An open policy lets any account fill the log.",
    fix: "Pin the statement by aws:SourceAccount or aws:SourceArn.",
    controls: { nist: ["AC-3", "AU-9(3)"] },
    types: ["aws_cloudwatch_log_resource_policy"],
    check: all(isSet("policy_document"), eachStatement("policy_document", strangerStatement)),
  },
  {
    id: "ALM-01",
    title: "Alarms tell somebody, and say what missing data means",
    severity: "medium",
    rationale: "An alarm without an action rings in an empty room. Bills are measured in us-east-1 only.",
    fix: "Set alarm_actions and treat_missing_data; watch AWS/Billing in us-east-1.",
    awsError: "INSUFFICIENT_DATA, forever, for a billing alarm elsewhere",
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
      watchesBillsAtHome,
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

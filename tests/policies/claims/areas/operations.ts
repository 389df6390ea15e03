import { type Claim, claims, json } from "../claim";

const TRAIL = "aws_cloudtrail.audit";
const GROUP = "aws_cloudwatch_log_group.trail";
const KEY = "arn:aws:kms:us-west-1:111122223333:key/ee55";

/** Patterns of CIS 4.1 to 4.15, each with the id of Trivy for it. */
const EVENTS: readonly (readonly [id: string, pattern: string])[] = [
  ["AVD-AWS-0147", '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }'],
  ["AVD-AWS-0148", '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }'],
  ["AVD-AWS-0149", '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }'],
  ["AVD-AWS-0150", "{ ($.eventName = PutRolePolicy) || ($.eventName = AttachRolePolicy) }"],
  ["AVD-AWS-0151", "{ ($.eventName = CreateTrail) || ($.eventName = StopLogging) }"],
  ["AVD-AWS-0152", '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }'],
  ["AVD-AWS-0153", "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }"],
  ["AVD-AWS-0154", "{ ($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) }"],
  ["AVD-AWS-0155", "{ ($.eventName = StopConfigurationRecorder) || ($.eventName = PutDeliveryChannel) }"],
  ["AVD-AWS-0156", "{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = DeleteSecurityGroup) }"],
  ["AVD-AWS-0157", "{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) }"],
  ["AVD-AWS-0158", "{ ($.eventName = AttachInternetGateway) || ($.eventName = DetachInternetGateway) }"],
  ["AVD-AWS-0159", "{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) }"],
  ["AVD-AWS-0160", "{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) }"],
  ["AVD-AWS-0174", "{ $.eventSource = organizations.amazonaws.com }"],
];
const filterOf = (id: string): string => `aws_cloudwatch_log_metric_filter.${id.toLowerCase().replaceAll("-", "_")}`;
const filters = Object.fromEntries(
  EVENTS.flatMap(([id, pattern]) => [
    [filterOf(id), filter(id, pattern)],
    [filterOf(id).replace("log_metric_filter", "metric_alarm"), alarmOn(id)],
  ]),
);

function filter(id: string, pattern: string): Readonly<Record<string, unknown>> {
  return {
    name: id,
    log_group_name: `\${${GROUP}.name}`,
    pattern,
    metric_transformation: { name: id, namespace: "Audit", value: "1" },
  };
}

function alarmOn(metric: string): Readonly<Record<string, unknown>> {
  return {
    alarm_name: metric,
    metric_name: metric,
    namespace: "Audit",
    evaluation_periods: 1,
    alarm_actions: ["arn:aws:sns:us-west-1:111122223333:security"],
    treat_missing_data: "notBreaching",
  };
}

const account = {
  [TRAIL]: {
    name: "audit",
    s3_bucket_name: "acme-audit",
    is_multi_region_trail: true,
    enable_log_file_validation: true,
    kms_key_id: KEY,
    cloud_watch_logs_group_arn: `\${${GROUP}.arn}:*`,
    cloud_watch_logs_role_arn: "arn:aws:iam::111122223333:role/trail",
  },
  [GROUP]: { name: "/audit", retention_in_days: 731, kms_key_id: KEY },
  ...filters,
  "aws_config_configuration_recorder.all": { name: "all", recording_group: { all_supported: true } },
  "aws_config_configuration_recorder_status.all": {
    name: "${aws_config_configuration_recorder.all.name}",
    is_enabled: true,
  },
  "aws_securityhub_account.main": { enable_default_standards: true },
  "aws_accessanalyzer_analyzer.main": { analyzer_name: "account", type: "ACCOUNT" },
};

const ofEvents = Object.fromEntries(
  EVENTS.map(([id]) => [
    id,
    [
      { [filterOf(id)]: undefined },
      { [filterOf(id)]: { pattern: "{ $.eventName = Nothing }" } },
      { [filterOf(id).replace("log_metric_filter", "metric_alarm")]: undefined },
    ],
  ]),
);

const FEATURES = {
  "GuardDuty.6": "LAMBDA_NETWORK_LOGS",
  "GuardDuty.8": "EBS_MALWARE_PROTECTION",
  "GuardDuty.9": "RDS_LOGIN_EVENTS",
  "GuardDuty.10": "S3_DATA_EVENTS",
  "GuardDuty.11": "RUNTIME_MONITORING",
};
const DETECTOR = "aws_guardduty_detector.main";
const featureOf = (name: string): string => `aws_guardduty_detector_feature.${name.toLowerCase()}`;
const detector = {
  [DETECTOR]: { enable: true },
  ...Object.fromEntries(
    Object.values(FEATURES).map((name) => [
      featureOf(name),
      {
        detector_id: `\${${DETECTOR}.id}`,
        name,
        status: "ENABLED",
        ...(name === "RUNTIME_MONITORING" && {
          additional_configuration: [
            { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
            { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
          ],
        }),
      },
    ]),
  ),
};
const RUNTIME = featureOf("RUNTIME_MONITORING");

const ofDetectors = claims(DETECTOR, detector, {
  "CKV_AWS_238 CKV2_AWS_3 GuardDuty.1": { fails: [{ enable: false }], passes: [{ enable: undefined }] },
  ...Object.fromEntries(
    Object.entries(FEATURES).map(([id, name]) => [
      id,
      [{ [featureOf(name)]: undefined }, { [featureOf(name)]: { status: "DISABLED" } }],
    ]),
  ),
  "GuardDuty.12": [
    { [RUNTIME]: { additional_configuration: undefined } },
    { [RUNTIME]: { additional_configuration: [{ name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" }] } },
  ],
});

const LOGS = "aws_cloudwatch_log_group.app";
const ALARM = "aws_cloudwatch_metric_alarm.errors";
const VAULT = "aws_backup_vault.main";

export const OPERATIONS: readonly Claim[] = [
  ...claims(TRAIL, account, {
    "CKV_AWS_35 AVD-AWS-0015 CloudTrail.2": [{ kms_key_id: undefined }, { kms_key_id: "alias/aws/s3" }],
    "CKV_AWS_36 AVD-AWS-0016 CloudTrail.4": [
      { enable_log_file_validation: false },
      { enable_log_file_validation: undefined },
    ],
    "CKV_AWS_67 AVD-AWS-0014 CloudTrail.1": [{ is_multi_region_trail: false }, { is_multi_region_trail: undefined }],
    CKV_AWS_251: { fails: [{ enable_logging: false }], passes: [{ enable_logging: true }] },
    "CKV2_AWS_10 CloudTrail.5": [{ cloud_watch_logs_group_arn: undefined }],
    "CKV2_AWS_45 Config.1": [
      { "aws_config_configuration_recorder.all": undefined },
      { "aws_config_configuration_recorder.all": { "recording_group.all_supported": false } },
      { "aws_config_configuration_recorder_status.all": undefined },
      { "aws_config_configuration_recorder_status.all": { is_enabled: false } },
    ],
    "AVD-AWS-0175": [{ "aws_accessanalyzer_analyzer.main": undefined }],
    ...ofEvents,
  }),
  ...ofDetectors,
  ...claims(
    LOGS,
    { [LOGS]: { name: "/app", retention_in_days: 400, kms_key_id: KEY } },
    {
      "CKV_AWS_66 CKV_AWS_338 CloudWatchLogGroupRetentionPeriod CloudWatch.16": [
        { retention_in_days: undefined },
        { retention_in_days: 0 },
        { retention_in_days: 14 },
      ],
      "CKV_AWS_158 AVD-AWS-0017": [{ kms_key_id: undefined }, { kms_key_id: "" }],
    },
  ),
  ...claims(
    ALARM,
    { [ALARM]: alarmOn("Errors") },
    {
      "CKV_AWS_319 CloudWatch.17": { fails: [{ actions_enabled: false }], passes: [{ actions_enabled: true }] },
      "CloudWatchAlarmAction CloudWatch.15": [{ alarm_actions: [] }, { alarm_actions: undefined }],
    },
  ),
  ...claims(
    VAULT,
    {
      [VAULT]: { name: "main", kms_key_arn: KEY },
      "aws_backup_vault_policy.main": {
        backup_vault_name: `\${${VAULT}.name}`,
        policy: json({ Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" }),
      },
    },
    { "CKV_AWS_166 Backup.1": [{ kms_key_arn: undefined }, { kms_key_arn: "" }] },
  ),
];

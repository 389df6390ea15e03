import { accountRequirement } from "./requirement";

const TRAIL = { type: "aws_cloudtrail" } as const;
const DETECTOR = { type: "aws_guardduty_detector" } as const;

accountRequirement(
  "SU-O1 audits all regions of the account by CloudTrail, with encrypted and validated log files",
  (stack) => {
    expect(stack.resource(TRAIL.type)).toMatchObject({
      name: "scale-up-account",
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      kms_key_id: expect.stringContaining("aws_kms_key.audit-key"),
      s3_bucket_name: expect.stringContaining("aws_s3_bucket.evidence"),
      cloud_watch_logs_group_arn: expect.stringMatching(/aws_cloudwatch_log_group\.trail_log-group_\w+\.arn\}:\*$/),
    });
  },
  [
    { ...TRAIL, path: "is_multi_region_trail", value: false },
    { ...TRAIL, path: "enable_log_file_validation", value: false },
    { ...TRAIL, path: "kms_key_id" },
    { ...TRAIL, path: "s3_bucket_name", value: "other" },
    { ...TRAIL, path: "cloud_watch_logs_group_arn" },
  ],
);

accountRequirement(
  "SU-O1 detects threats by GuardDuty, and findings raise an alarm",
  (stack) => {
    expect(stack.resource(DETECTOR.type)).toMatchObject({ enable: true });
    const features = Object.values(stack.resources("aws_guardduty_detector_feature")).map(({ name }) => name);
    expect(features).toEqual(expect.arrayContaining(["LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]));
    expect(stack.resource("aws_cloudwatch_metric_alarm", "alarms_threat-detection-findings")).toMatchObject({
      alarm_actions: [expect.stringContaining("aws_sns_topic.alarm-topic")],
    });
    expect(stack.resource("aws_accessanalyzer_analyzer")["type"] ?? "ACCOUNT").toBe("ACCOUNT");
  },
  [
    { ...DETECTOR, path: "enable", value: false },
    { type: "aws_guardduty_detector_feature", name: "s3-data-events" },
    { type: "aws_cloudwatch_metric_alarm", name: "alarms_threat-detection-findings" },
    { type: "aws_accessanalyzer_analyzer" },
  ],
);

accountRequirement(
  "SU-C1 has the role by which API Gateway writes logs to CloudWatch",
  (stack) => {
    expect(stack.resource("aws_api_gateway_account")).toMatchObject({
      cloudwatch_role_arn: expect.stringContaining("aws_iam_role.api-gateway-logging_role"),
    });
  },
  [{ type: "aws_api_gateway_account", path: "cloudwatch_role_arn", value: "other" }],
);

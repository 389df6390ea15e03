import { all, isSet, isTrue, notFalse } from "../../engine/checks";
import type { Rule } from "../../engine/rule";

export const CLOUDTRAIL_RULES: readonly Rule[] = [
  {
    id: "TRL-01",
    title: "Trails are multi-region, validated, encrypted and delivered to CloudWatch Logs",
    severity: "high",
    rationale: "A trail that can be altered is no evidence.",
    fix: "Set is_multi_region_trail and enable_log_file_validation to true; set kms_key_id and cloud_watch_logs_group_arn; leave enable_logging true.",
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
      notFalse("enable_logging"),
    ),
  },
];

import { all, fail, isSet, isTrue, when } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";

/** Requires a scaling target (the range) and a scaling policy (the trigger). */
const scales: Check = (table, { graph }) =>
  graph
    .referrers(table, "aws_appautoscaling_target")
    .some((target) => graph.referrers(target, "aws_appautoscaling_policy").length > 0)
    ? []
    : [fail("billing_mode", "must be PAY_PER_REQUEST, or the table needs a scaling target with a policy")];

export const DYNAMODB_RULES: readonly Rule[] = [
  {
    id: "DDB-01",
    title: "Tables have point-in-time recovery",
    severity: "high",
    rationale: "DynamoDB makes no other automatic backup of a table.",
    fix: "Set point_in_time_recovery.enabled to true. In a Groundplan module: `recoveryDays`.",
    controls: { fsbp: ["DynamoDB.2"], nist: ["CP-9"], checkov: ["CKV_AWS_28"], trivy: ["AVD-AWS-0024"], nag: ["DDB3"] },
    types: ["aws_dynamodb_table"],
    relaxed: { dev: "off" },
    check: isTrue("point_in_time_recovery.enabled"),
  },
  {
    id: "DDB-02",
    title: "Tables have deletion protection and are encrypted with a customer managed key",
    severity: "high",
    rationale: "A mistaken apply must not delete the data.",
    fix: "Set deletion_protection_enabled and server_side_encryption.enabled to true, and server_side_encryption.kms_key_arn. In a Groundplan module: `deletionProtection`.",
    controls: { fsbp: ["DynamoDB.6"], nist: ["CM-3a", "SC-28(1)"], checkov: ["CKV_AWS_119"], trivy: ["AVD-AWS-0025"] },
    types: ["aws_dynamodb_table"],
    relaxed: { dev: "off" },
    check: all(
      isTrue("deletion_protection_enabled"),
      isTrue("server_side_encryption.enabled"),
      isSet("server_side_encryption.kms_key_arn"),
    ),
  },
  {
    id: "DDB-03",
    title: "Tables are billed on demand or scale automatically",
    severity: "medium",
    rationale: "A table of fixed capacity throttles requests above it.",
    fix: "Set billing_mode to PAY_PER_REQUEST, or add aws_appautoscaling_target and aws_appautoscaling_policy for the table.",
    awsError: "ProvisionedThroughputExceededException for the requests above the capacity",
    controls: { fsbp: ["DynamoDB.1"], nist: ["CP-2"], checkov: ["CKV2_AWS_16"], nag: ["DynamoDBAutoScalingEnabled"] },
    types: ["aws_dynamodb_table"],
    check: when(({ values }) => values["billing_mode"] !== "PAY_PER_REQUEST", scales),
  },
];

import { all, fail, forType, isSet, isTrue, oneOf, when } from "../../engine/checks";
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
    fix: "Set point_in_time_recovery.enabled to true, and point_in_time_recovery of a replica. In a Groundplan module: `recoveryDays`.",
    controls: { fsbp: ["DynamoDB.2"], nist: ["CP-9"], checkov: ["CKV_AWS_28"], trivy: ["AVD-AWS-0024"], nag: ["DDB3"] },
    types: ["aws_dynamodb_table", "aws_dynamodb_table_replica"],
    relaxed: { dev: "off" },
    check: all(
      forType("aws_dynamodb_table", isTrue("point_in_time_recovery.enabled")),
      forType("aws_dynamodb_table_replica", isTrue("point_in_time_recovery")),
    ),
  },
  {
    id: "DDB-02",
    title: "Tables have deletion protection and are encrypted with a customer managed key",
    severity: "high",
    rationale: "A mistaken apply must not delete the data.",
    fix: "Set deletion_protection_enabled and server_side_encryption.enabled to true, and server_side_encryption.kms_key_arn; kms_key_arn of a replica. In a Groundplan module: `deletionProtection`.",
    controls: { fsbp: ["DynamoDB.6"], nist: ["CM-3a", "SC-28(1)"], checkov: ["CKV_AWS_119"], trivy: ["AVD-AWS-0025"] },
    types: ["aws_dynamodb_table", "aws_dynamodb_table_replica"],
    relaxed: { dev: "off" },
    check: all(
      isTrue("deletion_protection_enabled"),
      forType(
        "aws_dynamodb_table",
        all(isTrue("server_side_encryption.enabled"), isSet("server_side_encryption.kms_key_arn")),
      ),
      forType("aws_dynamodb_table_replica", isSet("kms_key_arn")),
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
  {
    id: "DDB-04",
    title: "DAX clusters are encrypted at rest and in transit",
    severity: "medium",
    rationale: "A cache contains the items of its tables in clear, and answers over the network.",
    fix: "Set server_side_encryption.enabled to true and cluster_endpoint_encryption_type to TLS.",
    controls: { fsbp: ["DynamoDB.3", "DynamoDB.7"], nist: ["SC-8", "SC-28"] },
    types: ["aws_dax_cluster"],
    check: all(isTrue("server_side_encryption.enabled"), oneOf("cluster_endpoint_encryption_type", "TLS")),
  },
];

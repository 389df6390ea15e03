import { all, atLeast, forType, isSet, notFalse, oneOf } from "../../engine/checks";
import type { Rule } from "../../engine/rule";

/** Minimum that Athena accepts: 10 MB. */
const LEAST_CUTOFF_BYTES = 10_485_760;

const RESULTS = "configuration.result_configuration.encryption_configuration";

export const ATHENA_RULES: readonly Rule[] = [
  {
    id: "ATH-01",
    title: "Athena workgroups encrypt results, enforce their settings and limit the bytes scanned",
    severity: "high",
    rationale: "Results are copies of the data. One careless query scans everything, and AWS bills every byte.",
    fix: "Set result_configuration.encryption_configuration to SSE_KMS or CSE_KMS with kms_key_arn, bytes_scanned_cutoff_per_query to at least 10485760, and enforce_workgroup_configuration and publish_cloudwatch_metrics_enabled to true.",
    controls: {
      fsbp: ["Athena.4"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_77", "CKV_AWS_82", "CKV_AWS_159"],
      trivy: ["AVD-AWS-0006", "AVD-AWS-0007"],
    },
    types: ["aws_athena_workgroup", "aws_athena_database"],
    check: all(
      forType(
        "aws_athena_workgroup",
        all(
          oneOf(`${RESULTS}.encryption_option`, "SSE_KMS", "CSE_KMS"),
          isSet(`${RESULTS}.kms_key_arn`),
          notFalse("configuration.enforce_workgroup_configuration"),
          notFalse("configuration.publish_cloudwatch_metrics_enabled"),
          atLeast("configuration.bytes_scanned_cutoff_per_query", LEAST_CUTOFF_BYTES),
        ),
      ),
      forType("aws_athena_database", isSet("encryption_configuration.encryption_option")),
    ),
  },
];

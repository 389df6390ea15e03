import { all, atLeast, forType, isSet, notFalse, oneOf } from "../../engine/checks";
import type { Rule } from "../../engine/rule";

/** Ten megabytes is the least that Athena takes. */
const LEAST_CUTOFF_BYTES = 10_485_760;

const RESULTS = "configuration.result_configuration.encryption_configuration";

export const ATHENA_RULES: readonly Rule[] = [
  {
    id: "ATH-01",
    title: "Athena encrypts its results, keeps to the workgroup's settings, and bounds a query",
    severity: "high",
    rationale: "Results are copies of the data; one careless query scans everything and is billed by the byte.",
    fix: "Set encryption of results, enforce_workgroup_configuration, bytes_scanned_cutoff_per_query and metrics.",
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

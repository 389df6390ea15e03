import { all, atMost, expectAt, forType, isSet, isTrue, matches, oneOf, when } from "../../engine/checks";
import { GLUE_VERSION, LISTED } from "../checks/supported-versions";
import type { Rule } from "../../engine/rule";
import { isEmpty } from "../../engine/values";

export const GLUE_RULES: readonly Rule[] = [
  {
    id: "GLU-01",
    title: "Glue jobs and crawlers use an encrypting security configuration",
    severity: "medium",
    rationale: "Jobs copy data into buckets, logs and bookmarks.",
    fix: "Set security_configuration; in it, set s3_encryption_mode and cloudwatch_encryption_mode to SSE-KMS and job_bookmarks_encryption_mode to CSE-KMS.",
    controls: { nist: ["SC-28(1)"], checkov: ["CKV_AWS_195", "CKV_AWS_99"], nag: ["GL1", "GL3"] },
    types: ["aws_glue_job", "aws_glue_crawler", "aws_glue_security_configuration"],
    relaxed: { dev: "off" },
    check: all(
      when(({ type }) => type !== "aws_glue_security_configuration", isSet("security_configuration")),
      forType(
        "aws_glue_security_configuration",
        all(
          oneOf("encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode", "SSE-KMS"),
          oneOf("encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode", "CSE-KMS"),
          oneOf("encryption_configuration.s3_encryption.s3_encryption_mode", "SSE-KMS"),
        ),
      ),
    ),
  },
  {
    id: "GLU-02",
    title: "Glue jobs use a supported version and have a timeout; the data catalog is encrypted",
    severity: "medium",
    rationale: "A job without a timeout is billed for up to two days; retired versions get no fixes.",
    fix: "Set glue_version to 4.0 or newer, timeout to at most 480 minutes and max_retries; set catalog_encryption_mode and return_connection_password_encrypted.",
    controls: { fsbp: ["Glue.4"], nist: ["SI-2a", "SC-28(1)"], checkov: ["CKV_AWS_94"] },
    types: ["aws_glue_job", "aws_glue_data_catalog_encryption_settings"],
    check: all(
      forType(
        "aws_glue_job",
        all(
          matches("glue_version", GLUE_VERSION, `must be 4.0 or newer (${LISTED})`),
          atMost("timeout", 480),
          isSet("max_retries"),
        ),
      ),
      forType(
        "aws_glue_data_catalog_encryption_settings",
        all(
          expectAt(
            "data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode",
            "must not be DISABLED",
            (value) => !isEmpty(value) && value !== "DISABLED",
          ),
          isTrue(
            "data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted",
          ),
        ),
      ),
    ),
  },
];

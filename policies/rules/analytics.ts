import {
  all,
  atLeast,
  atMost,
  expectAt,
  fail,
  forType,
  isSet,
  isTrue,
  matches,
  notFalse,
  notTrue,
  oneOf,
  when,
} from "../engine/checks";
import type { Check, Rule } from "../engine/rule";
import { isEmpty, recordsOf, valueAt } from "../engine/values";
import { regionOf } from "./region";

/** Ten megabytes is the least that Athena takes. */
const LEAST_CUTOFF_BYTES = 10_485_760;

const RESULTS = "configuration.result_configuration.encryption_configuration";

const DETECTION = [
  "S3_DATA_EVENTS",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RUNTIME_MONITORING",
];

const detectsEverywhere: Check = (detector, { graph }) => {
  const on = graph
    .referrers(detector, "aws_guardduty_detector_feature")
    .filter(({ values }) => values["status"] === "ENABLED")
    .map(({ values }) => String(values["name"]));
  return DETECTION.filter((feature) => !on.includes(feature)).map((feature) =>
    fail("", `needs the feature ${feature}`),
  );
};

const stopsByAlarm: Check = ({ values }) =>
  recordsOf(values["stop_condition"]).some(({ source, value }) => source === "aws:cloudwatch:alarm" && !isEmpty(value))
    ? []
    : [fail("stop_condition", "must be an alarm")];

const choosesByTag: Check = ({ values }) =>
  recordsOf(values["target"]).flatMap((target, index) =>
    isEmpty(target["resource_tag"]) && isEmpty(target["resource_arns"])
      ? [fail(`target[${index}]`, "must choose by tag or by ARN")]
      : [],
  );

const isAlone: Check = (detector, { graph }) =>
  graph
    .inStack(detector.stack, detector.type)
    .some((one) => one !== detector && regionOf(one, graph) === regionOf(detector, graph))
    ? [fail("", "must be the only detector of its region")]
    : [];

export const ANALYTICS_RULES: readonly Rule[] = [
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
  {
    id: "QS-01",
    title: "QuickSight reaches its data over TLS, inside the VPC, with a secret",
    severity: "high",
    rationale: "A credential pair stands in the state; without a VPC connection the database must be public.",
    fix: "Leave ssl_properties.disable_ssl false, set vpc_connection_properties and credentials.secret_arn.",
    controls: { nist: ["IA-5(1)(c)", "SC-8"], nag: ["QS1"] },
    types: ["aws_quicksight_data_source"],
    check: all(
      notTrue("ssl_properties.disable_ssl"),
      expectAt("credentials.credential_pair", "must be a secret instead", isEmpty),
      when(
        ({ values }) =>
          ["aurora", "aurora_postgresql", "mysql", "postgresql", "rds", "redshift"].some(
            (kind) => !isEmpty(valueAt(values["parameters"], kind)),
          ),
        isSet("vpc_connection_properties.vpc_connection_arn"),
      ),
    ),
  },
  {
    id: "GLU-01",
    title: "Glue encrypts what it writes",
    severity: "medium",
    rationale: "Jobs copy data into buckets, logs and bookmarks.",
    fix: "Set security_configuration, and encrypt S3, CloudWatch and job bookmarks in it.",
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
    title: "Glue jobs run on a supported version and end; the catalogue is encrypted",
    severity: "medium",
    rationale: "A job without a timeout bills for two days; retired versions get no fixes.",
    fix: "Set glue_version 4.0 or newer, timeout up to 480 minutes and max_retries; encrypt the catalogue and connection passwords.",
    controls: { fsbp: ["Glue.4"], nist: ["SI-2a", "SC-28(1)"], checkov: ["CKV_AWS_94"] },
    types: ["aws_glue_job", "aws_glue_data_catalog_encryption_settings"],
    check: all(
      forType(
        "aws_glue_job",
        all(
          matches("glue_version", /^(?:[4-9]|\d\d)\./, "must be 4.0 or newer"),
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
  {
    id: "GD-01",
    title: "GuardDuty is on, with its features",
    severity: "high",
    rationale: "Each feature watches what the others do not see. An account has one detector in each region.",
    awsError: "BadRequestException: The request is rejected because a detector already exists for the current account",
    fix: "Keep one detector in each region, set enable, and one aws_guardduty_detector_feature for S3, RDS, Lambda, malware and runtime.",
    controls: {
      fsbp: [
        "GuardDuty.1",
        "GuardDuty.6",
        "GuardDuty.8",
        "GuardDuty.9",
        "GuardDuty.10",
        "GuardDuty.11",
        "GuardDuty.12",
      ],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_238", "CKV2_AWS_3"],
    },
    types: ["aws_guardduty_detector", "aws_guardduty_detector_feature"],
    check: all(
      forType(
        "aws_guardduty_detector",
        all(
          notFalse("enable"),
          isAlone,
          when((_resource, { profile }) => profile !== "dev", detectsEverywhere),
        ),
      ),
      forType("aws_guardduty_detector_feature", oneOf("status", "ENABLED")),
    ),
  },
  {
    id: "OPS-02",
    title: "Fault experiments stop by an alarm, log, and hit only what they are meant for",
    severity: "high",
    rationale: "An experiment without a stop is an outage.",
    fix: "Set stop_condition to an alarm, log_configuration, and targets by tag or ARN.",
    controls: { nist: ["CP-4"] },
    types: ["aws_fis_experiment_template"],
    check: all(stopsByAlarm, choosesByTag, isSet("log_configuration")),
  },
];

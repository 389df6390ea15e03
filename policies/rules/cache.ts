import { all, atLeast, forType, isSet, isTrue, when } from "../engine/checks";
import type { Rule } from "../engine/rule";

export const CACHE_AND_TABLE_RULES: readonly Rule[] = [
  {
    id: "DDB-01",
    title: "Tables can be restored to any point in time",
    severity: "high",
    rationale: "A table has no other backup by itself.",
    fix: "Set point_in_time_recovery.enabled.",
    controls: { fsbp: ["DynamoDB.2"], nist: ["CP-9"], checkov: ["CKV_AWS_28"], trivy: ["AVD-AWS-0024"], nag: ["DDB3"] },
    types: ["aws_dynamodb_table"],
    relaxed: { dev: "off" },
    check: isTrue("point_in_time_recovery.enabled"),
  },
  {
    id: "DDB-02",
    title: "Tables are protected from deletion and encrypted with a key of your own",
    severity: "high",
    rationale: "One wrong apply must not delete the data.",
    fix: "Set deletion_protection_enabled and server_side_encryption with kms_key_arn.",
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
    id: "CAC-01",
    title: "Caches are encrypted at rest and in transit",
    severity: "high",
    rationale: "A cache holds the data it caches.",
    fix: "Set at_rest_encryption_enabled, transit_encryption_enabled and kms_key_id; serverless caches need kms_key_id only.",
    controls: {
      fsbp: ["ElastiCache.4", "ElastiCache.5"],
      nist: ["SC-8", "SC-28(1)"],
      checkov: ["CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_191"],
      trivy: ["AVD-AWS-0045", "AVD-AWS-0051"],
      nag: ["AEC3"],
    },
    types: ["aws_elasticache_replication_group", "aws_elasticache_serverless_cache"],
    check: all(
      forType(
        "aws_elasticache_replication_group",
        all(isTrue("at_rest_encryption_enabled"), isTrue("transit_encryption_enabled")),
      ),
      when((_resource, { profile }) => profile !== "dev", isSet("kms_key_id")),
    ),
  },
  {
    id: "CAC-03",
    title: "Caches of several nodes survive the loss of a zone",
    severity: "high",
    rationale: "Failover needs a second node in a second zone.",
    fix: "Set automatic_failover_enabled and multi_az_enabled.",
    controls: { fsbp: ["ElastiCache.3"], nist: ["CP-2(5)"], checkov: ["CKV2_AWS_50"], nag: ["AEC4"] },
    types: ["aws_elasticache_replication_group"],
    relaxed: { dev: "off" },
    check: all(isTrue("automatic_failover_enabled"), isTrue("multi_az_enabled")),
  },
  {
    id: "CAC-04",
    title: "Caches keep snapshots and have limits",
    severity: "medium",
    rationale: "A serverless cache without limits bills without limits.",
    fix: "Set snapshot_retention_limit, and cache_usage_limits on a serverless cache.",
    awsError: "InvalidParameterValue: ECPU per second must be between 1000 and 15000000",
    controls: {
      fsbp: ["ElastiCache.1", "ElastiCache.2", "ElastiCache.7"],
      nist: ["CP-9"],
      checkov: ["CKV_AWS_134", "CKV_AWS_322", "CKV_AWS_323"],
      trivy: ["AVD-AWS-0050"],
      nag: ["AEC1", "AEC5"],
    },
    types: ["aws_elasticache_replication_group", "aws_elasticache_serverless_cache"],
    parameters: { snapshots: 1 },
    relaxed: { dev: { snapshots: 0 } },
    check: all(
      when(
        (_resource, { parameters }) => parameters["snapshots"]! > 0,
        atLeast("snapshot_retention_limit", "snapshots"),
      ),
      forType(
        "aws_elasticache_serverless_cache",
        all(
          isSet("cache_usage_limits.data_storage.maximum"),
          atLeast("cache_usage_limits.ecpu_per_second.maximum", 1000),
        ),
      ),
    ),
  },
];

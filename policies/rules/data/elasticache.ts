import type { Resource } from "../../engine/resource";
import {
  all,
  atLeast,
  between,
  expectAt,
  fail,
  forType,
  isSet,
  isTrue,
  notTrue,
  oneOf,
  when,
} from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, listOf, numberOf } from "../../engine/values";

const CREDENTIALS = ["user_group_ids", "user_group_id", "auth_token", "auth_token_wo"];

const authenticatesOnce: Check = ({ values }) => {
  const ways = CREDENTIALS.filter((key) => !isEmpty(values[key]));
  if (ways.length === 1) return [];
  return [fail("user_group_id", ways.length === 0 ? "must be set" : `must be the only one of ${ways.join(" and ")}`)];
};

const hasFailoverNode: Check = ({ values }) => {
  const nodes = numberOf(values["num_cache_clusters"]);
  const replicas = numberOf(values["replicas_per_node_group"]);
  return (nodes !== undefined && nodes < 2) || replicas === 0
    ? [fail("num_cache_clusters", "must be at least 2, so that failover has a target")]
    : [];
};

/** Memcached has no snapshots; a member of a replication group has those of its group. */
const hasSnapshots = ({ type, values }: Resource): boolean =>
  type !== "aws_elasticache_cluster" || (values["engine"] !== "memcached" && isEmpty(values["replication_group_id"]));

export const ELASTICACHE_RULES: readonly Rule[] = [
  {
    id: "CAC-01",
    title: "Caches are encrypted at rest and in transit",
    severity: "high",
    rationale: "A cache holds copies of the data.",
    fix: "Set at_rest_encryption_enabled and transit_encryption_enabled to true, and kms_key_id; a serverless cache needs kms_key_id only.",
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
    id: "CAC-02",
    title: "Caches require authentication",
    severity: "high",
    rationale: "A security group admits whole subnets; the cache must authenticate its clients, in exactly one way.",
    fix: "Set user_group_ids (user_group_id on a serverless cache), or auth_token from outside the configuration. In a Groundplan module: `access`.",
    controls: { fsbp: ["ElastiCache.6"], nist: ["AC-3"], checkov: ["CKV_AWS_31"], nag: ["AEC6"] },
    types: ["aws_elasticache_replication_group", "aws_elasticache_serverless_cache"],
    relaxed: { dev: "off" },
    check: authenticatesOnce,
  },
  {
    id: "CAC-03",
    title: "Replication groups fail over to a second AZ",
    severity: "high",
    rationale: "Failover requires a second node in a second AZ.",
    fix: "Set automatic_failover_enabled and multi_az_enabled to true, and num_cache_clusters to at least 2.",
    awsError: '"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true',
    controls: { fsbp: ["ElastiCache.3"], nist: ["CP-2(5)"], checkov: ["CKV2_AWS_50"], nag: ["AEC4"] },
    types: ["aws_elasticache_replication_group"],
    relaxed: { dev: "off" },
    check: all(isTrue("automatic_failover_enabled"), isTrue("multi_az_enabled"), hasFailoverNode),
  },
  {
    id: "CAC-04",
    title: "Caches retain snapshots and have usage limits",
    severity: "medium",
    rationale: "A serverless cache without limits has unlimited cost.",
    fix: "Set snapshot_retention_limit to at least 1; on a serverless cache set cache_usage_limits and two or three subnet_ids. In a Groundplan module: `snapshotRetentionDays`.",
    awsError: "InvalidParameterValue: ECPU per second must be between 1000 and 15000000",
    controls: {
      fsbp: ["ElastiCache.1"],
      nist: ["CP-9"],
      checkov: ["CKV_AWS_134"],
      trivy: ["AVD-AWS-0050"],
    },
    types: ["aws_elasticache_replication_group", "aws_elasticache_serverless_cache", "aws_elasticache_cluster"],
    parameters: { snapshots: 1 },
    relaxed: { dev: { snapshots: 0 } },
    check: all(
      when(
        (cache, { parameters }) => parameters["snapshots"]! > 0 && hasSnapshots(cache),
        atLeast("snapshot_retention_limit", "snapshots"),
      ),
      forType(
        "aws_elasticache_serverless_cache",
        all(
          isSet("cache_usage_limits.data_storage.maximum"),
          between("cache_usage_limits.ecpu_per_second.maximum", 1000, 15_000_000),
          expectAt(
            "subnet_ids",
            "must name two or three subnets",
            (value) => isEmpty(value) || [2, 3].includes(listOf(value).length),
          ),
        ),
      ),
    ),
  },
  {
    id: "CAC-05",
    title: "Users of caches authenticate, or are disabled",
    severity: "high",
    rationale: "Every client of the network can connect as a user that needs no password.",
    fix: "Set authentication_mode.type to iam or password, or begin access_string with off. In a Groundplan module: `access`.",
    controls: { nist: ["AC-3", "IA-2"] },
    types: ["aws_elasticache_user"],
    check: when(
      ({ values }) => !/^off\b/.test(String(values["access_string"])),
      all(oneOf("authentication_mode.type", "iam", "password"), notTrue("no_password_required")),
    ),
  },
];

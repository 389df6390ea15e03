import fs from "node:fs";
import path from "node:path";
import { readConfiguration } from "../../policies/engine/synth-input";
import type { Rule } from "../../policies/engine/rule";
import { exitCodeOf, judge, type Judgement } from "../../policies/gate/judgement";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import { synthesizedFolder, synthesizedNames } from "../support/synthesized";

const NOW = new Date("2026-11-25T12:00:00Z");
type Config = { resource: Record<string, Record<string, Record<string, unknown>>> } & Record<string, unknown>;

const configOf = (name: string): Config =>
  JSON.parse(fs.readFileSync(path.join(synthesizedFolder(), "stacks", name, "cdk.tf.json"), "utf8")) as Config;

function judged(configs: Readonly<Record<string, unknown>>, rules: readonly Rule[] = RULES): Judgement {
  const inputs = Object.entries(configs).map(([name, config]) => readConfiguration({ name, config }));
  return judge(inputs, { phase: "synth", rules, exempt: EXEMPT_TYPES, now: NOW });
}

const all = () => Object.fromEntries(synthesizedNames().map((name) => [name, configOf(name)]));
const failing = ({ verdicts }: Judgement) =>
  verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);

describe("the platform's stacks", () => {
  test("break no rule in any environment", () => {
    const judgement = judged(all());
    expect(failing(judgement)).toEqual([]);
    expect(judgement.problems).toEqual([]);
    expect(exitCodeOf(judgement)).toBe(0);
  });

  test("have at most ten waivers, none of them critical", () => {
    const accepted = judged(all()).verdicts.filter(({ outcome }) => outcome === "waived");
    expect(accepted).toHaveLength(10);
    expect(accepted.map(({ rule }) => rule.severity)).not.toContain("critical");
  });

  test("use no type that no rule owns and that is not exempt", () => {
    expect(judged(all()).unowned).toEqual([]);
    const config = configOf("dev");
    config.resource["aws_new_thing"] = { one: {} };
    expect(judged({ dev: config }).unowned).toEqual(["aws_new_thing"]);
  });

  test("fail with a security group that an escape hatch opened", () => {
    const config = configOf("dev");
    const [group] = Object.values(config.resource["aws_security_group"]!);
    group!["ingress"] = [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }];
    expect(failing(judged({ dev: config }))).toEqual(["NET-06"]);
  });
});

/** Arguments that protect, and the rule that must miss them; a last number means a replacement instead of a removal. */
const PROTECTIONS: readonly (readonly [type: string, argument: string, rule: string, replacement?: unknown])[] = [
  ["aws_s3_bucket_public_access_block", "block_public_acls", "S3-01"],
  ["aws_s3_bucket_public_access_block", "block_public_policy", "S3-01"],
  ["aws_s3_bucket_public_access_block", "ignore_public_acls", "S3-01"],
  ["aws_s3_bucket_public_access_block", "restrict_public_buckets", "S3-01"],
  ["aws_s3_bucket_ownership_controls", "rule", "S3-07"],
  ["aws_s3_bucket", "force_destroy", "S3-10", true],
  ["aws_s3_bucket", "lifecycle", "OPS-05"],
  ["aws_rds_cluster", "storage_encrypted", "RDS-01"],
  ["aws_rds_cluster", "kms_key_id", "RDS-01"],
  ["aws_rds_cluster", "deletion_protection", "RDS-03"],
  ["aws_rds_cluster", "backup_retention_period", "RDS-04"],
  ["aws_rds_cluster", "skip_final_snapshot", "RDS-04", true],
  ["aws_rds_cluster", "final_snapshot_identifier", "RDS-04"],
  ["aws_rds_cluster", "delete_automated_backups", "RDS-04"],
  ["aws_rds_cluster", "manage_master_user_password", "RDS-12"],
  ["aws_rds_cluster", "db_cluster_parameter_group_name", "RDS-08"],
  ["aws_rds_cluster", "lifecycle", "OPS-05"],
  ["aws_rds_cluster_instance", "publicly_accessible", "RDS-02"],
  ["aws_rds_cluster_instance", "lifecycle", "OPS-05"],
  ["aws_rds_cluster_parameter_group", "parameter", "RDS-08"],
  ["aws_elasticache_serverless_cache", "kms_key_id", "CAC-01"],
  ["aws_kms_key", "enable_key_rotation", "KMS-01"],
  ["aws_kms_key", "deletion_window_in_days", "KMS-01", 7],
  ["aws_kms_key", "policy", "KMS-02"],
  ["aws_backup_vault", "kms_key_arn", "BKP-01"],
  ["aws_backup_vault", "force_destroy", "BKP-01", true],
  ["aws_cloudfront_distribution", "web_acl_id", "CF-04"],
  ["aws_cloudfront_distribution", "viewer_certificate", "CF-01"],
  ["aws_cloudfront_distribution", "default_cache_behavior", "CF-02"],
  ["aws_cloudfront_origin_access_control", "signing_behavior", "CF-03"],
  ["aws_wafv2_web_acl", "rule", "WAF-01"],
  ["aws_apigatewayv2_api", "disable_execute_api_endpoint", "API-08"],
  ["aws_apigatewayv2_domain_name", "domain_name_configuration", "API-08"],
  ["aws_lambda_permission", "source_arn", "LAM-06"],
  ["aws_lambda_function", "kms_key_arn", "LAM-05"],
  ["aws_lambda_function", "reserved_concurrent_executions", "LAM-03"],
  ["aws_acm_certificate", "lifecycle", "ACM-01"],
  ["aws_wafv2_web_acl_logging_configuration", "redacted_fields", "WAF-02"],
  ["aws_rds_cluster", "engine_version", "RDS-16"],
  ["aws_subnet", "map_public_ip_on_launch", "NET-03", true],
  ["aws_flow_log", "traffic_type", "NET-01"],
  ["aws_iam_role", "assume_role_policy", "IAM-05"],
  ["aws_sns_topic_policy", "policy", "SNS-02"],
  ["aws_sns_topic", "kms_master_key_id", "SNS-01"],
  ["aws_cloudwatch_log_group", "retention_in_days", "LOG-01"],
  ["aws_cloudwatch_log_group", "kms_key_id", "LOG-01"],
  ["aws_cloudwatch_metric_alarm", "alarm_actions", "ALM-01"],
  ["aws_secretsmanager_secret", "kms_key_id", "SEC-01"],
  ["aws_vpc_endpoint", "policy", "NET-11"],
];

describe("a protective argument of prod", () => {
  let killed = 0;
  afterAll(() => process.stdout.write(`mutation score of prod: ${killed} of ${PROTECTIONS.length}\n`));

  const cases = PROTECTIONS.map(([type, argument, rule, replacement]) => ({ type, argument, rule, replacement }));
  test.each(cases)("of $type, $argument, cannot go without $rule noticing", ({ type, argument, rule, replacement }) => {
    const config = configOf("prod");
    const [block] = Object.values(config.resource[type]!);
    expect(block).toHaveProperty(argument);
    if (replacement === undefined) delete block![argument];
    else block![argument] = replacement;
    expect(failing(judged({ prod: config }))).toContain(rule);
    killed += 1;
  });

  test.each([
    "aws_flow_log",
    "aws_default_security_group",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_policy",
    "aws_backup_selection",
    "aws_wafv2_web_acl_logging_configuration",
    "aws_vpc_endpoint",
  ])("cannot disappear with its whole %s", (type) => {
    const config = configOf("prod");
    delete config.resource[type];
    expect(failing(judged({ prod: config })).length).toBeGreaterThan(0);
  });
});

test("environments differ in rules exactly as the thresholds say: prod demands whatever staging does, staging whatever dev does", () => {
  const off = (profile: "dev" | "staging" | "prod") =>
    new Set(RULES.filter(({ relaxed }) => relaxed?.[profile] === "off").map(({ id }) => id));
  expect(off("prod").size).toBe(0);
  expect([...off("staging")].filter((id) => !off("dev").has(id))).toEqual([]);
});

test("every rule has a unique id, words and a control", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, title, rationale, fix, controls } of RULES) {
    expect([id, title, rationale, fix].every((text) => text.length > 4)).toBe(true);
    expect(Object.values(controls).flat().length).toBeGreaterThan(0);
  }
});

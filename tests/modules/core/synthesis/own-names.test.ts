import { KERNEL_POLICIES, type SynthesizedStack, type TerraformJson } from "../../../../modules/core";

const NAMED: readonly (readonly [type: string, argument: string])[] = [
  ["aws_api_gateway_domain_name", "domain_name"],
  ["aws_apigatewayv2_domain_name", "domain_name"],
  ["aws_backup_vault", "name"],
  ["aws_cloudfront_cache_policy", "name"],
  ["aws_cloudfront_function", "name"],
  ["aws_cloudfront_origin_access_control", "name"],
  ["aws_cloudfront_origin_request_policy", "name"],
  ["aws_cloudfront_response_headers_policy", "name"],
  ["aws_cloudwatch_dashboard", "dashboard_name"],
  ["aws_cloudwatch_event_api_destination", "name"],
  ["aws_cloudwatch_event_archive", "name"],
  ["aws_cloudwatch_event_bus", "name"],
  ["aws_cloudwatch_event_connection", "name"],
  ["aws_cloudwatch_event_rule", "name"],
  ["aws_cloudwatch_log_delivery_destination", "name"],
  ["aws_cloudwatch_log_delivery_source", "name"],
  ["aws_cloudwatch_log_group", "name"],
  ["aws_cloudwatch_log_resource_policy", "policy_name"],
  ["aws_cloudwatch_metric_alarm", "alarm_name"],
  ["aws_codebuild_project", "name"],
  ["aws_codepipeline", "name"],
  ["aws_cognito_user_pool_domain", "domain"],
  ["aws_db_instance", "identifier"],
  ["aws_db_subnet_group", "name"],
  ["aws_ecr_repository", "name"],
  ["aws_elasticache_serverless_cache", "name"],
  ["aws_iam_policy", "name"],
  ["aws_iam_role", "name"],
  ["aws_kms_alias", "name"],
  ["aws_lambda_function", "function_name"],
  ["aws_rds_cluster", "cluster_identifier"],
  ["aws_route53_record", "name"],
  ["aws_s3_bucket", "bucket"],
  ["aws_scheduler_schedule", "name"],
  ["aws_secretsmanager_secret", "name"],
  ["aws_sfn_state_machine", "name"],
  ["aws_sns_topic", "name"],
  ["aws_sqs_queue", "name"],
  ["aws_ssm_parameter", "name"],
  ["aws_wafv2_ip_set", "name"],
  ["aws_wafv2_regex_pattern_set", "name"],
  ["aws_wafv2_rule_group", "name"],
  ["aws_wafv2_web_acl", "name"],
];
const provider = { aws: [{ region: "us-east-1", allowed_account_ids: ["111122223333"] }] };

const stackOf = (name: string, resource: object, differences: Partial<TerraformJson> = {}): SynthesizedStack => ({
  name,
  config: { terraform: {}, provider, resource: resource as TerraformJson["resource"], ...differences },
});
const findings = (...[stack, ...others]: [SynthesizedStack, ...SynthesizedStack[]]) =>
  KERNEL_POLICIES.find(({ id }) => id === "own-names")!.check(stack, [stack, ...others]);
const queue = (name: unknown, more: object = {}) => ({ aws_sqs_queue: { orders: { name, ...more } } });

describe("own-names", () => {
  test.each(NAMED)("reports the name of an %s in another stack", (type, argument) => {
    const named = { [type]: { one: { [argument]: "shop", "//": { metadata: { path: "dev/one" } } } } };
    expect(findings(stackOf("dev", named), stackOf("copy", { [type]: { two: { [argument]: "shop" } } }))).toEqual([
      `dev/one: ${argument}: got "shop"; allowed: a name that copy/${type}.two does not have; reword it`,
    ]);
  });

  test("reports a repeated name in one stack", () => {
    const twice = { aws_sqs_queue: { a: { name: "shop" }, b: { name: "shop" } } };
    expect(findings(stackOf("dev", twice))).toEqual([
      'dev/aws_sqs_queue.b: name: got "shop"; allowed: a name that dev/aws_sqs_queue.a does not have; reword it',
    ]);
  });

  test("accepts different names, and names that are unknown until apply", () => {
    expect(findings(stackOf("dev", queue("dev")), stackOf("prod", queue("prod")), stackOf("bare", {}))).toEqual([]);
    expect(findings(stackOf("dev", queue("${var.name}")), stackOf("prod", queue("${var.name}")))).toEqual([]);
    expect(findings(stackOf("dev", queue(undefined)), stackOf("prod", queue(undefined)))).toEqual([]);
    expect(findings({ name: "empty", config: { terraform: {} } })).toEqual([]);
  });

  test("accepts the same name in another region or account", () => {
    const regions = { aws: [...provider.aws, { alias: "west", region: "us-west-2", allowed_account_ids: ["1"] }] };
    const elsewhere = stackOf("west", queue("shop", { provider: "aws.west" }), { provider: regions });
    const otherAccount = { aws: [{ region: "us-east-1", allowed_account_ids: ["444455556666"] }] };
    expect(findings(stackOf("dev", queue("shop")), elsewhere)).toEqual([]);
    expect(findings(stackOf("dev", queue("shop")), stackOf("prod", queue("shop"), { provider: otherAccount }))).toEqual(
      [],
    );
  });

  test("reports an alias that two distributions share, in any account", () => {
    const distribution = (...aliases: string[]) => ({ aws_cloudfront_distribution: { site: { aliases } } });
    const foreign = { provider: { aws: [{ region: "us-west-2", allowed_account_ids: ["444455556666"] }] } };
    const dev = stackOf("dev", distribution("shop.example.com", "www.example.com"));
    expect(findings(dev, stackOf("prod", distribution("www.example.com"), foreign))).toEqual([
      expect.stringContaining('aliases: got "www.example.com"; allowed: a name that prod/'),
    ]);
    expect(findings(dev, stackOf("prod", distribution("example.com")), stackOf("bare", distribution()))).toEqual([]);
  });

  test("distinguishes records by zone and type, and web ACLs by scope", () => {
    const record = (zone_id: string, type: string) => ({
      aws_route53_record: { one: { name: "shop.example.com", zone_id, type } },
    });
    const dev = stackOf("dev", record("Z1", "A"));
    expect(findings(dev, stackOf("prod", record("Z1", "A")))).toHaveLength(1);
    expect(findings(dev, stackOf("prod", record("Z2", "A")))).toEqual([]);
    expect(findings(dev, stackOf("prod", record("Z1", "AAAA")))).toEqual([]);
    const created = record("${aws_route53_zone.zone.zone_id}", "A");
    expect(findings(stackOf("dev", created), stackOf("prod", created))).toEqual([]);
    const acl = (scope: string) => ({ aws_wafv2_web_acl: { acl: { name: "shop", scope } } });
    expect(findings(stackOf("dev", acl("REGIONAL")), stackOf("prod", acl("CLOUDFRONT")))).toEqual([]);
  });

  test("reports a role in another region of its account, and a bucket anywhere", () => {
    const elsewhere = { provider: { aws: [{ region: "us-west-2", allowed_account_ids: ["111122223333"] }] } };
    const role = { aws_iam_role: { one: { name: "shop" } } };
    expect(findings(stackOf("dev", role), stackOf("west", role, elsewhere))).toHaveLength(1);
    const bucket = { aws_s3_bucket: { one: { bucket: "shop" } } };
    const foreign = { provider: { aws: [{ region: "us-west-2", allowed_account_ids: ["444455556666"] }] } };
    expect(findings(stackOf("dev", bucket), stackOf("west", bucket, foreign))).toHaveLength(1);
    expect(findings(stackOf("dev", role), stackOf("west", role, foreign))).toEqual([]);
  });
});

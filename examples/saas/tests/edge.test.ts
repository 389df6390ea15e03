import type { TestStack } from "groundplan/testing";
import { recoveryRequirement, requirement, standbyRequirement } from "./requirement";

const ACL = "aws_wafv2_web_acl";
const SET = "aws_wafv2_ip_set";

interface Rule {
  readonly name: string;
  readonly action?: object;
  readonly override_action?: object;
  readonly statement: Readonly<Record<string, unknown>>;
}

const rulesOf = (stack: TestStack, name: string): readonly Rule[] => {
  return stack.resource(ACL, name)["rule"] as readonly Rule[];
};

const ruleOf = (stack: TestStack, name: string): Rule => {
  return rulesOf(stack, "web-acl_DE").find((rule) => rule.name === name)!;
};

const GROUPS = {
  "amazon-ip-reputation": "AWSManagedRulesAmazonIpReputationList",
  "anonymous-addresses": "AWSManagedRulesAnonymousIpList",
  core: "AWSManagedRulesCommonRuleSet",
  "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
  "sql-injection": "AWSManagedRulesSQLiRuleSet",
};

const webAcl = { type: ACL, name: "web-acl_DE" } as const;

requirement(
  "SA-E2 the web ACL of the API blocks by AWS's groups against the OWASP Top 10",
  (stack) => {
    expect(stack.resource(ACL, webAcl.name)).toMatchObject({ scope: "REGIONAL", default_action: { allow: {} } });
    for (const [name, group] of Object.entries(GROUPS)) {
      expect(ruleOf(stack, name)).toMatchObject({
        override_action: { none: {} },
        statement: { managed_rule_group_statement: { name: group, vendor_name: "AWS" } },
      });
    }
  },
  [
    { ...webAcl, path: "scope", value: "CLOUDFRONT" },
    ...[3, 4, 5, 6, 7].flatMap((position) => [
      { ...webAcl, path: `rule.${position}.override_action`, value: { count: {} } },
      { ...webAcl, path: `rule.${position}.statement.managed_rule_group_statement.name`, value: "Other" },
    ]),
  ],
);

requirement(
  "SA-E2 the web ACL limits an address to 5000 requests in five minutes",
  (stack) => {
    expect(ruleOf(stack, "rate-limit")).toMatchObject({
      action: { block: {} },
      statement: { rate_based_statement: { aggregate_key_type: "IP", limit: 5_000, evaluation_window_sec: 300 } },
    });
  },
  [
    { ...webAcl, path: "rule.1.action", value: { count: {} } },
    { ...webAcl, path: "rule.1.statement.rate_based_statement.limit", value: 10_000 },
    { ...webAcl, path: "rule.1.statement.rate_based_statement.evaluation_window_sec", value: 600 },
  ],
);

requirement(
  "SA-E2 the web ACL refuses listed addresses and countries, except trusted addresses of them",
  (stack) => {
    expect(stack.resource(SET, "web-acl_blocked-ipv4_5")).toMatchObject({ addresses: ["198.51.100.0/24"] });
    expect(stack.resource(SET, "web-acl_trusted-ipv4")).toMatchObject({ addresses: ["203.0.113.0/24"] });
    expect(ruleOf(stack, "block-listed-addresses")).toMatchObject({ action: { block: {} } });
    expect(JSON.stringify(ruleOf(stack, "block-listed-addresses").statement)).toContain("web-acl_blocked-ipv4");
    const countries = ruleOf(stack, "countries");
    expect(countries.action).toEqual({ block: {} });
    expect(JSON.stringify(countries.statement)).toContain('"country_codes":["CU","IR","KP","SY"]');
    expect(JSON.stringify(countries.statement)).toContain("web-acl_trusted-ipv4");
  },
  [
    { type: SET, name: "web-acl_blocked-ipv4_5", path: "addresses", value: [] },
    { type: SET, name: "web-acl_trusted-ipv4", path: "addresses", value: [] },
    { ...webAcl, path: "rule.0.action", value: { count: {} } },
    { ...webAcl, path: "rule.0.statement", value: {} },
    { ...webAcl, path: "rule.2.action", value: { allow: {} } },
    {
      ...webAcl,
      path: "rule.2.statement.and_statement.statement.0.geo_match_statement.country_codes",
      value: ["KP"],
    },
  ],
);

requirement(
  "SA-E2 Shield Standard protects production without a resource, and the web ACL of CloudFront blocks",
  (stack) => {
    expect(stack.resources("aws_shield_protection")).toEqual({});
    expect(stack.resource(ACL, "cdn-web-acl")["scope"]).toBe("CLOUDFRONT");
    expect(rulesOf(stack, "cdn-web-acl").find(({ name }) => name === "rate-limit")).toMatchObject({
      action: { block: {} },
      statement: { rate_based_statement: { limit: 5_000 } },
    });
    expect(stack.resource("aws_cloudfront_distribution")["web_acl_id"]).toContain("aws_wafv2_web_acl.cdn-web-acl");
  },
  [
    { type: ACL, name: "cdn-web-acl", path: "scope", value: "REGIONAL" },
    { type: ACL, name: "cdn-web-acl", path: "rule.1.action", value: { count: {} } },
    { type: "aws_cloudfront_distribution", path: "web_acl_id" },
  ],
);

const DISTRIBUTION = { type: "aws_cloudfront_distribution" } as const;
const BUCKET = "aws_s3_bucket";

requirement(
  "SA-E1 the application is a private bucket behind CloudFront with a domain, a certificate and TLS 1.2",
  (stack) => {
    expect(stack.resource(BUCKET, "site_bucket")).toMatchObject({ bucket: "saas-site-123456789012" });
    expect(stack.resource("aws_s3_bucket_public_access_block", /^site_/)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      restrict_public_buckets: true,
    });
    expect(stack.resource(DISTRIBUTION.type)).toMatchObject({
      aliases: ["saas.example.com"],
      default_root_object: "index.html",
      default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
      origin: [{ origin_access_control_id: expect.stringContaining("site-distribution_site-access") }],
      viewer_certificate: {
        acm_certificate_arn: expect.stringContaining("site-certificate"),
        minimum_protocol_version: "TLSv1.2_2021",
      },
    });
    expect(stack.resource("aws_acm_certificate", "site-certificate")).toMatchObject({
      domain_name: "saas.example.com",
    });
    for (const type of ["A", "AAAA"]) {
      const record = stack.resource("aws_route53_record", `zone_alias-saas-example-com-${type.toLowerCase()}_`);
      expect(record).toMatchObject({ name: "saas.example.com", type, zone_id: "Z0123456789SAAS" });
    }
  },
  [
    { type: BUCKET, name: "site_bucket", path: "bucket", value: "other" },
    { type: "aws_s3_bucket_public_access_block", name: "site_", path: "block_public_policy", value: false },
    { ...DISTRIBUTION, path: "aliases", value: [] },
    { ...DISTRIBUTION, path: "default_cache_behavior.viewer_protocol_policy", value: "allow-all" },
    { ...DISTRIBUTION, path: "origin.0.origin_access_control_id" },
    { ...DISTRIBUTION, path: "viewer_certificate.minimum_protocol_version", value: "TLSv1" },
    { type: "aws_acm_certificate", name: "site-certificate", path: "domain_name", value: "example.com" },
    { type: "aws_route53_record", name: "zone_alias-saas-example-com-a_", path: "zone_id", value: "Z1" },
  ],
);

standbyRequirement(
  "SA-E2 the second region has the same web ACL",
  (stack) => {
    expect(stack.resource(ACL)).toMatchObject({ name: "saas-standby", scope: "REGIONAL" });
    const names = (stack.resource(ACL)["rule"] as readonly Rule[]).map(({ name }) => name);
    expect(names).toEqual(["block-listed-addresses", "rate-limit", "countries", ...Object.keys(GROUPS)]);
  },
  [
    { type: ACL, path: "scope", value: "CLOUDFRONT" },
    { type: ACL, path: "rule.1.name", value: "other" },
  ],
);

const CHECK = "aws_route53_health_check";
const RECORD = "aws_route53_record";
const PRIMARY = { type: RECORD, name: "zone_failover-api-saas-example-com-primary-a_" } as const;

requirement(
  "SA-E1 Route 53 checks the main region at a name of its own, and operators' switch, and fails the API over",
  (stack) => {
    expect(stack.resource(CHECK, "api-check")).toMatchObject({
      type: "HTTPS",
      fqdn: "use1.api.saas.example.com",
      resource_path: "/v1/health",
      failure_threshold: 3,
      request_interval: 10,
    });
    expect(stack.resource(CHECK, "switch-check")).toMatchObject({
      type: "CLOUDWATCH_METRIC",
      cloudwatch_alarm_name: "saas-failover-switch",
      cloudwatch_alarm_region: "us-west-2",
      insufficient_data_health_status: "LastKnownStatus",
    });
    const region = stack.resource(CHECK, "region-check");
    expect(region).toMatchObject({ type: "CALCULATED", child_health_threshold: 2 });
    expect(String(region["child_healthchecks"])).toMatch(/api-check.*switch-check/);
    expect(stack.resource(RECORD, PRIMARY.name)).toMatchObject({
      name: "api.saas.example.com",
      failover_routing_policy: { type: "PRIMARY" },
      health_check_id: expect.stringContaining("aws_route53_health_check.region-check"),
      alias: { name: expect.stringContaining("aws_api_gateway_domain_name.api-domain") },
    });
  },
  [
    { type: CHECK, name: "api-check", path: "fqdn", value: "api.saas.example.com" },
    { type: CHECK, name: "api-check", path: "resource_path", value: "/" },
    { type: CHECK, name: "api-check", path: "request_interval", value: 30 },
    { type: CHECK, name: "switch-check", path: "cloudwatch_alarm_region", value: "us-east-1" },
    { type: CHECK, name: "switch-check", path: "insufficient_data_health_status", value: "Healthy" },
    { type: CHECK, name: "region-check", path: "child_health_threshold", value: 1 },
    { ...PRIMARY },
    { ...PRIMARY, path: "failover_routing_policy.type", value: "SECONDARY" },
    { ...PRIMARY, path: "health_check_id", value: "${aws_route53_health_check.api-check_1.id}" },
  ],
);

const SECONDARY = { type: RECORD, name: "zone_failover-api-saas-example-com-secondary-a_" } as const;

standbyRequirement(
  "SA-E1 the second region is the secondary record of the API, with a health check of its own",
  (stack) => {
    expect(stack.resource(CHECK)).toMatchObject({ fqdn: "usw2.api.saas.example.com", resource_path: "/v1/health" });
    expect(stack.resource(RECORD, SECONDARY.name)).toMatchObject({
      name: "api.saas.example.com",
      failover_routing_policy: { type: "SECONDARY" },
      health_check_id: expect.stringContaining("aws_route53_health_check.api-check"),
    });
  },
  [
    { type: CHECK, path: "fqdn", value: "use1.api.saas.example.com" },
    { ...SECONDARY },
    { ...SECONDARY, path: "failover_routing_policy.type", value: "PRIMARY" },
    { ...SECONDARY, path: "health_check_id" },
  ],
);

const SWITCH = { type: "aws_cloudwatch_metric_alarm", name: "failover-switch" } as const;

recoveryRequirement(
  "operators fail over by a metric of the second region",
  (stack) => {
    expect(stack.resource(SWITCH.type, SWITCH.name)).toMatchObject({
      alarm_name: "saas-failover-switch",
      namespace: "Saas",
      metric_name: "FailoverRequested",
      dimensions: { environment: "prod" },
      statistic: "Maximum",
      threshold: 1,
      period: 60,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "missing",
    });
  },
  [
    { ...SWITCH, path: "alarm_name", value: "other" },
    { ...SWITCH, path: "dimensions", value: {} },
    { ...SWITCH, path: "statistic", value: "Sum" },
    { ...SWITCH, path: "threshold", value: 2 },
    { ...SWITCH, path: "period", value: 300 },
    { ...SWITCH, path: "treat_missing_data", value: "notBreaching" },
  ],
);

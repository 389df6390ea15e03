import { evaluate } from "../../../policies/engine/evaluate";
import { RULES } from "../../../policies/rules";
import { json } from "../claims/claim";
import { FORMS } from "../claims/forms";
import type { Blocks } from "../fixtures/fixture";

/** Findings of a rule in each form of a stack. */
function findingsOf(rule: string, blocks: Blocks): readonly string[] {
  const rules = RULES.filter(({ id }) => id === rule);
  return FORMS.flatMap(({ name, phase, read }) =>
    evaluate([read(blocks)], { phase, rules, profileOf: () => "prod" })
      .filter(({ status }) => status === "fail" || status === "error")
      .map(({ resource, findings }) => `${name}: ${resource.address} ${findings[0]!.message}`),
  );
}

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" };
const KEY_ID = "${aws_kms_key.a.id}";
const listener = (protocol: string, load_balancer_arn = "arn:aws:elasticloadbalancing:a:1:loadbalancer/net/b/1") => ({
  "aws_lb_listener.a": { load_balancer_arn, protocol, port: 5000, default_action: { type: "forward" } },
});
const BALANCER = { name: "a", subnets: ["subnet-a", "subnet-b"] };
const method = (types: readonly string[]) => ({
  "aws_api_gateway_rest_api.a": { name: "a", endpoint_configuration: { types } },
  "aws_api_gateway_method.a": {
    rest_api_id: "${aws_api_gateway_rest_api.a.id}",
    http_method: "GET",
    authorization: "NONE",
  },
});
const zone = (dnssec: object) => ({
  "aws_route53_zone.a": { name: "example.org" },
  "aws_route53_query_log.a": { zone_id: "${aws_route53_zone.a.zone_id}" },
  "aws_route53_key_signing_key.a": { hosted_zone_id: "${aws_route53_zone.a.zone_id}", name: "a" },
  "aws_route53_hosted_zone_dnssec.a": dnssec as Readonly<Record<string, unknown>>,
});
const parameter = (family: string, name: string, value: unknown) => ({
  "aws_db_parameter_group.a": { family, parameter: [{ name, value }] },
});
const build = (change: object) => ({
  "aws_codebuild_project.a": { encryption_key: "arn:aws:kms:a:1:key/b", build_timeout: 20, ...change },
});
const instance = (change: object) => ({ "aws_db_instance.a": { monitoring_interval: 30, ...change } });
const source = { identifier: "a", password: undefined, username: "owner" };
const replica = (replicate_source_db: string, change: object = {}) => ({
  "aws_db_instance.a": source,
  "aws_db_instance.copy": { replicate_source_db, ...change },
});
const behind = (rule: object) => ({
  "data.aws_ec2_managed_prefix_list.cdn": { name: "com.amazonaws.global.cloudfront.origin-facing" },
  "aws_lb.a": { ...BALANCER, internal: false, security_groups: ["${aws_security_group.a.id}"] },
  "aws_security_group.a": { ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", ...rule }] },
});
const CDN = "${data.aws_ec2_managed_prefix_list.cdn.id}";

interface Case {
  readonly rule: string;
  readonly about: string;
  readonly passes: readonly Blocks[];
  readonly fails: readonly Blocks[];
}

const CASES: readonly Case[] = [
  {
    rule: "KMS-02",
    about: "key policies in a resource of their own",
    passes: [
      { "aws_kms_key.a": { description: "a" }, "aws_kms_key_policy.a": { key_id: KEY_ID, policy: json(ROOT) } },
      {
        "aws_kms_key.a": { policy: "" },
        "aws_kms_key_policy.a": { key_id: "${aws_kms_key.a.key_id}", policy: json(ROOT) },
      },
    ],
    fails: [{ "aws_kms_key.a": { description: "a" }, "aws_kms_key_policy.a": { key_id: "k", policy: json(ROOT) } }],
  },
  {
    rule: "ALB-01",
    about: "packets through a load balancer elsewhere",
    passes: [listener("TCP"), listener("UDP"), listener("TCP_UDP"), listener("TCP", "${var.balancer}")],
    fails: [listener("TLS"), listener("HTTPS")],
  },
  {
    rule: "ALB-06",
    about: "gateway load balancers",
    passes: [{ "aws_lb.a": { ...BALANCER, load_balancer_type: "gateway" } }],
    fails: [
      { "aws_lb.a": { ...BALANCER, load_balancer_type: "network", internal: true } },
      { "aws_lb.a": { ...BALANCER, load_balancer_type: "gateway", subnets: ["subnet-a"] } },
    ],
  },
  {
    rule: "ALB-04",
    about: "gateway load balancers, which have no access log",
    passes: [{ "aws_lb.a": { ...BALANCER, load_balancer_type: "gateway" } }],
    fails: [{ "aws_lb.a": BALANCER }],
  },
  {
    rule: "API-04",
    about: "private REST APIs",
    passes: [method(["PRIVATE"])],
    fails: [method(["REGIONAL"]), method(["EDGE"])],
  },
  {
    rule: "R53-01",
    about: "DNSSEC through the key-signing key",
    passes: [
      zone({ hosted_zone_id: "${aws_route53_key_signing_key.a.hosted_zone_id}" }),
      zone({ hosted_zone_id: "${aws_route53_zone.a.id}", signing_status: "SIGNING" }),
    ],
    fails: [zone({ hosted_zone_id: "Z0", signing_status: "SIGNING" })],
  },
  {
    rule: "RDS-08",
    about: "other words for on",
    passes: [
      parameter("mysql8.4", "require_secure_transport", "1"),
      parameter("mysql8.4", "require_secure_transport", 1),
      parameter("mariadb11.4", "require_secure_transport", "on"),
      parameter("postgres16", "rds.force_ssl", 1),
    ],
    fails: [parameter("mysql8.4", "require_secure_transport", "0"), parameter("postgres16", "rds.force_ssl", "off")],
  },
  {
    rule: "CI-01",
    about: "builds without logs_config",
    passes: [build({}), build({ logs_config: {} }), build({ logs_config: { cloudwatch_logs: { group_name: "a" } } })],
    fails: [build({ logs_config: { cloudwatch_logs: { status: "DISABLED" } } })],
  },
  {
    rule: "NET-12",
    about: "addresses without domain",
    passes: [{ "aws_eip.a": { tags: { Name: "a" } } }, { "aws_eip.a": { domain: "vpc" } }],
    fails: [{ "aws_eip.a": { domain: "standard" } }],
  },
  {
    rule: "RDS-10",
    about: "classes without Performance Insights",
    passes: [
      instance({ engine: "mysql", instance_class: "db.t3.micro" }),
      instance({ engine: "mariadb", instance_class: "db.t4g.small" }),
    ],
    fails: [
      instance({ engine: "mysql", instance_class: "db.t3.medium" }),
      instance({ engine: "postgres", instance_class: "db.t3.micro" }),
    ],
  },
  {
    rule: "RDS-12",
    about: "replicas and their sources",
    passes: [replica("${aws_db_instance.a.identifier}"), replica("${aws_db_instance.a.arn}")],
    fails: [replica("other"), replica("${aws_db_instance.a.arn}", { manage_master_user_password: true })],
  },
  {
    rule: "WAF-04",
    about: "load balancers that only CloudFront reaches",
    passes: [behind({ prefix_list_ids: [CDN] })],
    fails: [behind({ cidr_blocks: ["0.0.0.0/0"] }), behind({ prefix_list_ids: [CDN], cidr_blocks: ["10.0.0.0/8"] })],
  },
];

test.each(CASES)("$rule does not report $about", ({ rule, passes }) => {
  expect(passes.flatMap((blocks) => findingsOf(rule, blocks))).toEqual([]);
});

test.each(CASES)("$rule reports what is not $about", ({ rule, fails }) => {
  const found = fails.map((blocks) => findingsOf(rule, blocks).length);
  expect(found.filter((count) => count < FORMS.length)).toEqual([]);
});

import type { TerraformBlock } from "../../modules/core";
import type { TestStack } from "../../testing";
import { synthesizedStack } from "../support/synthesized";

const dev = synthesizedStack("dev");
const staging = synthesizedStack("staging");
const prod = synthesizedStack("prod");
const each = [
  ["dev", dev],
  ["staging", staging],
  ["prod", prod],
] as const;

/** Names of the rules that let something into a security group, by its name, with port and peer. */
function ingress(stack: TestStack): string[] {
  const nameOf = (reference: unknown): string => {
    const [, id = ""] = /aws_security_group\.([\w-]+)\.id/.exec(String(reference)) ?? [];
    return String(stack.resource("aws_security_group", id)["name"]);
  };
  return Object.values(stack.resources("aws_vpc_security_group_ingress_rule"))
    .map((rule) => {
      const from = rule["cidr_ipv4"] ?? nameOf(rule["referenced_security_group_id"]);
      return `${String(from)} -> ${nameOf(rule["security_group_id"])}:${String(rule["from_port"])}`;
    })
    .sort();
}

const values = (blocks: Readonly<Record<string, TerraformBlock>>, key: string): unknown[] =>
  Object.values(blocks)
    .map((block) => block[key])
    .sort();

describe("network", () => {
  test("R-N1 has the document's VPC with two public and two private subnets in two zones", () => {
    expect(staging.resource("aws_vpc")).toMatchObject({ cidr_block: "10.20.0.0/16" });
    const subnet = (name: string) => {
      const { cidr_block: cidr, availability_zone: zone } = staging.resource("aws_subnet", name);
      return [cidr, zone];
    };
    expect(Object.keys(staging.resources("aws_subnet"))).toHaveLength(4);
    expect(subnet("public-a")).toEqual(["10.20.0.0/24", "us-east-1a"]);
    expect(subnet("public-b")).toEqual(["10.20.1.0/24", "us-east-1b"]);
    expect(subnet("private-a")).toEqual(["10.20.16.0/24", "us-east-1a"]);
    expect(subnet("private-b")).toEqual(["10.20.17.0/24", "us-east-1b"]);
  });

  test("R-N1 splits another CIDR by the same rule", () => {
    expect(values(prod.resources("aws_subnet"), "cidr_block")).toEqual([
      "10.30.0.0/24",
      "10.30.1.0/24",
      "10.30.16.0/24",
      "10.30.17.0/24",
      "10.30.18.0/24",
      "10.30.2.0/24",
    ]);
  });

  test("R-N2 has an internet gateway and, by setting, one NAT gateway or one in each zone", () => {
    expect(Object.keys(staging.resources("aws_internet_gateway"))).toHaveLength(1);
    expect(Object.keys(staging.resources("aws_nat_gateway"))).toHaveLength(1);
    expect(Object.keys(prod.resources("aws_nat_gateway"))).toHaveLength(3);
  });

  test("R-N2 routes public subnets to the internet gateway and private subnets to NAT, in tables of their own", () => {
    expect(staging.resource("aws_route", "public-default")).toMatchObject({
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: expect.stringContaining("aws_internet_gateway.network"),
      route_table_id: expect.stringContaining("network_public-routes"),
    });
    for (const zone of ["a", "b"]) {
      expect(staging.resource("aws_route", `private-${zone}-default`)).toMatchObject({
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: expect.stringContaining("aws_nat_gateway.network_nat-a"),
        route_table_id: expect.stringContaining(`network_private-${zone}-routes`),
      });
      expect(prod.resource("aws_route", `private-${zone}-default`)["nat_gateway_id"]).toContain(`nat-${zone}_`);
      expect(staging.resource("aws_route_table_association", `private-${zone}-`)).toMatchObject({
        subnet_id: expect.stringContaining(`private-${zone}_`),
        route_table_id: expect.stringContaining(`private-${zone}-routes`),
      });
      expect(staging.resource("aws_route_table_association", `public-${zone}-`)).toMatchObject({
        subnet_id: expect.stringContaining(`public-${zone}_`),
        route_table_id: expect.stringContaining("public-routes"),
      });
    }
  });

  test("R-N3 lets only the functions' groups reach Aurora on 5432, and those that cache reach the cache on 6379", () => {
    expect(ingress(staging)).toEqual([
      "groundplan-staging-api -> groundplan-staging-cache:6379",
      "groundplan-staging-api -> groundplan-staging-cache:6380",
      "groundplan-staging-api -> groundplan-staging-database:5432",
      "groundplan-staging-migrate -> groundplan-staging-database:5432",
      "groundplan-staging-outbox -> groundplan-staging-database:5432",
      "groundplan-staging-payment -> groundplan-staging-database:5432",
      "groundplan-staging-worker -> groundplan-staging-cache:6379",
      "groundplan-staging-worker -> groundplan-staging-cache:6380",
      "groundplan-staging-worker -> groundplan-staging-database:5432",
    ]);
  });

  test.each(each)("R-N3 lets nothing from the internet into the VPC of %s", (_name, stack) => {
    const sources = values(stack.resources("aws_vpc_security_group_ingress_rule"), "cidr_ipv4").filter(Boolean);
    expect(sources.every((source) => String(source).startsWith("10."))).toBe(true);
    expect(stack.resource("aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
    for (const group of Object.values(stack.resources("aws_security_group"))) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  test.each(each)("R-N3 gives egress to the functions of %s alone, to the internet by HTTPS alone", (_name, stack) => {
    const rules = Object.values(stack.resources("aws_vpc_security_group_egress_rule"));
    expect(rules).toHaveLength(14);
    const groupOfFunction = /\.(?:api-function|worker|outbox|payment|migrate)_security-group/;
    for (const rule of rules) expect(rule["security_group_id"]).toMatch(groupOfFunction);
    const https = { cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443, ip_protocol: "tcp" };
    const outside = rules.filter((rule) => rule["cidr_ipv4"] !== undefined);
    expect(outside).toEqual(Array(5).fill(expect.objectContaining(https)));
  });
});

describe("edge", () => {
  const distribution = staging.resource("aws_cloudfront_distribution");

  test("R-E1 points A and AAAA records of the domain at CloudFront in the zone of the setting", () => {
    for (const type of ["a", "aaaa"]) {
      expect(staging.resource("aws_route53_record", `zone_alias-staging-example-com-${type}_`)).toMatchObject({
        name: "staging.example.com",
        type: type.toUpperCase(),
        zone_id: "Z0123456789STAGING",
        alias: { name: expect.stringContaining("aws_cloudfront_distribution.distribution") },
      });
    }
    expect(staging.resources("aws_route53_zone")).toEqual({});
  });

  test("R-E1 makes no record without a domain", () => {
    expect(dev.resources("aws_route53_record")).toEqual({});
    expect(dev.resource("aws_cloudfront_distribution")).not.toHaveProperty("aliases");
  });

  test("R-E2 has a certificate in us-east-1, validated by DNS, and speaks TLS 1.2 or newer", () => {
    expect(staging.resource("aws_acm_certificate", "site-certificate")).toMatchObject({
      domain_name: "staging.example.com",
      validation_method: "DNS",
      provider: "aws",
    });
    expect(staging.config.provider!["aws"]).toEqual([expect.objectContaining({ region: "us-east-1" })]);
    expect(distribution["viewer_certificate"]).toMatchObject({
      acm_certificate_arn: expect.stringContaining("aws_acm_certificate_validation.site-certificate"),
      minimum_protocol_version: "TLSv1.2_2021",
      ssl_support_method: "sni-only",
    });
  });

  test("R-E3 serves the site by origin access control as the default behaviour, over HTTPS", () => {
    expect(staging.resource("aws_cloudfront_origin_access_control")).toMatchObject({
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
    expect(distribution["default_cache_behavior"]).toMatchObject({
      target_origin_id: "site",
      viewer_protocol_policy: "redirect-to-https",
      function_association: [{ event_type: "viewer-request" }],
    });
    expect(distribution["aliases"]).toEqual(["staging.example.com"]);
    expect(distribution["default_root_object"]).toBe("index.html");
  });

  test("R-E3 sends the API and the health check to the HTTP API, uncached and without the viewer's Host", () => {
    const uncached = {
      target_origin_id: "api",
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      viewer_protocol_policy: "https-only",
    };
    expect(distribution["ordered_cache_behavior"]).toMatchObject([
      { path_pattern: "/api*", ...uncached },
      { path_pattern: "/health*", ...uncached },
    ]);
    expect(distribution["origin"]).toMatchObject([
      { origin_id: "site" },
      {
        origin_id: "api",
        custom_origin_config: { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] },
        custom_header: [{ name: "x-origin-secret", value: expect.stringContaining("origin-secret_version") }],
      },
    ]);
  });

  test("R-E3 routes the paths of the single-page application to index.html", () => {
    expect(staging.resource("aws_cloudfront_function")).toMatchObject({ publish: true, runtime: "cloudfront-js-2.0" });
  });

  test("R-E3 sends security headers with every answer", () => {
    expect(staging.resource("aws_cloudfront_response_headers_policy")["security_headers_config"]).toMatchObject({
      content_type_options: { override: true },
      frame_options: { frame_option: "DENY" },
      strict_transport_security: { access_control_max_age_sec: 31536000, include_subdomains: true },
      content_security_policy: { content_security_policy: expect.stringContaining("default-src 'self'") },
    });
  });

  test("R-E3 logs every request to a bucket", () => {
    expect(staging.resource("aws_cloudwatch_log_delivery_source")).toMatchObject({ log_type: "ACCESS_LOGS" });
    expect(staging.resource("aws_cloudwatch_log_delivery_destination")["delivery_destination_configuration"]).toEqual([
      { destination_resource_arn: expect.stringContaining("access-logs_bucket") },
    ]);
    const policy = [expect.stringContaining("aws_s3_bucket_policy.access-logs_policy")];
    expect(staging.resource("aws_cloudwatch_log_delivery", "access-log-delivery")["depends_on"]).toEqual(policy);
    expect(staging.resource("aws_s3_bucket_logging", "site")["depends_on"]).toEqual(policy);
  });

  test("R-E4 has a web ACL for CloudFront with eight rules of its own and the managed reputation group", () => {
    const { scope, rule } = staging.resource("aws_wafv2_web_acl") as { scope: string; rule: TerraformBlock[] };
    expect(scope).toBe("CLOUDFRONT");
    expect(rule.map(({ name }) => name)).toEqual([
      "block-listed-addresses",
      "rate-limit",
      "allow-health-check",
      "amazon-ip-reputation",
      "user-agent",
      "size-restriction",
      "sql-injection",
      "cross-site-scripting",
      "sensitive-paths",
    ]);
    expect(rule[1]!["statement"]).toMatchObject({ rate_based_statement: { limit: 2000, aggregate_key_type: "IP" } });
    expect(rule[3]!["statement"]).toMatchObject({
      managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesAmazonIpReputationList" },
    });
    expect(rule.filter(({ action }) => action && "block" in (action as object))).toHaveLength(7);
    expect(distribution["web_acl_id"]).toContain("aws_wafv2_web_acl.web-acl");
  });

  test("R-E4 only counts where the environment says so", () => {
    const { rule } = dev.resource("aws_wafv2_web_acl") as { rule: TerraformBlock[] };
    expect(rule.filter(({ action }) => action && "block" in (action as object))).toEqual([]);
  });

  test("R-E4 logs what the firewall decides, without credentials", () => {
    expect(staging.resource("aws_wafv2_web_acl_logging_configuration")).toMatchObject({
      log_destination_configs: [expect.stringContaining("aws_cloudwatch_log_group.web-acl_log-group")],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
    });
    expect(staging.resource("aws_cloudwatch_log_group", "web-acl")["name"]).toBe("aws-waf-logs-groundplan-staging");
  });
});

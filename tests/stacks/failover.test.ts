import type { Environment } from "../../environments";
import { readConfiguration } from "../../policies/engine/synth-input";
import { judge } from "../../policies/engine/judgement";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import { PlatformStack } from "../../stacks/platform";
import type { TestStack } from "../../testing";
import { prodDr } from "../fixtures/environments";
import { synthesizeOnly } from "../support/synth";

const SNAPSHOT = "arn:aws:rds:us-west-2:123456789012:cluster-snapshot:awsbackup:job-0a1b2c3d";
const imageRepository = "123456789012.dkr.ecr.us-west-2.amazonaws.com/groundplan-api";

const restored: Environment = {
  ...prodDr,
  operation: "active",
  database: { ...prodDr.database, engineVersion: "16.11", restoreFrom: SNAPSHOT },
};
const moved: Environment = { ...restored, site: { ...restored.site, aliasRecords: "managed" } };

const synthesizeStandby = (environment: Environment): TestStack =>
  synthesizeOnly((app) => void new PlatformStack(app, "prod-dr", { environment, imageRepository }));

function brokenRules(stack: TestStack): string[] {
  const now = new Date("2026-11-25T12:00:00Z");
  const { verdicts } = judge([readConfiguration(stack)], { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, now });
  return verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);
}

/** Types of the blocks that one stack has and the other has not, or has with other arguments. */
function typesOfDifference(before: TestStack, after: TestStack): string[] {
  const addresses = [...new Set([...before.addresses, ...after.addresses])];
  const block = (stack: TestStack, address: string) => {
    const [type, name] = address.split(".");
    return JSON.stringify(stack.config.resource?.[type!]?.[name!]);
  };
  const different = addresses.filter((address) => block(before, address) !== block(after, address));
  return [...new Set(different.map((address) => address.split(".")[0]!))].sort();
}

describe("R-DR1 the standby of production", () => {
  const [pilotLight, active, withDomain] = [prodDr, restored, moved].map(synthesizeStandby) as [
    TestStack,
    TestStack,
    TestStack,
  ];

  test.each([
    ["as a pilot light", pilotLight],
    ["after the restore", active],
    ["with the domain", withDomain],
  ])("passes every rule %s", (_title, stack) => {
    expect(brokenRules(stack)).toEqual([]);
  });

  test("has nothing that is charged by the hour before the disaster", () => {
    const charged = ["aws_rds_cluster", "aws_rds_cluster_instance", "aws_elasticache_serverless_cache"];
    const types = [...charged, "aws_nat_gateway", "aws_eip", "aws_lambda_provisioned_concurrency_config"];
    expect(types.flatMap((type) => Object.keys(pilotLight.resources(type)))).toEqual([]);
    const endpoints = Object.values(pilotLight.resources("aws_vpc_endpoint"));
    expect(endpoints.map((endpoint) => endpoint["vpc_endpoint_type"])).toEqual(["Gateway", "Gateway"]);
    expect(types.every((type) => Object.keys(active.resources(type)).length > 0)).toBe(true);
  });

  test("has no alarm on what does not run, and no schedule that runs", () => {
    const metrics = Object.values(pilotLight.resources("aws_cloudwatch_metric_alarm")).map(
      (alarm) => alarm["namespace"],
    );
    expect(metrics).toEqual(expect.arrayContaining(["AWS/Lambda", "AWS/ApiGateway"]));
    for (const absent of ["AWS/RDS", "AWS/ElastiCache", "Shop"]) expect(metrics).not.toContain(absent);
    expect(pilotLight.resource("aws_scheduler_schedule")["state"]).toBe("DISABLED");
    expect(active.resource("aws_scheduler_schedule")["state"]).toBe("ENABLED");
  });

  test("restores without a change of IAM, S3, CloudFront, Route 53 and WAF, whose control planes are in us-east-1", () => {
    const lost = /^aws_(?:iam|s3|cloudfront|route53|wafv2|acm)_/;
    expect(typesOfDifference(pilotLight, active).filter((type) => lost.test(type))).toEqual([]);
    expect(typesOfDifference(pilotLight, active)).toContain("aws_rds_cluster");
    expect(typesOfDifference(active, withDomain).filter((type) => lost.test(type))).toEqual([
      "aws_cloudfront_distribution",
      "aws_route53_record",
    ]);
  });

  test("changes nothing in us-east-1 when it is restored", () => {
    const inLostRegion = (stack: TestStack) =>
      Object.entries(stack.config.resource!).flatMap(([, blocks]) =>
        Object.values(blocks).filter(({ provider }) => provider === "aws.us-east-1"),
      );
    expect(inLostRegion(pilotLight)).toEqual(inLostRegion(active));
    expect(inLostRegion(pilotLight).length).toBeGreaterThan(10);
  });

  test("restores the engine version of the recovery point, in its own region, with its state there", () => {
    expect(active.resource("aws_rds_cluster")).toMatchObject({
      snapshot_identifier: SNAPSHOT,
      engine_version: "16.11",
    });
    expect(active.config.provider!["aws"]).toEqual([
      expect.objectContaining({ region: "us-west-2" }),
      expect.objectContaining({ region: "us-east-1", alias: "us-east-1", sts_region: "us-west-2" }),
    ]);
    expect(active.config.terraform.backend!["s3"]).toMatchObject({ region: "us-west-2" });
  });

  test("lets sign-in return to the domain before and after its move", () => {
    const urls = (stack: TestStack) => stack.resource("aws_cognito_user_pool_client")["callback_urls"] as string[];
    expect(urls(active)).toEqual([expect.stringContaining("aws_cloudfront_distribution"), "https://shop.example.com/"]);
    expect(urls(withDomain)).toEqual(["https://shop.example.com/"]);
  });

  test("has the domain's certificate and no alias until the domain moves", () => {
    const distribution = (stack: TestStack) => stack.resource("aws_cloudfront_distribution");
    expect(distribution(active)).not.toHaveProperty("aliases");
    expect(distribution(withDomain)["aliases"]).toEqual(["shop.example.com"]);
    expect(distribution(active)["viewer_certificate"]).toEqual(distribution(withDomain)["viewer_certificate"]);
    const names = (stack: TestStack) =>
      Object.values(stack.resources("aws_route53_record")).map(({ type, name }) => `${String(type)} ${String(name)}`);
    expect(names(active)).toContain("TXT _shop.example.com");
    expect(names(active)).not.toContain("A shop.example.com");
    expect(names(withDomain)).toEqual(expect.arrayContaining(["A shop.example.com", "AAAA shop.example.com"]));
    expect(names(active)).toContain("A api-dr.shop.example.com");
  });

  test.each([
    "aws_wafv2_web_acl",
    "aws_wafv2_web_acl_logging_configuration",
    "aws_cloudwatch_log_resource_policy",
    "aws_cloudwatch_log_delivery_source",
    "aws_cloudwatch_log_delivery_destination",
    "aws_cloudwatch_log_delivery",
  ])("keeps %s in us-east-1, where CloudFront demands it", (type) => {
    expect(active.resource(type)["provider"]).toBe("aws.us-east-1");
  });

  test("encrypts the firewall's log group with a key of us-east-1 and everything else with keys of its own region", () => {
    const providers = Object.entries(active.resources("aws_kms_key")).map(([name, key]) => [
      name.replace(/_.*/, ""),
      key["provider"],
    ]);
    expect(Object.fromEntries(providers)).toEqual({
      "alarms-key": "aws",
      "backups-key": "aws",
      "data-key": "aws",
      "edge-alarms-key": "aws.us-east-1",
      "edge-logs-key": "aws.us-east-1",
      "logs-key": "aws",
    });
  });
});

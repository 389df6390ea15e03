import { environmentProblems, type Environment } from "../../environments";
import type { TestStack } from "../../testing";
import { waive } from "../../policies";
import { readConfiguration } from "../../policies/engine/synth-input";
import { judge } from "../../policies/engine/judgement";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import { PlatformStack } from "../../stacks/platform";
import { environments, tooling } from "../fixtures/environments";
import { synthesizeOnly } from "../support/synth";

const SNAPSHOT = "arn:aws:rds:us-west-2:123456789012:cluster-snapshot:awsbackup:job-0a1b2c3d";
const prod = environments.find(({ name }) => name === "prod")!;

/** The environment of docs/runbooks/failover.md, step 3. */
const prodDr: Environment = {
  ...prod,
  name: "prod-dr",
  region: "us-west-2",
  availabilityZones: ["us-west-2a", "us-west-2b", "us-west-2c"],
  recoveryRegion: "us-east-1",
  network: { ...prod.network, cidr: "10.40.0.0/16" },
  site: { ...prod.site, domainName: "none", hostedZone: "none" },
  database: { ...prod.database, restoreFrom: SNAPSHOT },
};

function synthesizeDr(change: (stack: PlatformStack) => void = () => {}): TestStack {
  const imageRepository = "123456789012.dkr.ecr.us-west-2.amazonaws.com/groundplan-api";
  return synthesizeOnly((app) => change(new PlatformStack(app, "prod-dr", { environment: prodDr, imageRepository })));
}

function brokenRules(stack: TestStack): string[] {
  const now = new Date("2026-11-25T12:00:00Z");
  const { verdicts } = judge([readConfiguration(stack)], { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, now });
  return verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);
}

describe("R-DR1 the environment of the failover runbook", () => {
  const stack = synthesizeDr();

  test("is valid beside the others", () => {
    expect(environmentProblems([...environments, prodDr], tooling)).toEqual([]);
  });

  test("breaks one rule as long as it has no domain, which the waiver of the runbook lets pass", () => {
    expect(brokenRules(stack)).toEqual(["CF-01"]);
    const waived = synthesizeDr(({ node }) =>
      waive(node.findChild("distribution").node.findChild("distribution"), {
        rule: "CF-01",
        reason: "The domain and its certificate are moved to this distribution when it is proven",
        owner: "platform",
        expires: "2027-01-31",
      }),
    );
    expect(brokenRules(waived)).toEqual([]);
  });

  test("starts its database from the recovery point, in the other region, with its state there", () => {
    expect(stack.resource("aws_rds_cluster")).toMatchObject({ snapshot_identifier: SNAPSHOT });
    expect(stack.config.provider!["aws"]).toEqual([
      expect.objectContaining({ region: "us-west-2" }),
      expect.objectContaining({ region: "us-east-1", alias: "us-east-1" }),
    ]);
    expect(stack.config.terraform.backend!["s3"]).toMatchObject({ region: "us-west-2" });
  });

  test.each([
    "aws_wafv2_web_acl",
    "aws_wafv2_web_acl_logging_configuration",
    "aws_cloudwatch_log_resource_policy",
    "aws_cloudwatch_log_delivery_source",
    "aws_cloudwatch_log_delivery_destination",
    "aws_cloudwatch_log_delivery",
  ])("keeps %s in us-east-1, where CloudFront demands it", (type) => {
    expect(stack.resource(type)["provider"]).toBe("aws.us-east-1");
  });

  test("encrypts the firewall's log group with a key of us-east-1 and everything else with keys of its own region", () => {
    const providers = Object.entries(stack.resources("aws_kms_key")).map(([name, key]) => [
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

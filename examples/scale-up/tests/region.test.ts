import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize, type TerraformJson } from "groundplan/core";
import { policyGate } from "groundplan/policies";
import { mutate } from "../../../tests/support/requirements";
import { environmentProblems, type Environment } from "../environments";
import { createStacks } from "../stacks";
import { account, nordwind } from "./other-company";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "scale-up-region-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Synthesized {
  readonly configs: Readonly<Record<string, TerraformJson>>;
  readonly lines: string;
}

function synthesized(differences: Partial<Environment>): Synthesized {
  const lines: string[] = [];
  const stacks = synthesize((app) => createStacks(app, [{ ...nordwind, ...differences }], account), {
    outdir: folder,
    gate: policyGate({ print: (line) => lines.push(line) }),
  });
  return { configs: Object.fromEntries(stacks.map(({ name, config }) => [name, config])), lines: lines.join("\n") };
}

const amplify = synthesized({});
const cloudFront = synthesized({ site: { ...nordwind.site, hosting: "cloudfront" }, ddosProtection: "advanced" });

/** Constructs of a configuration with a text anywhere, and further parts of the configuration with it. */
function partsWith(text: string, { resource, data, ...others }: TerraformJson): string[] {
  const blocks = [resource, data].flatMap((kind) =>
    Object.values(kind ?? {}).flatMap((named) => Object.entries(named)),
  );
  const constructs = blocks.map(([name, block]) => [name.replace(/_.*/, ""), block] as const);
  const found = [...constructs, ...Object.entries(others)].filter(([, block]) => JSON.stringify(block).includes(text));
  return [...new Set(found.map(([name]) => name))].sort();
}

/** Parts of the stack of production with us-east-1: CloudFront, its logs, alarms and graphs, and their provider. */
const CDN_PARTS = [
  "cdn-alarm-topic",
  "cdn-alarms",
  "cdn-alarms-key",
  "cdn-logs-key",
  "cdn-web-acl",
  "dashboard",
  "logs",
  "media-certificate",
  "media-distribution",
  "provider",
];

test("the settings of another company are valid", () => {
  expect(environmentProblems([nordwind], { ...account, shieldAdvanced: "none" })).toEqual([]);
});

describe.each([
  ["Amplify", amplify, CDN_PARTS],
  ["CloudFront", cloudFront, [...CDN_PARTS, "site-certificate", "site-distribution"]],
] as const)("in eu-central-1, with the pages on %s,", (_hosting, { configs, lines }, cdnParts) => {
  test("no policy has a finding", () => {
    expect(lines).toMatch(/ in 2 stacks: \d+ passed, 0 failed, 0 reported/);
  });

  test("only the parts of CloudFront are in us-east-1", () => {
    expect(partsWith("us-east-1", configs["account"]!)).toEqual([]);
    expect(partsWith("us-east-1", configs["prod"]!)).toEqual(cdnParts);
  });

  test.each(["scaleup-", "scaleup/", "scaleup.", "scale-up-", "123456789012"])(
    "no name of the other company has %s",
    (text) => {
      expect(partsWith(text, configs["account"]!)).toEqual([]);
      expect(partsWith(text, configs["prod"]!)).toEqual([]);
    },
  );
});

test.each([
  ["us-east-1", "orders-function", { type: "aws_lambda_function", path: "environment.variables.MEDIA_URL" }],
  ["us-east-1", "site", { type: "aws_amplify_app", path: "custom_headers" }],
  ["us-east-1", "data-key", { type: "aws_kms_key", path: "policy" }],
  ["scaleup-", "orders-table", { type: "aws_dynamodb_table", path: "name" }],
  ["123456789012", "media", { type: "aws_s3_bucket", path: "bucket" }],
] as const)("%s in a value of %s is found", (text, part, changed) => {
  const config = amplify.configs["prod"]!;
  const mutated = mutate(config, { ...changed, name: part, value: `${text}other` });
  expect(partsWith(text, mutated)).toEqual([...partsWith(text, config), part].sort());
});

test("the project name is in the tag, the state and the names of the account's stack", () => {
  const { terraform, provider, resource } = amplify.configs["account"]!;
  expect(terraform.backend).toMatchObject({
    s3: {
      bucket: "nordwind-tfstate-210987654321",
      region: "eu-central-1",
      kms_key_id: "arn:aws:kms:eu-central-1:210987654321:alias/nordwind-tfstate",
    },
  });
  expect(JSON.stringify(provider)).toContain('"Project":"nordwind"');
  expect(Object.values(resource!["aws_cloudtrail"]!)).toMatchObject([{ name: "nordwind-account" }]);
});

test("alarms of CloudFront notify a topic of us-east-1, those of Shield too", () => {
  const { resource } = cloudFront.configs["prod"]!;
  const alarms = Object.entries(resource!["aws_cloudwatch_metric_alarm"]!).filter(([name]) =>
    /^cdn-alarms_/.test(name),
  );
  const signals = alarms.map(([name]) => name.replace(/^cdn-alarms_(.+)_[0-9A-F]{8}$/, "$1"));
  expect(signals).toEqual([
    "cdn-web-acl-cross-site-scripting",
    "cdn-web-acl-rate-limit",
    "cdn-web-acl-size-restriction",
    "cdn-web-acl-sql-injection",
    "shield-media-attack",
  ]);
  for (const [, alarm] of alarms) {
    expect(alarm).toMatchObject({
      provider: "aws.us-east-1",
      alarm_actions: [expect.stringContaining("aws_sns_topic.cdn-alarm-topic")],
    });
  }
});

test("a finding of the policies stops the synthesis", () => {
  expect(() => synthesized({ logRetentionDays: 30 })).toThrow(/LOG-01/);
});

test("a region whose partition has no us-east-1 is refused", () => {
  const [region, recoveryRegion, ...zones] = ["cn-north-1", "cn-northwest-1", "cn-north-1a", "cn-north-1b"] as const;
  const elsewhere = { ...nordwind, region, recoveryRegion, availabilityZones: zones };
  expect(environmentProblems([elsewhere], { ...account, region, shieldAdvanced: "none" })).toMatchObject([
    { property: "region", value: "cn-north-1", allowed: "a region outside China and AWS GovCloud (US)" },
  ]);
});

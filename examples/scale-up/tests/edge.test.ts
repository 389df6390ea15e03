import type { TestStack } from "groundplan/testing";
import { devRequirement, requirement, stagingRequirement } from "./requirement";

const ACL = "aws_wafv2_web_acl";
const CDN = { type: ACL, name: "cdn-web-acl" } as const;
const ASSOCIATION = { type: "aws_wafv2_web_acl_association" } as const;

interface WafRule {
  readonly name: string;
  readonly statement: {
    readonly managed_rule_group_statement?: { readonly name: string };
    readonly rate_based_statement?: { readonly limit: number };
  };
}

requirement(
  "SU-E1 protects the stage of the API by a regional web ACL with AWS's rules and a limit by address",
  (stack) => {
    const acl = stack.resource(ACL, /^web-acl/);
    expect(acl).toMatchObject({ name: "scaleup", scope: "REGIONAL" });
    const rules = acl["rule"] as readonly WafRule[];
    const groups = rules.flatMap(({ statement }) => statement.managed_rule_group_statement?.name ?? []);
    expect(groups).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesAnonymousIpList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesSQLiRuleSet",
    ]);
    const [limited] = rules.flatMap(({ statement }) => statement.rate_based_statement ?? []);
    expect(limited).toMatchObject({ limit: 2000 });
    expect(stack.resource(ASSOCIATION.type)).toMatchObject({
      resource_arn: expect.stringContaining("aws_api_gateway_stage.api_stage"),
      web_acl_arn: expect.stringContaining("aws_wafv2_web_acl.web-acl"),
    });
  },
  [
    { ...ASSOCIATION },
    { ...ASSOCIATION, path: "resource_arn", value: "other" },
    { ...ASSOCIATION, path: "web_acl_arn", value: "other" },
  ],
);

/** Block rules by name: the labels of managed rules, and the path on which they do not block. */
function replacements(stack: TestStack): [string, string[], string | undefined][] {
  const rules = stack.resource(ACL, /^web-acl/)["rule"] as readonly { name: string; statement: object }[];
  return rules
    .filter(({ name }) => name.startsWith("body-"))
    .map(({ name, statement }) => {
      const text = JSON.stringify(statement);
      const labels = [...text.matchAll(/"key":"awswaf:managed:aws:([^"]+)"/g)].map(([, label]) => label!);
      return [name, labels, /"not_statement":.*"search_string":"([^"]+)"/.exec(text)?.[1]];
    });
}

requirement(
  "SU-E1 blocks SQL and scripts in every body but the sentences of feedback",
  (stack) => {
    expect(replacements(stack)).toEqual([
      ["body-scripts", ["core-rule-set:CrossSiteScripting_Body"], "/showcase/feedback"],
      ["body-sql", ["sql-database:SQLi_Body", "sql-database:SQLiExtendedPatterns_Body"], "/showcase/feedback"],
    ]);
  },
  [
    { type: ACL, name: "web-acl_DE22562A", path: "rule", value: [] },
    { type: ACL, name: "web-acl_DE22562A", path: "rule.5.statement", value: {} },
    { type: ACL, name: "web-acl_DE22562A", path: "rule.8.name", value: "other" },
  ],
);

requirement(
  "SU-E1 serves product media from a private bucket by CloudFront, behind a web ACL",
  (stack) => {
    expect(stack.resource("aws_cloudfront_distribution", "media-distribution")).toMatchObject({
      aliases: ["media.scaleup.example.com"],
      web_acl_id: expect.stringContaining("aws_wafv2_web_acl.cdn-web-acl"),
      default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
      origin: [{ domain_name: expect.stringContaining("aws_s3_bucket.media_bucket") }],
    });
    expect(stack.resource(CDN.type, CDN.name)["scope"]).toBe("CLOUDFRONT");
    expect(stack.resource("aws_lambda_function", "orders-function")["environment"]).toMatchObject({
      variables: { MEDIA_URL: "https://media.scaleup.example.com" },
    });
  },
  [
    { type: "aws_cloudfront_distribution", name: "media-distribution", path: "aliases", value: [] },
    { type: "aws_cloudfront_distribution", name: "media-distribution", path: "web_acl_id" },
    { type: "aws_cloudfront_distribution", name: "media-distribution", path: "origin.0.domain_name", value: "other" },
    { ...CDN, path: "scope", value: "REGIONAL" },
    { type: "aws_lambda_function", name: "orders-function", path: "environment.variables.MEDIA_URL", value: "other" },
  ],
);

const APP = { type: "aws_amplify_app" } as const;

requirement(
  "SU-E1 hosts the pages on Amplify, under the shop's domain, with scripts that may call the API",
  (stack) => {
    expect(stack.resource(APP.type)).toMatchObject({ name: "scaleup", platform: "WEB" });
    expect(String(stack.resource(APP.type)["custom_headers"])).toContain("execute-api.us-east-1.amazonaws.com");
    expect(stack.resource("aws_amplify_branch")).toMatchObject({ branch_name: "main", enable_auto_build: false });
    expect(stack.resource("aws_amplify_domain_association")["domain_name"]).toBe("scaleup.example.com");
    expect(Object.keys(stack.resources("aws_cloudfront_distribution"))).toHaveLength(1);
    expect(stack.resources("aws_shield_protection")).toEqual({});
  },
  [
    { ...APP, path: "platform", value: "WEB_COMPUTE" },
    { ...APP, path: "custom_headers", value: "" },
    { type: "aws_amplify_branch", path: "branch_name", value: "other" },
    { type: "aws_amplify_domain_association", path: "domain_name", value: "other.example.com" },
  ],
);

devRequirement(
  "SU-E1 hosts the pages in S3 behind CloudFront by setting",
  (stack) => {
    expect(stack.resource("aws_cloudfront_distribution", "site-distribution")).toMatchObject({
      aliases: ["dev.scaleup.example.com"],
      origin: [{ domain_name: expect.stringContaining("aws_s3_bucket.pages_bucket") }],
      web_acl_id: expect.stringContaining("aws_wafv2_web_acl.cdn-web-acl"),
    });
    expect(stack.resources(APP.type)).toEqual({});
  },
  [
    { type: "aws_cloudfront_distribution", name: "site-distribution", path: "aliases", value: [] },
    { type: "aws_cloudfront_distribution", name: "site-distribution", path: "origin.0.domain_name", value: "other" },
    { type: "aws_cloudfront_distribution", name: "site-distribution", path: "web_acl_id" },
  ],
);

stagingRequirement(
  "SU-E1 protects CloudFront by Shield Advanced by setting",
  (stack) => {
    expect(stack.resource("aws_shield_protection")).toMatchObject({
      name: "scaleup-staging-media",
      resource_arn: expect.stringContaining("aws_cloudfront_distribution.media-distribution"),
    });
  },
  [
    { type: "aws_shield_protection" },
    { type: "aws_shield_protection", path: "resource_arn", value: "${aws_api_gateway_stage.api_stage.arn}" },
  ],
);

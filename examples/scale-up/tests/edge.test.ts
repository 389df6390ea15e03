import { requirement } from "./requirement";

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

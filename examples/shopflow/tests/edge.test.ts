import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

interface Origin {
  readonly origin_id: string;
  readonly domain_name: string;
}

function origin(stack: TestStack, id: string): Origin | undefined {
  const origins = stack.resource("aws_cloudfront_distribution")["origin"] as Origin[];
  return origins.find(({ origin_id: originId }) => originId === id);
}

requirement(
  "SF-E1 serves static files from S3 and the API from the load balancer, by one distribution behind a web ACL",
  (stack) => {
    const distribution = stack.resource("aws_cloudfront_distribution");
    expect(distribution).toMatchObject({
      aliases: ["shopflow.example.com"],
      web_acl_id: expect.stringContaining("aws_wafv2_web_acl.web-acl"),
      viewer_certificate: {
        acm_certificate_arn: expect.stringContaining("site-certificate"),
        minimum_protocol_version: "TLSv1.2_2021",
      },
      default_cache_behavior: { target_origin_id: "site" },
      ordered_cache_behavior: [
        { path_pattern: "/api*", target_origin_id: "api" },
        { path_pattern: "/health*", target_origin_id: "api" },
      ],
    });
    expect(origin(stack, "site")).toMatchObject({
      domain_name: expect.stringContaining("aws_s3_bucket.site_"),
      origin_access_control_id: expect.stringContaining("site-access"),
    });
    expect(origin(stack, "api")).toMatchObject({
      domain_name: "origin.shopflow.example.com",
      custom_origin_config: { origin_protocol_policy: "https-only" },
    });
    const rules = stack.resource("aws_wafv2_web_acl")["rule"] as object[];
    expect(rules.length).toBeGreaterThan(5);
    expect(stack.resource("aws_wafv2_web_acl")).toMatchObject({ scope: "CLOUDFRONT" });
  },
  [
    { type: "aws_cloudfront_distribution", path: "aliases", value: [] },
    { type: "aws_cloudfront_distribution", path: "web_acl_id" },
    { type: "aws_cloudfront_distribution", path: "default_cache_behavior.target_origin_id", value: "api" },
    { type: "aws_cloudfront_distribution", path: "ordered_cache_behavior.0.target_origin_id", value: "site" },
    { type: "aws_cloudfront_distribution", path: "origin.1.domain_name", value: "example.com" },
    { type: "aws_cloudfront_distribution", path: "origin.0.origin_access_control_id" },
    { type: "aws_cloudfront_distribution", path: "viewer_certificate.minimum_protocol_version", value: "TLSv1" },
    { type: "aws_wafv2_web_acl", path: "rule", value: [] },
    { type: "aws_wafv2_web_acl", path: "scope", value: "REGIONAL" },
  ],
);

requirement(
  "SF-E1 has records of the shop and of the origin, with a certificate each",
  (stack) => {
    const alias = (name: string) => stack.resource("aws_route53_record", name);
    expect(alias("alias-shopflow-example-com-a_")).toMatchObject({
      zone_id: "Z0123456789SHOPFLOW",
      name: "shopflow.example.com",
      alias: { name: expect.stringContaining("aws_cloudfront_distribution") },
    });
    expect(alias("alias-origin-shopflow-example-com-a_")).toMatchObject({
      name: "origin.shopflow.example.com",
      alias: { name: expect.stringContaining("aws_lb.load-balancer") },
    });
    expect(stack.resource("aws_acm_certificate", "site")).toMatchObject({
      domain_name: "shopflow.example.com",
      validation_method: "DNS",
    });
    expect(stack.resource("aws_acm_certificate", "origin")).toMatchObject({
      domain_name: "origin.shopflow.example.com",
    });
  },
  [
    { type: "aws_route53_record", name: "alias-shopflow-example-com-a_", path: "name", value: "example.com" },
    { type: "aws_route53_record", name: "alias-origin-shopflow-example-com-a_" },
    { type: "aws_acm_certificate", name: "site", path: "validation_method", value: "EMAIL" },
    { type: "aws_acm_certificate", name: "origin", path: "domain_name", value: "example.com" },
  ],
);

requirement(
  "SF-E1 has private buckets for static assets, product images and logs",
  (stack) => {
    const named = ["site", "images", "logs"].map(
      (id) => stack.resource("aws_s3_bucket", new RegExp(`^${id}_bucket_`))["bucket"],
    );
    expect(named).toEqual(["shopflow-site-123456789012", "shopflow-images-123456789012", "shopflow-logs-123456789012"]);
    for (const id of ["site", "images", "logs"]) {
      expect(stack.resource("aws_s3_bucket_public_access_block", new RegExp(`^${id}_public`))).toMatchObject({
        block_public_policy: true,
        restrict_public_buckets: true,
      });
    }
    for (const id of ["site", "images"]) {
      expect(stack.resource("aws_s3_bucket_logging", `${id}_`)["target_bucket"]).toContain("aws_s3_bucket.logs_");
    }
    expect(stack.resource("aws_lb")["access_logs"]).toMatchObject({
      enabled: true,
      bucket: expect.stringContaining("aws_s3_bucket.logs_"),
    });
    const writing = JSON.stringify(stack.statements("api_task_task-role_permissions"));
    expect(writing).toContain("s3:PutObject");
    expect(writing).toMatch(/aws_s3_bucket\.images_bucket_/);
    expect(writing).not.toMatch(/aws_s3_bucket\.site_bucket_/);
  },
  [
    { type: "aws_s3_bucket", name: "site_bucket_", path: "bucket", value: "other" },
    { type: "aws_s3_bucket", name: "images_bucket_" },
    {
      type: "aws_s3_bucket_public_access_block",
      name: "site_public",
      path: "restrict_public_buckets",
      value: false,
    },
    { type: "aws_s3_bucket_logging", name: "images_", path: "target_bucket", value: "other" },
    { type: "aws_lb", path: "access_logs.enabled", value: false },
  ],
);

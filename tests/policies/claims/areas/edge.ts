import { type Claim, claims } from "../claim";

const CDN = "aws_cloudfront_distribution.site";
const REGIONS = { provider: { aws: [{ region: "eu-west-3" }, { region: "us-east-1", alias: "edge" }] } };
const CUSTOM = {
  http_port: 80,
  https_port: 443,
  origin_protocol_policy: "https-only",
  origin_ssl_protocols: ["TLSv1.2"],
};

const site = {
  "terraform.root": REGIONS,
  "aws_s3_bucket.site": { bucket: "acme-site" },
  "aws_s3_bucket.copy": { bucket: "acme-site-copy" },
  "aws_s3_bucket_replication_configuration.site": {
    bucket: "${aws_s3_bucket.site.id}",
    rule: { id: "all", status: "Enabled", destination: { bucket: "${aws_s3_bucket.copy.arn}" } },
  },
  "aws_cloudfront_origin_access_control.site": {
    name: "site",
    origin_access_control_origin_type: "s3",
    signing_behavior: "always",
    signing_protocol: "sigv4",
  },
  "aws_cloudfront_response_headers_policy.site": {
    name: "site",
    security_headers_config: {
      strict_transport_security: { access_control_max_age_sec: 63072000, override: true },
      content_type_options: { override: true },
      frame_options: { frame_option: "DENY", override: true },
    },
  },
  [CDN]: {
    enabled: true,
    aliases: ["www.acme.example"],
    default_root_object: "index.html",
    web_acl_id: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1",
    logging_config: { bucket: "acme-cdn-logs.s3.amazonaws.com" },
    origin: [
      {
        origin_id: "files",
        domain_name: "${aws_s3_bucket.site.bucket_regional_domain_name}",
        origin_access_control_id: "${aws_cloudfront_origin_access_control.site.id}",
      },
      {
        origin_id: "files-copy",
        domain_name: "${aws_s3_bucket.copy.bucket_regional_domain_name}",
        origin_access_control_id: "${aws_cloudfront_origin_access_control.site.id}",
      },
      { origin_id: "shop", domain_name: "origin.acme.example", custom_origin_config: CUSTOM },
    ],
    origin_group: {
      origin_id: "site",
      failover_criteria: { status_codes: [500, 503] },
      member: [{ origin_id: "files" }, { origin_id: "files-copy" }],
    },
    default_cache_behavior: {
      target_origin_id: "site",
      viewer_protocol_policy: "redirect-to-https",
      response_headers_policy_id: "${aws_cloudfront_response_headers_policy.site.id}",
    },
    ordered_cache_behavior: [
      {
        path_pattern: "/shop/*",
        target_origin_id: "shop",
        viewer_protocol_policy: "https-only",
        response_headers_policy_id: "${aws_cloudfront_response_headers_policy.site.id}",
      },
    ],
    restrictions: { geo_restriction: { restriction_type: "whitelist", locations: ["FR", "BE"] } },
    viewer_certificate: {
      acm_certificate_arn: "arn:aws:acm:us-east-1:111122223333:certificate/2",
      minimum_protocol_version: "TLSv1.2_2021",
      ssl_support_method: "sni-only",
    },
  },
};

const CERTIFICATE = "viewer_certificate";
const byDefault = { [CERTIFICATE]: { cloudfront_default_certificate: true } };
const files = site[CDN].origin[0]!;
const custom = (change: object) => ({
  origin: [
    files,
    { origin_id: "shop", domain_name: "origin.acme.example", custom_origin_config: { ...CUSTOM, ...change } },
  ],
});
const oldTls = [custom({ origin_ssl_protocols: ["SSLv3", "TLSv1.2"] }), custom({ origin_ssl_protocols: ["TLSv1"] })];

const ofDistributions = claims(CDN, site, {
  "CKV_AWS_174 AVD-AWS-0013 AwsSolutions-CFR4 CloudFront.15": {
    fails: [
      { [`${CERTIFICATE}.minimum_protocol_version`]: "TLSv1" },
      { [`${CERTIFICATE}.minimum_protocol_version`]: "TLSv1.1_2016" },
      { [`${CERTIFICATE}.minimum_protocol_version`]: undefined },
    ],
    passes: [{ [`${CERTIFICATE}.minimum_protocol_version`]: "TLSv1.3_2025" }],
  },
  "CKV2_AWS_42 CloudFront.7": [byDefault, { [`${CERTIFICATE}.acm_certificate_arn`]: undefined }],
  "CloudFront.8": [{ [`${CERTIFICATE}.ssl_support_method`]: "vip" }],
  "CKV2_AWS_54 AwsSolutions-CFR5 CloudFront.10": oldTls,
  "CKV_AWS_34 AVD-AWS-0012 CloudFront.3": [
    { "default_cache_behavior.viewer_protocol_policy": "allow-all" },
    {
      ordered_cache_behavior: [
        site[CDN].ordered_cache_behavior[0]!,
        { ...site[CDN].ordered_cache_behavior[0], path_pattern: "/old/*", viewer_protocol_policy: "allow-all" },
      ],
    },
  ],
  "CKV2_AWS_72 CloudFront.9": [
    custom({ origin_protocol_policy: "http-only" }),
    custom({ origin_protocol_policy: "match-viewer" }),
  ],
  "CKV2_AWS_46 AwsSolutions-CFR7 CloudFront.13": [
    { origin: [{ ...files, origin_access_control_id: undefined }] },
    {
      origin: [
        {
          ...files,
          origin_access_control_id: undefined,
          s3_origin_config: { origin_access_identity: "origin-access-identity/cloudfront/E1" },
        },
      ],
    },
    { "aws_cloudfront_origin_access_control.site": { signing_behavior: "never" } },
  ],
  "CKV_AWS_68 AVD-AWS-0011 AwsSolutions-CFR2 CloudFront.6": [{ web_acl_id: undefined }, { web_acl_id: "" }],
  CKV2_AWS_47: [{ web_acl_id: undefined }],
  "CKV_AWS_86 AVD-AWS-0010 AwsSolutions-CFR3 CloudFront.5": {
    fails: [{ logging_config: undefined }, { logging_config: [] }],
    passes: [
      {
        logging_config: undefined,
        "aws_cloudwatch_log_delivery_source.site": {
          provider: "aws.edge",
          name: "site",
          log_type: "ACCESS_LOGS",
          resource_arn: `\${${CDN}.arn}`,
        },
        "aws_cloudwatch_log_delivery.site": {
          provider: "aws.edge",
          delivery_source_name: "${aws_cloudwatch_log_delivery_source.site.name}",
        },
      },
    ],
  },
  "CKV_AWS_305 CloudFront.1": [{ default_root_object: undefined }, { default_root_object: "" }],
  CKV2_AWS_32: [
    { "default_cache_behavior.response_headers_policy_id": undefined },
    { ordered_cache_behavior: [{ ...site[CDN].ordered_cache_behavior[0], response_headers_policy_id: undefined }] },
  ],
  "CKV_AWS_310 CloudFront.4": [{ origin_group: undefined }, { origin_group: [] }],
});

const ZONE = "aws_route53_zone.acme";
const zone = {
  [ZONE]: { name: "acme.example" },
  "aws_route53_query_log.acme": {
    zone_id: `\${${ZONE}.zone_id}`,
    cloudwatch_log_group_arn: "arn:aws:logs:us-east-1:111122223333:log-group:/dns",
  },
  "aws_route53_hosted_zone_dnssec.acme": { hosted_zone_id: `\${${ZONE}.id}` },
  "aws_route53_record.www": {
    zone_id: `\${${ZONE}.zone_id}`,
    name: "www",
    type: "A",
    alias: { name: "${aws_lb.web.dns_name}", zone_id: "${aws_lb.web.zone_id}", evaluate_target_health: true },
  },
  "aws_lb.web": { name: "web" },
};

const CERT = "aws_acm_certificate.www";
const certificate = {
  "terraform.root": { provider: { aws: [{ region: "eu-west-3" }] } },
  [CERT]: {
    domain_name: "www.acme.example",
    subject_alternative_names: ["shop.acme.example"],
    validation_method: "DNS",
    key_algorithm: "EC_prime256v1",
    options: { certificate_transparency_logging_preference: "ENABLED" },
    lifecycle: { create_before_destroy: true },
  },
};

export const EDGE: readonly Claim[] = [
  ...ofDistributions,
  ...claims(ZONE, zone, {
    "CKV2_AWS_39 Route53.2": {
      fails: [{ "aws_route53_query_log.acme": undefined }],
      passes: [
        {
          vpc: { vpc_id: "vpc-1" },
          "aws_route53_query_log.acme": undefined,
          "aws_route53_hosted_zone_dnssec.acme": undefined,
        },
      ],
    },
    CKV2_AWS_38: {
      fails: [
        { "aws_route53_hosted_zone_dnssec.acme": undefined },
        { "aws_route53_hosted_zone_dnssec.acme": { signing_status: "NOT_SIGNING" } },
      ],
      passes: [
        {
          "aws_route53_hosted_zone_dnssec.acme": {
            hosted_zone_id: "${aws_route53_key_signing_key.acme.hosted_zone_id}",
          },
          "aws_route53_key_signing_key.acme": { hosted_zone_id: `\${${ZONE}.id}`, name: "acme" },
        },
      ],
    },
    CKV2_AWS_23: [
      {
        "aws_route53_record.www": { alias: undefined, type: "CNAME", records: ["gone-1.us-east-1.elb.amazonaws.com"] },
      },
      { "aws_route53_record.www": { "alias.name": "d111111abcdef8.cloudfront.net" } },
      { "aws_route53_record.www": { alias: undefined, records: [] } },
    ],
  }),
  ...claims(CERT, certificate, {
    CKV_AWS_233: [{ lifecycle: undefined }, { lifecycle: { create_before_destroy: false } }],
    CKV_AWS_234: {
      fails: [{ "options.certificate_transparency_logging_preference": "DISABLED" }],
      passes: [{ options: undefined }],
    },
    "ACM.2": { fails: [{ key_algorithm: "RSA_1024" }], passes: [{ key_algorithm: "RSA_4096" }] },
    CKV2_AWS_71: [
      { domain_name: "*.acme.example" },
      { subject_alternative_names: ["a.acme.example", "*.acme.example"] },
    ],
  }),
];

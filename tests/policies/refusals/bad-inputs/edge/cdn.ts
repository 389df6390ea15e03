import { type BadInput, refused } from "../bad-input";

const ORIGIN = {
  origin_id: "api",
  domain_name: "api.example.com",
  custom_origin_config: [
    { http_port: 80, https_port: 443, origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] },
  ],
};
const BEHAVIOR = {
  target_origin_id: "api",
  viewer_protocol_policy: "redirect-to-https",
  allowed_methods: ["GET", "HEAD"],
  cached_methods: ["GET", "HEAD"],
  cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
};
const distribution = (changes: object) => ({
  aws_cloudfront_distribution: {
    shop: {
      enabled: true,
      origin: [ORIGIN],
      default_cache_behavior: [BEHAVIOR],
      restrictions: [{ geo_restriction: [{ restriction_type: "none" }] }],
      viewer_certificate: [{ cloudfront_default_certificate: true }],
      ...changes,
    },
  },
});
const behavior = (changes: object) => distribution({ default_cache_behavior: [{ ...BEHAVIOR, ...changes }] });
const origin = (changes: object) => distribution({ origin: [{ ...ORIGIN, ...changes }] });
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111";
const EDGE_FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:shop:1";

export const CDN: readonly BadInput[] = [
  refused(
    "pf-cloudfront-aliases-require-custom-certificate",
    "aws_cloudfront_distribution.shop viewer_certificate",
    "A distribution with aliases cannot use the CloudFront default",
    distribution({ aliases: ["shop.example.com"] }),
  ),
  refused(
    "pf-cloudfront-acm-cert-region",
    "aws_cloudfront_distribution.shop viewer_certificate.acm_certificate_arn",
    "CloudFront requires the ACM certificate to be in us-east-1, but the",
    distribution({
      aliases: ["shop.example.com"],
      viewer_certificate: [
        {
          acm_certificate_arn: CERTIFICATE.replace("us-east-1", "eu-west-1"),
          ssl_support_method: "sni-only",
          minimum_protocol_version: "TLSv1.2_2021",
        },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-viewer-certificate-sni-min-protocol",
    "aws_cloudfront_distribution.shop viewer_certificate",
    "ssl_support_method sni-only cannot be combined with",
    distribution({
      aliases: ["shop.example.com"],
      viewer_certificate: [
        { acm_certificate_arn: CERTIFICATE, ssl_support_method: "sni-only", minimum_protocol_version: "SSLv3" },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-viewer-certificate-vip-deprecated",
    "aws_cloudfront_distribution.shop viewer_certificate",
    "ssl_support_method vip (dedicated IP) is no longer available for new",
    distribution({
      aliases: ["shop.example.com"],
      viewer_certificate: [
        { acm_certificate_arn: CERTIFICATE, ssl_support_method: "vip", minimum_protocol_version: "TLSv1.2_2021" },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-allowed-methods-set",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    'allowed_methods ["GET", "HEAD", "POST"] is not one of the three sets C',
    behavior({ allowed_methods: ["GET", "HEAD", "POST"] }),
  ),
  refused(
    "pf-cloudfront-cached-methods-subset",
    "aws_cloudfront_distribution.shop default_cache_behavior.cached_methods",
    'cached_methods contains OPTIONS, which is not in allowed_methods ["GET',
    behavior({ cached_methods: ["GET", "HEAD", "OPTIONS"] }),
  ),
  refused(
    "pf-cloudfront-cache-policy-or-forwarded-values-required",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    "a cache behavior must include either cache_policy_id or",
    behavior({ cache_policy_id: null }),
  ),
  refused(
    "pf-cloudfront-cache-behavior-target-origin-exists",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    'target_origin_id site does not match any origin or origin group Id {"a',
    behavior({ target_origin_id: "site" }),
  ),
  refused(
    "pf-cloudfront-cache-behavior-path-pattern-unique",
    "aws_cloudfront_distribution.shop ordered_cache_behavior",
    "path_pattern /api/* is used by more than one cache behavior",
    distribution({
      ordered_cache_behavior: [
        { ...BEHAVIOR, path_pattern: "/api/*" },
        { ...BEHAVIOR, path_pattern: "/api/*" },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-ttl-order",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    "min_ttl (100) must be less than or equal to default_ttl (10)",
    behavior({
      cache_policy_id: null,
      forwarded_values: [{ query_string: false, cookies: [{ forward: "none" }] }],
      min_ttl: 100,
      default_ttl: 10,
      max_ttl: 50,
    }),
  ),
  refused(
    "pf-cloudfront-edge-lambda-version",
    "aws_cloudfront_distribution.shop default_cache_behavior.lambda_function_association[0].lambda_arn",
    "Lambda@Edge requires a version-qualified function ARN, but '$LATEST'",
    behavior({
      lambda_function_association: [
        { event_type: "viewer-request", lambda_arn: EDGE_FUNCTION.replace("shop:1", "shop:$LATEST") },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-edge-lambda-region",
    "aws_cloudfront_distribution.shop default_cache_behavior.lambda_function_association[0].lambda_arn",
    "Lambda@Edge functions must live in us-east-1, but this function is in",
    behavior({
      lambda_function_association: [
        { event_type: "viewer-request", lambda_arn: EDGE_FUNCTION.replace("us-east-1", "eu-west-1") },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-lambda-association-include-body-event-type",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    "include_body cannot be set on the viewer-response event type",
    behavior({
      lambda_function_association: [{ event_type: "viewer-response", lambda_arn: EDGE_FUNCTION, include_body: true }],
    }),
  ),
  refused(
    "pf-cloudfront-field-level-encryption-requires-post",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    'field_level_encryption_id is set but allowed_methods ["GET", "HEAD"] h',
    behavior({ field_level_encryption_id: "E1" }),
  ),
  refused(
    "pf-cloudfront-grpc-requires-post-method",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    'grpc_config is enabled but allowed_methods ["GET", "HEAD"] does not in',
    behavior({ grpc_config: [{ enabled: true }] }),
  ),
  refused(
    "pf-cloudfront-origin-request-policy-excludes-forwarded-values",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    "a cache behavior cannot set both origin_request_policy_id and the",
    behavior({
      cache_policy_id: null,
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      forwarded_values: [{ query_string: false, cookies: [{ forward: "none" }] }],
    }),
  ),
  refused(
    "pf-cloudfront-trusted-key-groups-excludes-trusted-signers",
    "aws_cloudfront_distribution.shop default_cache_behavior",
    "a cache behavior cannot set both trusted_key_groups",
    behavior({ trusted_key_groups: ["11111111-1111-1111-1111-111111111111"], trusted_signers: ["self"] }),
  ),
  refused(
    "pf-cloudfront-origin-path-format",
    "aws_cloudfront_distribution.shop origin[0]",
    "origin_path live/ does not start with /",
    origin({ origin_path: "live/" }),
  ),
  refused(
    "pf-cloudfront-origin-custom-header-blocklist",
    "aws_cloudfront_distribution.shop origin[0]",
    "CloudFront cannot add the reserved header X-Edge-Shop to origin",
    origin({ custom_header: [{ name: "X-Edge-Shop", value: "yes" }] }),
  ),
  refused(
    "pf-cloudfront-origin-http-port-range",
    "aws_cloudfront_distribution.shop origin[0]",
    "http_port 81 is below the allowed range (80, 443 or 1024-65535)",
    origin({ custom_origin_config: [{ ...ORIGIN.custom_origin_config[0], http_port: 81 }] }),
  ),
  refused(
    "pf-cloudfront-origin-shield-region-supported",
    "aws_cloudfront_distribution.shop origin[0]",
    "Origin Shield is not offered in us-west-1",
    origin({ origin_shield: [{ enabled: true, origin_shield_region: "us-west-1" }] }),
  ),
  refused(
    "pf-cloudfront-origin-id-unique",
    "aws_cloudfront_distribution.shop origin",
    "origin Id api is used more than once",
    distribution({ origin: [ORIGIN, { ...ORIGIN, domain_name: "other.example.com" }] }),
  ),
  refused(
    "pf-cloudfront-origin-group-member-origin",
    "aws_cloudfront_distribution.shop origin_group[0].member",
    "Origin group member 'site' does not match any origin Id in the",
    distribution({
      origin_group: [
        {
          origin_id: "both",
          failover_criteria: [{ status_codes: [500] }],
          member: [{ origin_id: "api" }, { origin_id: "site" }],
        },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-origin-group-failover-status-codes",
    "aws_cloudfront_distribution.shop origin_group[0]",
    "409 is not a valid origin group failover status code",
    distribution({
      origin: [ORIGIN, { ...ORIGIN, origin_id: "site" }],
      origin_group: [
        {
          origin_id: "both",
          failover_criteria: [{ status_codes: [409] }],
          member: [{ origin_id: "api" }, { origin_id: "site" }],
        },
      ],
    }),
  ),
  refused(
    "pf-cloudfront-custom-error-response-code",
    "aws_cloudfront_distribution.shop custom_error_response[0]",
    "418 is not an HTTP status code CloudFront can customize",
    distribution({ custom_error_response: [{ error_code: 418 }] }),
  ),
  refused(
    "pf-cloudfront-custom-error-response-page-path-pair",
    "aws_cloudfront_distribution.shop custom_error_response[0]",
    "response_page_path is set but response_code is missing",
    distribution({ custom_error_response: [{ error_code: 404, response_page_path: "/404.html" }] }),
  ),
  refused(
    "pf-cloudfront-custom-error-response-page-path-format",
    "aws_cloudfront_distribution.shop custom_error_response[0]",
    "response_page_path 404.html does not start with /",
    distribution({ custom_error_response: [{ error_code: 404, response_code: 404, response_page_path: "404.html" }] }),
  ),
  refused(
    "pf-cloudfront-geo-restriction-country-code",
    "aws_cloudfront_distribution.shop restrictions.geo_restriction",
    "us is not an ISO 3166-1 alpha-2 country code",
    distribution({ restrictions: [{ geo_restriction: [{ restriction_type: "whitelist", locations: ["us"] }] }] }),
  ),
  refused(
    "pf-cloudfront-logging-bucket-format",
    "aws_cloudfront_distribution.shop ",
    "logging_config.bucket shop-logs is not an S3 bucket DNS name",
    distribution({ logging_config: [{ bucket: "shop-logs" }] }),
  ),
  refused(
    "pf-cloudfront-s3-website-endpoint-custom-origin",
    "aws_cloudfront_distribution.shop origin[0]",
    "origin shop.s3-website-us-east-1.amazonaws.com is an S3 website",
    origin({ domain_name: "shop.s3-website-us-east-1.amazonaws.com", custom_origin_config: null }),
  ),
  refused(
    "pf-cloudfront-wafv2-webacl-scope",
    "aws_cloudfront_distribution.shop web_acl_id",
    "CloudFront only accepts a globally scoped web ACL, but this ARN is",
    distribution({
      web_acl_id: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/11111111-1111-1111-1111-111111111111",
    }),
  ),
  refused(
    "pf-cloudfront-cache-policy-ttl-default-in-range",
    "aws_cloudfront_cache_policy.shop ",
    "default_ttl (10) is below min_ttl (100)",
    {
      aws_cloudfront_cache_policy: {
        shop: {
          name: "shop",
          min_ttl: 100,
          default_ttl: 10,
          max_ttl: 1000,
          parameters_in_cache_key_and_forwarded_to_origin: [
            {
              cookies_config: [{ cookie_behavior: "none" }],
              headers_config: [{ header_behavior: "none" }],
              query_strings_config: [{ query_string_behavior: "none" }],
            },
          ],
        },
      },
    },
  ),
  refused(
    "pf-cloudfront-origin-request-policy-name-charset",
    "aws_cloudfront_origin_request_policy.shop name",
    "origin_request_policy_config.name 'all viewer' is rejected by the",
    {
      aws_cloudfront_origin_request_policy: {
        shop: {
          name: "all viewer",
          cookies_config: [{ cookie_behavior: "none" }],
          headers_config: [{ header_behavior: "none" }],
          query_strings_config: [{ query_string_behavior: "none" }],
        },
      },
    },
  ),
  refused(
    "pf-cloudfront-function-code-size",
    "aws_cloudfront_function.shop code",
    "code is 10243 bytes, over the 10240 limit",
    {
      aws_cloudfront_function: {
        shop: { name: "shop", runtime: "cloudfront-js-2.0", code: `// ${"x".repeat(10_240)}` },
      },
    },
  ),
];

import { all, atLeast, fail, forType, isSet, matches, oneOf, when } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, listOf } from "../../engine/values";
import { EDGE_PROTOCOL, LISTED } from "../checks/supported-versions";
import { doesNotCacheErrors } from "./checks/error-caching";
import { failsOverToReplica, omitsViewerHost, restrictsOrigins, writesAccessLogs } from "./checks/origins";

/** CloudFront accepts a certificate only after its validation. */
const waitsForValidation: Check = (distribution, { graph }) =>
  graph
    .targetsAt(distribution, "viewer_certificate.acm_certificate_arn")
    .filter(({ type }) => type === "aws_acm_certificate")
    .map(() => fail("viewer_certificate.acm_certificate_arn", "must come from aws_acm_certificate_validation"));

export const CLOUDFRONT_RULES: readonly Rule[] = [
  {
    id: "CF-01",
    title: "Distributions require TLS 1.2 or newer",
    severity: "high",
    rationale: "Traffic with older protocols can be decrypted.",
    fix: "Set viewer_certificate.acm_certificate_arn, minimum_protocol_version to TLSv1.2_2021 or newer, and ssl_support_method to sni-only. In a Groundplan module: `customDomain`.",
    awsError:
      "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid",
    controls: {
      fsbp: ["CloudFront.7", "CloudFront.8", "CloudFront.15"],
      nist: ["SC-8"],
      checkov: ["CKV_AWS_174", "CKV2_AWS_42"],
      trivy: ["AVD-AWS-0013"],
      nag: ["CFR4"],
    },
    types: ["aws_cloudfront_distribution"],
    check: when(
      ({ values }, { profile }) => profile !== "dev" || listOf(values["aliases"]).length > 0,
      all(
        isSet("viewer_certificate.acm_certificate_arn"),
        matches(
          "viewer_certificate.minimum_protocol_version",
          EDGE_PROTOCOL,
          `must be TLSv1.2_2021 or newer (${LISTED})`,
        ),
        oneOf("viewer_certificate.ssl_support_method", "sni-only"),
        waitsForValidation,
      ),
    ),
  },
  {
    id: "CF-02",
    title: "Cache behaviors redirect to HTTPS or reject HTTP",
    severity: "critical",
    rationale: "One cache behavior over HTTP exposes the cookies of the whole site.",
    fix: "Set viewer_protocol_policy to redirect-to-https or https-only on every cache behavior.",
    controls: { fsbp: ["CloudFront.3"], nist: ["SC-8"], checkov: ["CKV_AWS_34"], trivy: ["AVD-AWS-0012"] },
    types: ["aws_cloudfront_distribution"],
    check: all(
      oneOf("default_cache_behavior.viewer_protocol_policy", "redirect-to-https", "https-only"),
      when(
        ({ values }) => !isEmpty(values["ordered_cache_behavior"]),
        oneOf("ordered_cache_behavior.viewer_protocol_policy", "redirect-to-https", "https-only"),
      ),
    ),
  },
  {
    id: "CF-03",
    title: "Origins accept requests from CloudFront only, over TLS 1.2",
    severity: "high",
    rationale: "An origin that accepts other requests bypasses the web ACL.",
    awsError: "403 AccessDenied from the bucket to every visitor",
    fix: "Set origin_access_control_id (signing_behavior always, signing_protocol sigv4) for S3 origins; set origin_protocol_policy to https-only and origin_ssl_protocols to TLSv1.2 for custom origins.",
    controls: {
      fsbp: ["CloudFront.9", "CloudFront.10", "CloudFront.13"],
      nist: ["AC-3", "SC-8"],
      checkov: ["CKV2_AWS_46", "CKV2_AWS_54", "CKV2_AWS_72"],
      nag: ["CFR5", "CFR7"],
    },
    types: ["aws_cloudfront_distribution", "aws_cloudfront_origin_access_control"],
    check: all(
      forType(
        "aws_cloudfront_origin_access_control",
        all(oneOf("signing_behavior", "always"), oneOf("signing_protocol", "sigv4")),
      ),
      forType("aws_cloudfront_distribution", restrictsOrigins),
    ),
  },
  {
    id: "CF-04",
    title: "Distributions have a web ACL",
    severity: "high",
    rationale: "Without a web ACL every request reaches the application.",
    fix: "Set web_acl_id. In a Groundplan module: `webAclArn`.",
    controls: {
      fsbp: ["CloudFront.6"],
      nist: ["SC-7"],
      checkov: ["CKV_AWS_68", "CKV2_AWS_47"],
      trivy: ["AVD-AWS-0011"],
      nag: ["CFR2"],
    },
    types: ["aws_cloudfront_distribution"],
    check: isSet("web_acl_id"),
  },
  {
    id: "CF-05",
    title: "Distributions write access logs",
    severity: "medium",
    rationale: "Without access logs an attack cannot be investigated.",
    fix: "Deliver ACCESS_LOGS with aws_cloudwatch_log_delivery_source in us-east-1, or set logging_config with a bucket that allows ACLs.",
    awsError: "InvalidArgument: The S3 bucket that you specified for CloudFront logs does not enable ACL access",
    controls: {
      fsbp: ["CloudFront.5"],
      nist: ["AU-2", "AU-12"],
      checkov: ["CKV_AWS_86"],
      trivy: ["AVD-AWS-0010"],
      nag: ["CFR3"],
    },
    types: ["aws_cloudfront_distribution"],
    relaxed: { dev: "off" },
    check: writesAccessLogs,
  },
  {
    id: "CF-06",
    title: "Distributions have a default root object",
    severity: "medium",
    rationale: "Without a default root object, the origin's listing may become visible.",
    fix: "Set default_root_object.",
    controls: { fsbp: ["CloudFront.1"], nist: ["SC-7"], checkov: ["CKV_AWS_305"] },
    types: ["aws_cloudfront_distribution"],
    check: isSet("default_root_object"),
  },
  {
    id: "CF-07",
    title: "Responses carry security headers",
    severity: "medium",
    rationale: "Security headers prevent protocol downgrades, framing and content sniffing in the browser.",
    fix: "Set response_headers_policy_id on every cache behavior, with access_control_max_age_sec of one year, content_type_options and frame_option DENY in the policy.",
    controls: { nist: ["SC-8"], checkov: ["CKV2_AWS_32"] },
    types: ["aws_cloudfront_distribution", "aws_cloudfront_response_headers_policy"],
    check: all(
      forType(
        "aws_cloudfront_distribution",
        all(
          isSet("default_cache_behavior.response_headers_policy_id"),
          when(
            ({ values }) => !isEmpty(values["ordered_cache_behavior"]),
            isSet("ordered_cache_behavior.response_headers_policy_id"),
          ),
        ),
      ),
      forType(
        "aws_cloudfront_response_headers_policy",
        all(
          atLeast("security_headers_config.strict_transport_security.access_control_max_age_sec", 31536000),
          isSet("security_headers_config.content_type_options"),
          oneOf("security_headers_config.frame_options.frame_option", "DENY", "SAMEORIGIN"),
        ),
      ),
    ),
  },
  {
    id: "CF-08",
    title: "Distributions of replicated buckets fail over to the replica",
    severity: "low",
    rationale:
      "A replica that is in no origin group serves no request. Sites without a replica are exempt, because their files can be rebuilt within minutes.",
    fix: "Add an origin_group with the bucket and its replica, and set it as target_origin_id of the cache behavior.",
    controls: { fsbp: ["CloudFront.4"], nist: ["CP-10", "SC-36"], checkov: ["CKV_AWS_310"] },
    types: ["aws_cloudfront_distribution"],
    relaxed: { dev: "off" },
    check: failsOverToReplica,
  },
  {
    id: "CF-09",
    title: "Distributions set a geographic restriction",
    severity: "info",
    rationale:
      "Export control, taxes and abuse make the served countries a decision. The provider plans no distribution without one, so the rule checks synthesized configuration only.",
    fix: "Set restrictions.geo_restriction.restriction_type to whitelist, blacklist or none.",
    controls: { nist: ["AC-4"] },
    types: ["aws_cloudfront_distribution"],
    phases: ["synth"],
    relaxed: { dev: "off" },
    check: oneOf("restrictions.geo_restriction.restriction_type", "none", "whitelist", "blacklist"),
  },
  {
    id: "CF-10",
    title: "Requests to API Gateway and function URLs do not forward the viewer's Host header",
    severity: "medium",
    rationale: "API Gateway and Lambda route by Host and answer an unknown host with 403.",
    fix: "Set origin_request_policy_id to the managed policy AllViewerExceptHostHeader.",
    awsError: "403 Forbidden for every request",
    controls: { nist: ["SC-7"] },
    types: ["aws_cloudfront_distribution"],
    check: omitsViewerHost,
  },
  {
    id: "CF-11",
    title: "Server errors of uncached origins are not cached",
    severity: "medium",
    rationale:
      "CloudFront caches server errors for ten seconds whatever the origin says, so that one client's error answers all others.",
    fix: "Add a custom_error_response with error_caching_min_ttl 0 for 500, 502, 503 and 504; a Distribution with `api` has them.",
    controls: { nist: ["SC-5"] },
    types: ["aws_cloudfront_distribution"],
    check: doesNotCacheErrors,
  },
];

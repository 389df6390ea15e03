import { all, atLeast, fail, forType, isSet, matches, oneOf, when } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, listOf } from "../../engine/values";
import { failsOver, keepsHost, logsArrive, originsAnswerCloudFront } from "./checks/origins";

/** A certificate exists before it is valid, and CloudFront takes valid ones only. */
const waitsForValidation: Check = (distribution, { graph }) =>
  graph
    .targetsAt(distribution, "viewer_certificate.acm_certificate_arn")
    .filter(({ type }) => type === "aws_acm_certificate")
    .map(() => fail("viewer_certificate.acm_certificate_arn", "must come from aws_acm_certificate_validation"));

export const CLOUDFRONT_RULES: readonly Rule[] = [
  {
    id: "CF-01",
    title: "Visitors connect with TLS 1.2 or newer",
    severity: "high",
    rationale: "Older protocols can be read.",
    fix: "Set acm_certificate_arn, minimum_protocol_version TLSv1.2_2021 or newer and ssl_support_method sni-only.",
    awsError:
      "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid",
    controls: {
      fsbp: ["CloudFront.7", "CloudFront.8", "CloudFront.15"],
      nist: ["SC-8"],
      checkov: ["CKV_AWS_174", "CKV2_AWS_42", "CKV2_AWS_54"],
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
          /^TLSv1\.(?:2_202[1-9]|[3-9])/,
          "must be TLSv1.2_2021 or newer",
        ),
        oneOf("viewer_certificate.ssl_support_method", "sni-only"),
        waitsForValidation,
      ),
    ),
  },
  {
    id: "CF-02",
    title: "Every behaviour redirects to HTTPS or refuses HTTP",
    severity: "critical",
    rationale: "One behaviour over HTTP exposes the cookies of all.",
    fix: "Set viewer_protocol_policy to redirect-to-https or https-only.",
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
    title: "Origins answer CloudFront only, over TLS 1.2",
    severity: "high",
    rationale: "An origin that answers anyone is a way around the firewall.",
    awsError: "403 AccessDenied from the bucket to every visitor",
    fix: "Use an origin access control (always, sigv4) for S3; https-only and TLSv1.2 for custom origins.",
    controls: {
      fsbp: ["CloudFront.9", "CloudFront.10", "CloudFront.12", "CloudFront.13"],
      nist: ["AC-3", "SC-8"],
      checkov: ["CKV2_AWS_46", "CKV2_AWS_72"],
      nag: ["CFR5", "CFR7"],
    },
    types: ["aws_cloudfront_distribution", "aws_cloudfront_origin_access_control"],
    check: all(
      forType(
        "aws_cloudfront_origin_access_control",
        all(oneOf("signing_behavior", "always"), oneOf("signing_protocol", "sigv4")),
      ),
      forType("aws_cloudfront_distribution", originsAnswerCloudFront),
    ),
  },
  {
    id: "CF-04",
    title: "A web ACL stands in front of the distribution",
    severity: "high",
    rationale: "Without one every request reaches the application.",
    fix: "Set web_acl_id.",
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
    title: "The distribution logs its accesses",
    severity: "medium",
    rationale: "An attack can only be understood from the log.",
    fix: "Deliver ACCESS_LOGS with aws_cloudwatch_log_delivery_source in us-east-1, or set logging_config with a bucket that has ACLs.",
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
    check: logsArrive,
  },
  {
    id: "CF-06",
    title: "The distribution has a default root object",
    severity: "medium",
    rationale: "Without one the origin's own listing may show.",
    fix: "Set default_root_object.",
    controls: { fsbp: ["CloudFront.1"], nist: ["SC-7"], checkov: ["CKV_AWS_305"] },
    types: ["aws_cloudfront_distribution"],
    check: isSet("default_root_object"),
  },
  {
    id: "CF-07",
    title: "Responses carry the security headers of browsers",
    severity: "medium",
    rationale:
      "They stop downgrades, framing and content sniffing in the visitor's browser, on every path that answers.",
    fix: "Attach to every behaviour a response headers policy with HSTS of a year, nosniff and frame_option DENY.",
    controls: { nist: ["SC-8"], checkov: ["CKV2_AWS_32", "CKV_AWS_259"] },
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
    title: "A site whose files are replicated fails over to the replica",
    severity: "low",
    rationale:
      "A replica that no origin group names serves nobody. A site without one is not judged: its files are built anew in minutes.",
    fix: "Add an origin_group of the bucket and its replica, and let the behaviour target it.",
    controls: { fsbp: ["CloudFront.4"], nist: ["CP-10", "SC-36"], checkov: ["CKV_AWS_310"] },
    types: ["aws_cloudfront_distribution"],
    relaxed: { dev: "off" },
    check: failsOver,
  },
  {
    id: "CF-09",
    title: "Distributions say which countries they serve",
    severity: "info",
    rationale: "Serving everybody is a decision about export, taxes and abuse.",
    fix: "Set restrictions.geo_restriction.restriction_type to whitelist, blacklist or none.",
    controls: { nist: ["AC-4"], checkov: ["CKV_AWS_374"], nag: ["CFR1"] },
    types: ["aws_cloudfront_distribution"],
    relaxed: { dev: "off" },
    check: oneOf("restrictions.geo_restriction.restriction_type", "none", "whitelist", "blacklist"),
  },
  {
    id: "CF-10",
    title: "API Gateway and function URLs are asked by their own name",
    severity: "medium",
    rationale: "They route by Host and answer the viewer's with 403.",
    fix: "Use the managed policy AllViewerExceptHostHeader.",
    awsError: "403 Forbidden for every request",
    controls: { nist: ["SC-7"] },
    types: ["aws_cloudfront_distribution"],
    check: keepsHost,
  },
];

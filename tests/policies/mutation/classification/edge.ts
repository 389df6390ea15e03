import { gone, removed, weakened, type Classification } from "../protection";

/** DNS records, certificates, the distribution and its web ACL. */
export const EDGE: Classification = {
  aws_acm_certificate: {
    protects: [
      weakened("validation_method", "ACM-01", [undefined, "EMAIL"]),
      weakened("key_algorithm", "ACM-01", ["RSA_1024"]),
      weakened("lifecycle.create_before_destroy", "ACM-01", [undefined, false]),
      weakened("domain_name", "ACM-02", ["*.shop.example.com"]),
    ],
    neutral: {},
  },
  aws_acm_certificate_validation: { protects: [], neutral: { wiring: ["certificate_arn", "validation_record_fqdns"] } },
  aws_cloudfront_distribution: {
    protects: [
      removed("web_acl_id", "CF-04"),
      removed("viewer_certificate", "CF-01"),
      removed("viewer_certificate.acm_certificate_arn", "CF-01"),
      weakened("viewer_certificate.minimum_protocol_version", "CF-01", [
        undefined,
        "TLSv1",
        "TLSv1.1_2016",
        "TLSv1.2_2019",
      ]),
      weakened("viewer_certificate.ssl_support_method", "CF-01", [undefined, "vip"]),
      weakened("default_cache_behavior.viewer_protocol_policy", "CF-02", [undefined, "allow-all"]),
      weakened("ordered_cache_behavior.viewer_protocol_policy", "CF-02", [undefined, "allow-all"]),
      removed("default_cache_behavior.response_headers_policy_id", "CF-07"),
      removed("ordered_cache_behavior.response_headers_policy_id", "CF-07"),
      removed("origin.origin_access_control_id", "CF-03"),
      removed("origin.custom_origin_config", "CF-03"),
      weakened("origin.custom_origin_config.origin_protocol_policy", "CF-03", [undefined, "http-only", "match-viewer"]),
      weakened("origin.custom_origin_config.origin_ssl_protocols", "CF-03", [["TLSv1.1", "TLSv1.2"]]),
      removed("default_root_object", "CF-06"),
      removed("restrictions", "CF-09"),
      removed("custom_error_response", "CF-11"),
      weakened("custom_error_response.error_caching_min_ttl", "CF-11", [10]),
    ],
    neutral: {
      naming: ["aliases", "comment"],
      sizing: ["price_class", "http_version", "is_ipv6_enabled"],
      behaviour: ["enabled"],
      ordering: ["retain_on_delete", "wait_for_deployment"],
    },
  },
  aws_cloudfront_function: {
    protects: [],
    neutral: { behaviour: ["code", "publish", "runtime"], ordering: ["lifecycle"] },
  },
  aws_cloudfront_origin_access_control: {
    protects: [
      weakened("signing_behavior", "CF-03", [undefined, "never", "no-override"]),
      weakened("signing_protocol", "CF-03", [undefined]),
    ],
    neutral: { wiring: ["origin_access_control_origin_type"] },
  },
  aws_cloudfront_response_headers_policy: {
    protects: [
      removed("security_headers_config", "CF-07"),
      removed("security_headers_config.content_type_options", "CF-07"),
      removed("security_headers_config.frame_options", "CF-07"),
      removed("security_headers_config.strict_transport_security", "CF-07"),
      weakened("security_headers_config.strict_transport_security.access_control_max_age_sec", "CF-07", [0, 300]),
      removed("security_headers_config.content_security_policy", "CF-07"),
      removed("security_headers_config.referrer_policy", "CF-07"),
    ],
    neutral: {},
  },
  aws_route53_record: {
    protects: [removed("records", "R53-02"), removed("alias", "R53-02")],
    neutral: { wiring: ["zone_id"], behaviour: ["type", "ttl", "allow_overwrite"] },
  },
  aws_wafv2_ip_set: {
    protects: [],
    neutral: { behaviour: ["addresses", "ip_address_version", "scope"], ordering: ["lifecycle"] },
  },
  aws_wafv2_web_acl: {
    protects: [
      removed("rule", "WAF-01"),
      removed("rule[name=rate-limit]", "WAF-01"),
      removed("rule[name=amazon-ip-reputation]", "WAF-01"),
      removed("rule[name=sql-injection]", "WAF-01"),
      removed("rule[name=cross-site-scripting]", "WAF-01"),
      weakened("rule.action", "WAF-01", [{ count: {} }]),
      weakened("rule.override_action", "WAF-01", [{ count: {} }]),
      weakened("rule[name=rate-limit].priority", "WAF-03", [0]),
      weakened("visibility_config.cloudwatch_metrics_enabled", "WAF-03", [undefined, false]),
      weakened("rule.visibility_config.cloudwatch_metrics_enabled", "WAF-03", [undefined, false]),
    ],
    neutral: { behaviour: ["default_action", "scope", "association_config"], ordering: ["lifecycle"] },
  },
  aws_wafv2_web_acl_logging_configuration: {
    protects: [
      gone("WAF-02"),
      removed("redacted_fields", "WAF-02"),
      removed("redacted_fields.single_header", "WAF-02"),
    ],
    neutral: { wiring: ["log_destination_configs", "resource_arn"] },
  },
};

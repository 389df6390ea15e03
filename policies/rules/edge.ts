import { all, atLeast, expectAt, fail, forType, isSet, isTrue, matches, oneOf, unknown, when } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isEmpty, isUnresolved, listOf, recordsOf, select, valueAt } from "../engine/values";

/** A block without arguments is present as `{}`, and in a plan as a list of one. */
const isPresent = (value: unknown): boolean => listOf(value).length > 0;

const hasOwnInjectionRules = (rules: readonly unknown[]): boolean =>
  ["sqli_match_statement", "xss_match_statement"].every((name) => JSON.stringify(rules).includes(`"${name}"`));

export const EDGE_RULES: readonly Rule[] = [
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
      forType("aws_cloudfront_distribution", ({ values }) =>
        recordsOf(values["origin"]).flatMap((origin, index) => {
          const path = `origin[${index}]`;
          const custom = origin["custom_origin_config"];
          if (isEmpty(custom))
            return isEmpty(origin["origin_access_control_id"]) ? [fail(path, "needs an origin access control")] : [];
          const secure =
            valueAt(custom, "origin_protocol_policy") === "https-only" &&
            listOf(valueAt(custom, "origin_ssl_protocols")).every((one) => one === "TLSv1.2");
          return secure ? [] : [fail(`${path}.custom_origin_config`, "must be https-only with TLSv1.2")];
        }),
      ),
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
    fix: "Set logging_config, or deliver ACCESS_LOGS with aws_cloudwatch_log_delivery_source.",
    controls: {
      fsbp: ["CloudFront.5"],
      nist: ["AU-2", "AU-12"],
      checkov: ["CKV_AWS_86"],
      trivy: ["AVD-AWS-0010"],
      nag: ["CFR3"],
    },
    types: ["aws_cloudfront_distribution"],
    relaxed: { dev: "off" },
    check: (resource, { graph }) =>
      !isEmpty(resource.values["logging_config"]) ||
      graph.referrers(resource, "aws_cloudwatch_log_delivery_source").length > 0
        ? []
        : [fail("logging_config", "needs an access log")],
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
    rationale: "They stop downgrades, framing and content sniffing in the visitor's browser.",
    fix: "Attach a response headers policy with HSTS of a year, nosniff and frame_option DENY.",
    controls: { nist: ["SC-8"], checkov: ["CKV2_AWS_32", "CKV_AWS_259"] },
    types: ["aws_cloudfront_distribution", "aws_cloudfront_response_headers_policy"],
    check: all(
      forType("aws_cloudfront_distribution", isSet("default_cache_behavior.response_headers_policy_id")),
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
    id: "WAF-01",
    title: "Web ACLs block known attacks and floods",
    severity: "high",
    rationale: "A rule that only counts stops nobody.",
    fix: "Use the IP reputation list, the common rule set or own rules against injection, and a rate-based rule; none of them only counting.",
    controls: {
      fsbp: ["WAF.10"],
      nist: ["SC-5", "SC-7"],
      checkov: ["CKV_AWS_175", "CKV_AWS_192", "CKV2_AWS_47", "CKV2_AWS_76", "CKV2_AWS_77"],
    },
    types: ["aws_wafv2_web_acl"],
    check: ({ values }, { profile }) => {
      if (isUnresolved(values["rule"])) return [unknown("rule")];
      const rules = recordsOf(values["rule"]);
      const groups = rules.map((rule) => valueAt(rule, "statement.managed_rule_group_statement.name"));
      const counting = rules.filter((rule) => isPresent(valueAt(rule, "override_action.count")));
      return [
        ...(groups.includes("AWSManagedRulesAmazonIpReputationList")
          ? []
          : [fail("rule", "needs the IP reputation list")]),
        ...(groups.includes("AWSManagedRulesCommonRuleSet") || hasOwnInjectionRules(rules)
          ? []
          : [fail("rule", "needs the common rule set, or own rules against SQL injection and cross-site scripting")]),
        ...(rules.some((rule) => !isEmpty(valueAt(rule, "statement.rate_based_statement")))
          ? []
          : [fail("rule", "needs a rate-based rule")]),
        ...(profile === "dev" ? [] : counting.map((rule) => fail("rule", `${String(rule["name"])} only counts`))),
      ];
    },
  },
  {
    id: "WAF-02",
    title: "Web ACLs log what they decide, without credentials",
    severity: "medium",
    rationale: "A false positive can only be found in the log; the log must not become a store of tokens.",
    fix: "Add aws_wafv2_web_acl_logging_configuration that redacts authorization and cookie.",
    controls: { fsbp: ["WAF.11"], nist: ["AU-2", "AU-12"], checkov: ["CKV2_AWS_31"], nag: ["WAFv2LoggingEnabled"] },
    types: ["aws_wafv2_web_acl_logging_configuration"],
    check: ({ values }) => {
      const redacted = select(values, "redacted_fields.single_header.name").map(({ value }) => value);
      return ["authorization", "cookie"]
        .filter((name) => !redacted.includes(name))
        .map((name) => fail("redacted_fields", `must redact ${name}`));
    },
  },
  {
    id: "WAF-03",
    title: "Web ACL rules are measured and ordered",
    severity: "low",
    rationale: "Two rules of one priority are refused.",
    fix: "Give each rule its own priority and cloudwatch_metrics_enabled.",
    awsError: "WAFInvalidParameterException: PRIORITY must be unique",
    controls: { fsbp: ["WAF.12"], checkov: ["CKV_AWS_342"], nist: ["CA-7"] },
    types: ["aws_wafv2_web_acl"],
    check: all(isTrue("visibility_config.cloudwatch_metrics_enabled"), ({ values }) => {
      const priorities = recordsOf(values["rule"]).map(({ priority }) => priority);
      return new Set(priorities).size === priorities.length ? [] : [fail("rule", "priorities must be unique")];
    }),
  },
  {
    id: "R53-02",
    title: "Records lead somewhere",
    severity: "medium",
    rationale: "A record without a target is refused; one that points at nothing can be taken over.",
    fix: "Set records with a ttl, or alias.",
    controls: { nist: ["SC-8"], checkov: ["CKV2_AWS_23"] },
    types: ["aws_route53_record"],
    check: ({ values }) =>
      isEmpty(values["records"]) && isEmpty(values["alias"]) ? [fail("records", "needs records or an alias")] : [],
  },
  {
    id: "ACM-01",
    title: "Certificates are validated by DNS and replaced before they are destroyed",
    severity: "medium",
    rationale: "Certificates that a person must confirm by mail expire unnoticed.",
    fix: "Set validation_method DNS and create_before_destroy.",
    controls: { fsbp: ["ACM.1", "ACM.2"], nist: ["SC-12"], checkov: ["CKV_AWS_233", "CKV_AWS_234", "CKV2_AWS_71"] },
    types: ["aws_acm_certificate"],
    phases: ["synth"],
    check: all(
      oneOf("validation_method", "DNS"),
      isTrue("lifecycle.create_before_destroy"),
      expectAt("key_algorithm", "must not be RSA_1024", (value) => value !== "RSA_1024"),
    ),
  },
];

import { type BadInput, refused } from "../bad-input";

const firewall = (changes: object) => ({
  aws_wafv2_web_acl: {
    shop: {
      name: "shop",
      scope: "REGIONAL",
      default_action: [{ allow: [{}] }],
      visibility_config: [{ cloudwatch_metrics_enabled: true, metric_name: "shop", sampled_requests_enabled: true }],
      ...changes,
    },
  },
});
const METRIC = {
  visibility_config: [{ cloudwatch_metrics_enabled: true, metric_name: "rule", sampled_requests_enabled: true }],
};
const GEO = { statement: [{ geo_match_statement: [{ country_codes: ["US"] }] }], action: [{ block: [{}] }], ...METRIC };

export const FIREWALL: readonly BadInput[] = [
  refused(
    "pf-wafv2-rule-unique",
    "aws_wafv2_web_acl.shop ",
    "priority 1 is also used by rule 'one' (rule[0])",
    firewall({
      rule: [
        { name: "one", priority: 1, ...GEO },
        { name: "two", priority: 1, ...GEO },
      ],
    }),
  ),
  refused(
    "pf-wafv2-managed-rule-group",
    "aws_wafv2_web_acl.shop ",
    "AWS has no managed rule group named 'AWSManagedRulesCommon'; the",
    firewall({
      rule: [
        {
          name: "one",
          priority: 1,
          override_action: [{ none: [{}] }],
          statement: [{ managed_rule_group_statement: [{ vendor_name: "AWS", name: "AWSManagedRulesCommon" }] }],
          ...METRIC,
        },
      ],
    }),
  ),
  refused(
    "pf-wafv2-ipset-addresses",
    "aws_wafv2_ip_set.shop ",
    "'10.0.0.1/8' has host bits set for a /8 prefix (write the network",
    {
      aws_wafv2_ip_set: {
        shop: { name: "shop", scope: "REGIONAL", ip_address_version: "IPV4", addresses: ["10.0.0.1/8"] },
      },
    },
  ),
  refused(
    "pf-wafv2-rule-action",
    "aws_wafv2_web_acl.shop ",
    "a managed_rule_group_statement rule takes override_action, not action",
    firewall({
      rule: [
        {
          name: "one",
          priority: 1,
          action: [{ block: [{}] }],
          statement: [{ managed_rule_group_statement: [{ vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" }] }],
          ...METRIC,
        },
      ],
    }),
  ),
  refused(
    "pf-wafv2-metric-name-reserved",
    "aws_wafv2_web_acl.shop visibility_config.metric_name",
    "Default_Action is reserved",
    firewall({
      visibility_config: [
        { cloudwatch_metrics_enabled: true, metric_name: "Default_Action", sampled_requests_enabled: true },
      ],
    }),
  ),
  refused(
    "pf-wafv2-token-domains",
    "aws_wafv2_web_acl.shop ",
    "'com' has no dot",
    firewall({ token_domains: ["com"] }),
  ),
  refused(
    "pf-wafv2-logging-destination",
    "aws_wafv2_web_acl_logging_configuration.shop ",
    "logs name 'shop' does not start with aws-waf-logs- (case-sensitive)",
    {
      aws_wafv2_web_acl_logging_configuration: {
        shop: {
          resource_arn:
            "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/11111111-1111-1111-1111-111111111111",
          log_destination_configs: ["arn:aws:logs:us-east-1:123456789012:log-group:shop"],
        },
      },
    },
  ),
];

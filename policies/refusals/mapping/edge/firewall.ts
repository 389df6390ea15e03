import type { Mapping } from "../grammar";

export const FIREWALL: Mapping = {
  aws_wafv2_web_acl: {
    type: "AWS::WAFv2::WebACL",
    arguments: {
      "association_config.request_body": { to: "RequestBody", capitalKeys: true },
      rule: "Rules",
      rule_json: "Rules",
      custom_response_body: { to: "CustomResponseBodies", keyedBy: "key" },
      name_prefix: null,
    },
  },
  aws_wafv2_rule_group: {
    type: "AWS::WAFv2::RuleGroup",
    arguments: { rule: "Rules", custom_response_body: { to: "CustomResponseBodies", keyedBy: "key" } },
  },
  aws_wafv2_ip_set: { type: "AWS::WAFv2::IPSet" },
  aws_wafv2_web_acl_association: { type: "AWS::WAFv2::WebACLAssociation", arguments: { web_acl_arn: "WebACLArn" } },
  aws_wafv2_web_acl_logging_configuration: {
    type: "AWS::WAFv2::LoggingConfiguration",
    arguments: {
      log_destination_configs: "LogDestinationConfigs",
      logging_filter: "LoggingFilter",
      "logging_filter.filter": "Filters",
      "logging_filter.filter.condition": "Conditions",
      redacted_fields: "RedactedFields",
    },
  },
  aws_shield_protection: { type: "AWS::Shield::Protection" },
};

import { all, fail, forType, isSet, isTrue, needs, oneOf, unknown, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { booleanOf, isEmpty, isUnresolved, recordsOf, valueAt } from "../../engine/values";
import { isPrivateStage } from "../checks/private-apis";
import { isApplication, isBehindCloudFront } from "../checks/load-balancers";
import {
  hasLogNamePrefix,
  hasOwnInjectionRules,
  hasUniquePrioritiesAndActions,
  INJECTION_GROUPS,
  isAssociable,
  isInScopeRegion,
  isPresent,
  redactsCredentials,
} from "./checks/web-acls";

const ACL = "aws_wafv2_web_acl";
const LOGGING = "aws_wafv2_web_acl_logging_configuration";
const ASSOCIATION = "aws_wafv2_web_acl_association";
const SCOPED = [ACL, "aws_wafv2_ip_set", "aws_wafv2_regex_pattern_set", "aws_wafv2_rule_group"];

export const WAF_RULES: readonly Rule[] = [
  {
    id: "WAF-01",
    title: "Web ACLs block known attacks and floods",
    severity: "high",
    rationale:
      "A rule in count mode blocks nothing. Custom rules against SQL injection and cross-site scripting count as well as the common and known bad inputs rule groups.",
    fix: "Add AWSManagedRulesAmazonIpReputationList, a rate_based_statement, and the common and known bad inputs rule groups or custom sqli_match and xss_match statements; set none of them to count. In a Groundplan module: `mode`.",
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
      const counting = rules.filter(
        (rule) => isPresent(valueAt(rule, "override_action.count")) || isPresent(valueAt(rule, "action.count")),
      );
      return [
        ...(groups.includes("AWSManagedRulesAmazonIpReputationList")
          ? []
          : [fail("rule", "needs the IP reputation list")]),
        ...(INJECTION_GROUPS.every((name) => groups.includes(name)) || hasOwnInjectionRules(rules)
          ? []
          : [fail("rule", "needs the common and known bad inputs rule groups, or custom rules against injection")]),
        ...(rules.some((rule) => !isEmpty(valueAt(rule, "statement.rate_based_statement")))
          ? []
          : [fail("rule", "needs a rate-based rule")]),
        ...(profile === "dev"
          ? []
          : counting.map((rule) => fail("rule", `${String(rule["name"])} must not be set to count`))),
      ];
    },
  },
  {
    id: "WAF-02",
    title: "Web ACLs log requests without credentials",
    severity: "medium",
    rationale: "Only the log reveals a false positive, and it must not collect tokens.",
    fix: "Add aws_wafv2_web_acl_logging_configuration with a destination named aws-waf-logs-..., and redacted_fields for authorization and cookie.",
    awsError: "WAFInvalidParameterException: The ARN isn't valid, field: LOG_DESTINATION",
    controls: { fsbp: ["WAF.11"], nist: ["AU-2", "AU-12"], checkov: ["CKV2_AWS_31"], nag: ["WAFv2LoggingEnabled"] },
    types: [ACL, LOGGING],
    relaxed: { dev: "off" },
    check: all(
      forType(ACL, needs(LOGGING, "needs a logging configuration")),
      forType(LOGGING, all(redactsCredentials, hasLogNamePrefix)),
    ),
  },
  {
    id: "WAF-03",
    title: "Web ACL rules have metrics, unique priorities and an action",
    severity: "low",
    rationale: "AWS rejects two rules with one priority; a rule without an action does nothing.",
    fix: "Set a unique priority, action or override_action, and visibility_config.cloudwatch_metrics_enabled on every rule.",
    awsError: "WAFInvalidParameterException: PRIORITY must be unique",
    controls: { fsbp: ["WAF.12"], checkov: ["CKV_AWS_342"], nist: ["CA-7"] },
    types: [ACL, "aws_wafv2_rule_group"],
    check: all(
      isTrue("visibility_config.cloudwatch_metrics_enabled"),
      when(({ values }) => !isEmpty(values["rule"]), isTrue("rule.visibility_config.cloudwatch_metrics_enabled")),
      forType(ACL, hasUniquePrioritiesAndActions),
    ),
  },
  {
    id: "WAF-04",
    title: "Internet-facing load balancers and REST API stages have a web ACL",
    severity: "high",
    rationale: "Without a web ACL every request reaches the application.",
    fix: "Add aws_wafv2_web_acl_association with a regional web ACL.",
    controls: {
      fsbp: ["APIGateway.4", "ELB.16"],
      nist: ["SC-7"],
      checkov: ["CKV2_AWS_28", "CKV2_AWS_29"],
      nag: ["APIG3", "ALBWAFEnabled"],
    },
    types: ["aws_lb", "aws_alb", "aws_api_gateway_stage", "aws_wafv2_web_acl_association"],
    relaxed: { dev: "off" },
    check: all(
      when(
        (one, { graph }) =>
          one.type !== "aws_wafv2_web_acl_association" &&
          isApplication(one) &&
          booleanOf(one.values["internal"]) !== true &&
          !isBehindCloudFront(one, graph) &&
          !isPrivateStage(one, graph),
        needs("aws_wafv2_web_acl_association", "needs a web ACL association"),
      ),
      forType("aws_wafv2_web_acl_association", isSet("web_acl_arn")),
    ),
  },
  {
    id: "WAF-05",
    title: "Web ACLs for CloudFront are in us-east-1 and are set on the distribution",
    severity: "medium",
    rationale:
      "CloudFront uses web ACLs of us-east-1 only. Distributions and HTTP APIs cannot be associated with a web ACL.",
    fix: "Use a provider in us-east-1 and set web_acl_id on the distribution; protect an HTTP API through its distribution.",
    awsError: "WAFInvalidParameterException: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT",
    controls: { nist: ["SC-7"] },
    types: [...SCOPED, ASSOCIATION],
    check: all(
      when(({ type }) => SCOPED.includes(type), all(oneOf("scope", "CLOUDFRONT", "REGIONAL"), isInScopeRegion)),
      forType(ASSOCIATION, isAssociable),
    ),
  },
];

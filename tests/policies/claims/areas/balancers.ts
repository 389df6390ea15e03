import { type Claim, claims } from "../claim";

const BALANCER = "aws_lb.web";
const HTTPS = "aws_lb_listener.https";
const HTTP = "aws_lb_listener.http";
const ACL = "aws_wafv2_web_acl.web";

const managed = (name: string, priority: number) => ({
  name,
  priority,
  override_action: { none: {} },
  statement: { managed_rule_group_statement: { vendor_name: "AWS", name } },
  visibility_config: { cloudwatch_metrics_enabled: true, metric_name: name, sampled_requests_enabled: true },
});
const FLOOD = {
  name: "flood",
  priority: 40,
  action: { block: {} },
  statement: { rate_based_statement: { limit: 800, aggregate_key_type: "IP" } },
  visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "flood", sampled_requests_enabled: true },
};
const GROUPS = [
  managed("AWSManagedRulesCommonRuleSet", 10),
  managed("AWSManagedRulesKnownBadInputsRuleSet", 20),
  managed("AWSManagedRulesAmazonIpReputationList", 30),
];

const web = {
  [BALANCER]: {
    name: "web",
    internal: false,
    load_balancer_type: "application",
    subnets: ["subnet-a", "subnet-b"],
    drop_invalid_header_fields: true,
    desync_mitigation_mode: "strictest",
    enable_deletion_protection: true,
    access_logs: { bucket: "acme-access-logs", enabled: true },
  },
  [HTTPS]: {
    load_balancer_arn: `\${${BALANCER}.arn}`,
    port: 443,
    protocol: "HTTPS",
    certificate_arn: "arn:aws:acm:sa-east-1:111122223333:certificate/1",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    default_action: { type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" },
  },
  [HTTP]: {
    load_balancer_arn: `\${${BALANCER}.arn}`,
    port: 80,
    protocol: "HTTP",
    default_action: { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
  },
  "aws_lb_target_group.web": { port: 8080, protocol: "HTTP", health_check: { path: "/ready", matcher: "200" } },
  "aws_wafv2_web_acl_association.web": { resource_arn: `\${${BALANCER}.arn}`, web_acl_arn: `\${${ACL}.arn}` },
  [ACL]: {
    name: "web",
    scope: "REGIONAL",
    default_action: { allow: {} },
    rule: [...GROUPS, FLOOD],
    visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "web", sampled_requests_enabled: true },
  },
  "aws_wafv2_web_acl_logging_configuration.web": {
    resource_arn: `\${${ACL}.arn}`,
    log_destination_configs: ["arn:aws:logs:sa-east-1:111122223333:log-group:aws-waf-logs-web"],
    redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
  },
};

const forward = { type: "forward", redirect: undefined, target_group_arn: "${aws_lb_target_group.web.arn}" };
const packets = {
  "aws_lb.packets": {
    name: "packets",
    internal: true,
    load_balancer_type: "network",
    subnets: ["subnet-a", "subnet-b"],
    enable_cross_zone_load_balancing: true,
  },
};
const withRules = (...rule: readonly object[]) => ({ [ACL]: { rule } });

export const BALANCERS: readonly Claim[] = [
  ...claims(BALANCER, web, {
    "CKV_AWS_2 AVD-AWS-0054 ELB.18 ELBTlsHttpsListenersOnly": {
      fails: [{ [HTTP]: { default_action: forward } }, { [HTTPS]: { protocol: "HTTP", ssl_policy: undefined } }],
      passes: [{ [HTTP]: undefined }],
    },
    "CKV_AWS_103 CKV2_AWS_74 AVD-AWS-0047 ELB.17": {
      fails: [
        { [HTTPS]: { ssl_policy: "ELBSecurityPolicy-2016-08" } },
        { [HTTPS]: { ssl_policy: "ELBSecurityPolicy-TLS-1-0-2015-04" } },
        { [HTTPS]: { ssl_policy: "ELBSecurityPolicy-TLS13-1-1-2021-06" } },
        { [HTTPS]: { ssl_policy: undefined } },
      ],
      passes: [
        { [HTTPS]: { ssl_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06" } },
        { [HTTPS]: { ssl_policy: "ELBSecurityPolicy-FS-1-2-Res-2020-10" } },
      ],
    },
    "CKV2_AWS_20 ELB.1 ALBHttpToHttpsRedirection": [
      { [HTTP]: { default_action: forward } },
      { [HTTP]: { "default_action.redirect.protocol": "HTTP" } },
      { [HTTP]: { protocol: undefined, default_action: { type: "fixed-response" } } },
    ],
    "CKV_AWS_131 AVD-AWS-0052 ALBHttpDropInvalidHeaderEnabled ELB.4": [
      { drop_invalid_header_fields: false },
      { drop_invalid_header_fields: undefined },
    ],
    "CKV_AWS_328 ELB.12": {
      fails: [{ desync_mitigation_mode: "monitor" }],
      passes: [{ desync_mitigation_mode: "defensive" }, { desync_mitigation_mode: undefined }],
    },
    "CKV_AWS_91 AwsSolutions-ELB2 ELB.5": [
      { access_logs: undefined },
      { "access_logs.enabled": false },
      { "access_logs.enabled": undefined },
    ],
    "CKV_AWS_150 ELBDeletionProtectionEnabled ELB.6": [
      { enable_deletion_protection: false },
      { enable_deletion_protection: undefined },
    ],
    "ELB.13": {
      fails: [{ subnets: ["subnet-a"] }],
      passes: [{ subnets: undefined, subnet_mapping: [{ subnet_id: "subnet-a" }, { subnet_id: "subnet-b" }] }],
    },
    CKV_AWS_261: [
      { "aws_lb_target_group.web": { health_check: undefined } },
      { "aws_lb_target_group.web": { health_check: { matcher: "200" } } },
    ],
    "CKV2_AWS_28 ELB.16 ALBWAFEnabled": {
      fails: [
        { "aws_wafv2_web_acl_association.web": undefined },
        { "aws_wafv2_web_acl_association.web": { resource_arn: "${aws_lb.other.arn}" } },
      ],
      passes: [{ internal: true, "aws_wafv2_web_acl_association.web": undefined }],
    },
    "CKV_AWS_175 WAF.10": [withRules()],
    "CKV_AWS_192 CKV2_AWS_76 CKV2_AWS_77": [
      withRules(GROUPS[0]!, GROUPS[2]!, FLOOD),
      withRules(GROUPS[0]!, { ...GROUPS[1], override_action: { count: {} } }, GROUPS[2]!, FLOOD),
    ],
    "CKV2_AWS_31 WAFv2LoggingEnabled WAF.11": [{ "aws_wafv2_web_acl_logging_configuration.web": undefined }],
    CKV_AWS_342: [withRules(...GROUPS, { ...FLOOD, action: undefined })],
    "WAF.12": [
      { [ACL]: { "visibility_config.cloudwatch_metrics_enabled": false } },
      withRules(...GROUPS, {
        ...FLOOD,
        visibility_config: { ...FLOOD.visibility_config, cloudwatch_metrics_enabled: false },
      }),
    ],
  }),
  ...claims("aws_lb.packets", packets, {
    CKV_AWS_152: [{ enable_cross_zone_load_balancing: false }, { enable_cross_zone_load_balancing: undefined }],
  }),
];

import { recordsOf, stringsIn } from "../../../policies";
import { fixed, free, hourly, isTrue, notPriced, used } from "./charges";
import type { Pricer } from "./component";

const distribution: Pricer = (resource, context) =>
  used(resource, context, [
    {
      component: "data to the internet",
      price: "cloudfront.internet",
      parameters: ["monthly_data_transfer_to_internet_gb"],
    },
    {
      component: "HTTPS requests",
      price: "cloudfront.https-requests",
      parameters: ["monthly_https_requests"],
      unit: "10,000 requests",
    },
  ]);

const edgeFunction: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "invocations", price: "cloudfront.function", parameters: ["monthly_requests"], unit: "million" },
  ]);

/** Managed rule groups with a price of their own. */
const PAID_RULE_GROUPS = /^AWSManagedRules(BotControl|ATP|ACFP)/;

const webAcl: Pricer = (acl, context) => {
  const rules = recordsOf(acl.values["rule"]);
  const paid = stringsIn(rules).filter(({ value }) => PAID_RULE_GROUPS.test(String(value))).length;
  return [
    fixed("web ACL", "waf.acl", 1),
    ...(rules.length > 0 ? [fixed("rules", "waf.rule", rules.length, "a rule group counts as one rule")] : []),
    ...(paid > 0 ? [fixed("bot control or account protection", "waf.bot-control", paid)] : []),
    ...used(acl, context, [
      { component: "requests", price: "waf.requests", parameters: ["monthly_requests"], unit: "million" },
    ]),
  ];
};

const ruleGroup: Pricer = (group) => {
  const rules = recordsOf(group.values["rule"]).length;
  return rules > 0 ? [fixed("rules", "waf.rule", rules)] : [free("a group without rules is free")];
};

const hostedZone: Pricer = (zone, context) => [
  fixed("hosted zone", "route53.zone", 1),
  ...used(zone, context, [
    {
      component: "standard queries",
      price: "route53.query",
      parameters: ["monthly_standard_queries"],
      unit: "million",
    },
  ]),
];

const SECONDS_OF_FAST_CHECKS = 10;

const healthCheck: Pricer = ({ values }) => {
  const type = String(values["type"]);
  if (type === "CALCULATED" || type === "CLOUDWATCH_METRIC" || type === "RECOVERY_CONTROL") {
    return [fixed("health check", "route53.health-check.aws", 1, "has no endpoint, and is priced like one of AWS")];
  }
  const options = [
    type.startsWith("HTTPS"),
    type.endsWith("STR_MATCH"),
    values["request_interval"] === SECONDS_OF_FAST_CHECKS,
    isTrue(values["measure_latency"]),
  ].filter(Boolean).length;
  const reason = "the endpoint counts as outside of AWS, the higher price";
  return [
    fixed("health check", "route53.health-check.other", 1, reason),
    ...(options > 0
      ? [fixed("HTTPS, text match, fast interval, latency", "route53.health-check-option.other", options, reason)]
      : []),
  ];
};

const record: Pricer = ({ values }) => [
  free(recordsOf(values["alias"]).length > 0 ? "queries of alias records are free" : "queries are charged at the zone"),
];

const amplifySite: Pricer = (site, context) =>
  used(site, context, [
    { component: "data served", price: "amplify.gb", parameters: ["monthly_data_served_gb"] },
    { component: "storage", price: "amplify.storage", parameters: ["storage_gb"] },
  ]);

const shield: Pricer = () => [
  notPriced("protection", "the subscription of Shield Advanced costs 3,000 USD a month for a whole organization"),
];

const httpApi: Pricer = (api, context) => [
  ...(api.values["protocol_type"] === "WEBSOCKET"
    ? [notPriced("messages", "WebSocket APIs are not supported")]
    : used(api, context, [
        { component: "requests", price: "api-gateway.http", parameters: ["monthly_requests"], unit: "million" },
      ])),
];

const restApi: Pricer = (api, context) =>
  used(api, context, [
    { component: "requests", price: "api-gateway.rest", parameters: ["monthly_requests"], unit: "million" },
  ]);

const restStage: Pricer = ({ values }) => {
  if (values["cache_cluster_enabled"] !== true) return [free("requests are charged at the API")];
  return [hourly("cache", `api-gateway.cache.${String(values["cache_cluster_size"])}`)];
};

export const EDGE: Readonly<Record<string, Pricer>> = {
  aws_amplify_app: amplifySite,
  aws_api_gateway_rest_api: restApi,
  aws_api_gateway_stage: restStage,
  aws_apigatewayv2_api: httpApi,
  aws_cloudfront_distribution: distribution,
  aws_cloudfront_function: edgeFunction,
  aws_route53_health_check: healthCheck,
  aws_route53_record: record,
  aws_route53_zone: hostedZone,
  aws_shield_protection: shield,
  aws_wafv2_rule_group: ruleGroup,
  aws_wafv2_web_acl: webAcl,
};

import type { Graph, Metric, Signal } from "../../core";
import type { FirewallMode } from "./web-acl-props";

const PERIOD_SECONDS = 300;

/** Rules that can block customers, with the requests in five minutes that are worth an alarm. */
const WATCHED_RULES: Readonly<Record<string, { readonly threshold: number; readonly why: string }>> = {
  "rate-limit": {
    threshold: 500,
    why: "One or more addresses exceed the rate limit: an attack, or many customers behind one address. The log group names them.",
  },
  "sql-injection": {
    threshold: 20,
    why: "Requests look like SQL injection: an attack, or honest text. Compare the paths in the web ACL's log group.",
  },
  "cross-site-scripting": {
    threshold: 20,
    why: "Requests contain scripts: an attack, or honest text. Compare the paths in the web ACL's log group.",
  },
  "size-restriction": {
    threshold: 20,
    why: "Requests exceed the size limits: an attack, or a form or upload that outgrew maxBodyKilobytes.",
  },
};

/**
 * Signals of blocked requests by rule; of counted requests in count mode. AWS WAF publishes metrics of a web ACL of
 * scope CLOUDFRONT in us-east-1, so that their alarms must be there as well.
 */
export function webAclSignals(id: string, webAcl: string, mode: FirewallMode): readonly Signal[] {
  return Object.entries(WATCHED_RULES).map(([rule, { threshold, why }]) => ({
    ...requests(webAcl, rule, mode),
    id: `${id}-${rule}`,
    why,
    threshold,
    comparison: "at-or-above",
    periodSeconds: PERIOD_SECONDS,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  }));
}

/** A graph of the blocked, or counted, requests of every rule. */
export function webAclGraphs(webAcl: string, rules: readonly string[], mode: FirewallMode): readonly Graph[] {
  const title = mode === "block" ? "Blocked requests" : "Counted requests";
  return [{ title, metrics: rules.map((rule) => requests(webAcl, rule, mode)) }];
}

function requests(webAcl: string, rule: string, mode: FirewallMode): Metric {
  return {
    namespace: "AWS/WAFV2",
    metricName: mode === "block" ? "BlockedRequests" : "CountedRequests",
    dimensions: { WebACL: webAcl, Rule: rule },
    statistic: "Sum",
    label: rule,
    region: "us-east-1",
  };
}

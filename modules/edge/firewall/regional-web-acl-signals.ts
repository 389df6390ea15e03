import type { Graph, Metric, Signal } from "../../core";
import type { FirewallMode } from "./web-acl-props";

const PERIOD_SECONDS = 300;
/** Blocked requests in five minutes that are worth a look. */
const MANY_REQUESTS = 500;

/** A web ACL whose metrics are read. */
interface ObservedWebAcl {
  readonly name: string;
  readonly region: string;
  readonly mode: FirewallMode;
}

/** Signal of blocked requests of all rules; of counted requests in count mode. */
export function regionalWebAclSignals(id: string, webAcl: ObservedWebAcl): readonly Signal[] {
  return [
    {
      ...requests(webAcl, "ALL"),
      id: `${id}-blocked`,
      why: "Many requests are refused: an attack, or honest requests that a rule mistakes. The log group names the rules.",
      threshold: MANY_REQUESTS,
      comparison: "at-or-above",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
  ];
}

/** A graph of the blocked, or counted, requests of every rule. */
export function regionalWebAclGraphs(webAcl: ObservedWebAcl, rules: readonly string[]): readonly Graph[] {
  const title = webAcl.mode === "block" ? "Blocked requests" : "Counted requests";
  return [{ title, metrics: rules.map((rule) => requests(webAcl, rule)) }];
}

function requests({ name, region, mode }: ObservedWebAcl, rule: string): Metric {
  return {
    namespace: "AWS/WAFV2",
    metricName: mode === "block" ? "BlockedRequests" : "CountedRequests",
    dimensions: { WebACL: name, Region: region, Rule: rule },
    statistic: "Sum",
    label: rule,
  };
}

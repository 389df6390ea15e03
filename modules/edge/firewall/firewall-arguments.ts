import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { FirewallRule } from "./firewall-rules";
import type { FirewallMode } from "./web-acl-props";

/** Arguments of a rule of a web ACL. In count mode rules that would block only count. */
export function ruleArguments(
  { name, action, statement }: FirewallRule,
  priority: number,
  mode: FirewallMode,
): Wafv2WebAclRule {
  const rule = { name, priority, statement, visibilityConfig: visibility(name) };
  if (action === "allow") return { ...rule, action: { allow: {} } };
  const blocks = mode === "block";
  if (action === "managed") return { ...rule, overrideAction: blocks ? { none: {} } : { count: {} } };
  return { ...rule, action: blocks ? { block: {} } : { count: {} } };
}

export function visibility(metricName: string) {
  // Samples would show the headers that the logs redact.
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

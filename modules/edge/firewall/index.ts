export { INCLUDED_CAPACITY, capacityUnits, totalCapacityUnits } from "./firewall-capacity";
export { firewallRules, type FirewallRule, type FirewallSettings } from "./firewall-rules";
export type { Statement } from "./firewall-statements";
export { WEB_ACL_DEFAULTS, WebAcl, type FirewallMode, type WebAclProps } from "./web-acl";

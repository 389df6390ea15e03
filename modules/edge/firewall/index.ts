export { INCLUDED_CAPACITY, capacityUnits, totalCapacityUnits } from "./firewall-capacity";
export { firewallRules, type FirewallRule, type FirewallSettings } from "./firewall-rules";
export type { Statement } from "./firewall-statements";
export { WebAcl } from "./web-acl";
export { WEB_ACL_DEFAULTS, type FirewallMode, type WebAclProps } from "./web-acl-props";

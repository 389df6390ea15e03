export { INCLUDED_CAPACITY, MAX_CAPACITY, capacityUnits, totalCapacityUnits } from "./firewall-capacity";
export { firewallRules, type FirewallRule, type FirewallSettings } from "./firewall-rules";
export type { Statement } from "./firewall-statements";
export type { ManagedGroupName } from "./managed-groups";
export { RegionalWebAcl } from "./regional-web-acl";
export { REGIONAL_WEB_ACL_DEFAULTS, type CountryFilter, type RegionalWebAclProps } from "./regional-web-acl-props";
export { regionalRules, type RegionalFirewallSettings } from "./regional-rules";
export { WebAcl } from "./web-acl";
export { WEB_ACL_DEFAULTS, type FirewallMode, type WebAclProps } from "./web-acl-props";

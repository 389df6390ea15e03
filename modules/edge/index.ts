export type { LogBucket } from "./access-logs";
export { CERTIFICATE_DEFAULTS, Certificate, type CertificateProps, type CertificateReference } from "./certificate";
export {
  DISTRIBUTION_DEFAULTS,
  Distribution,
  type ApiOrigin,
  type CustomDomain,
  type DistributionProps,
  type SiteBucket,
} from "./distribution";
export { INCLUDED_CAPACITY, capacityUnits, totalCapacityUnits } from "./firewall-capacity";
export { firewallRules, type FirewallRule, type FirewallSettings } from "./firewall-rules";
export type { Statement } from "./firewall-statements";
export { HOSTED_ZONE_DEFAULTS, HostedZone, type AliasTarget, type HostedZoneProps } from "./hosted-zone";
export { SITE_ROUTER_CODE } from "./site-router";
export { WEB_ACL_DEFAULTS, WebAcl, type FirewallMode, type WebAclProps } from "./web-acl";

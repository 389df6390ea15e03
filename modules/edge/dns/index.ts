export { Certificate } from "./certificate";
export { CERTIFICATE_DEFAULTS, type CertificateProps } from "./certificate-props";
export { HostedZone, type AliasTarget } from "./hosted-zone";
export { HOSTED_ZONE_DEFAULTS, type HostedZoneProps } from "./hosted-zone-props";

export { CERTIFICATE_DEFAULTS, Certificate, type CertificateProps } from "./certificate";
export { HOSTED_ZONE_DEFAULTS, HostedZone, type AliasTarget, type HostedZoneProps } from "./hosted-zone";

export { Certificate, type RegionOfCertificate } from "./certificate";
export { CERTIFICATE_DEFAULTS, type CertificateProps, type ExistingCertificateProps } from "./certificate-props";
export { HostedZone } from "./hosted-zone";
export {
  HOSTED_ZONE_DEFAULTS,
  type AliasTarget,
  type ExistingZoneProps,
  type HostedZoneProps,
  type HostedZoneReference,
} from "./hosted-zone-props";

export { Certificate, type RegionOfCertificate } from "./certificate";
export { CERTIFICATE_DEFAULTS, type CertificateProps, type ExistingCertificateProps } from "./certificate-props";
export { HealthCheck } from "./health-checks/health-check";
export {
  ENDPOINT_DEFAULTS,
  type AlarmSettings,
  type CalculatedSettings,
  type EndpointSettings,
  type ExistingHealthCheckProps,
  type HealthCheckProps,
  type HealthCheckReference,
  type HealthCheckSource,
} from "./health-checks/health-check-props";
export { HostedZone } from "./hosted-zone";
export {
  HOSTED_ZONE_DEFAULTS,
  type AliasTarget,
  type ExistingZoneProps,
  type FailoverSettings,
  type HostedZoneProps,
  type HostedZoneReference,
} from "./hosted-zone-props";

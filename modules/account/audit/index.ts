export { AccessAnalyzer, type AccessAnalyzerProps } from "./access-analyzer";
export { CatalogEncryption, type CatalogEncryptionProps } from "./catalog-encryption";
export {
  CONFIGURATION_RECORDER_DEFAULTS,
  ConfigurationRecorder,
  type ConfigurationRecorderProps,
} from "./configuration-recorder";
export { SecurityHub, type SecurityHubProps } from "./security-hub";
export {
  THREAT_DETECTION_DEFAULTS,
  ThreatDetection,
  type DetectorFeature,
  type ThreatDetectionProps,
} from "./threat-detection";
export { Trail } from "./trail";
export { TRAIL_DEFAULTS, type AuditLogBucket, type TrailProps } from "./trail-props";

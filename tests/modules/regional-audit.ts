import type { Construct } from "constructs";
import {
  AccessAnalyzer,
  CatalogEncryption,
  ConfigurationRecorder,
  SecurityHub,
  ThreatDetection,
  Trail,
} from "../../modules/account/audit";
import type { KeyReference, RegionalProvider } from "../../modules/core";

const bucket = { bucketName: "shop-logs", allowAuditLogsFrom: () => [] };

/** Every interface of props of account singletons with `regional`, and a construct with it. */
export function auditIn(key: KeyReference) {
  return {
    AccessAnalyzerProps: (scope: Construct, regional?: RegionalProvider) =>
      new AccessAnalyzer(scope, "analyzer", { name: "shop", regional }),
    CatalogEncryptionProps: (scope: Construct, regional?: RegionalProvider) =>
      new CatalogEncryption(scope, "encryption", { name: "shop", key, regional }),
    ConfigurationRecorderProps: (scope: Construct, regional?: RegionalProvider) =>
      new ConfigurationRecorder(scope, "recorder", { bucket, regional }),
    SecurityHubProps: (scope: Construct, regional?: RegionalProvider) => {
      const recorder = new ConfigurationRecorder(scope, "recorder", { bucket, regional });
      return new SecurityHub(scope, "hub", { recorder, regional });
    },
    ThreatDetectionProps: (scope: Construct, regional?: RegionalProvider) =>
      new ThreatDetection(scope, "detection", { name: "shop", regional }),
    TrailProps: (scope: Construct, regional?: RegionalProvider) =>
      new Trail(scope, "trail", { name: "shop", bucket, key, logKey: key, regional }),
  };
}

import type { Construct } from "constructs";
import { ApiGatewayLogging } from "groundplan/account";
import {
  AccessAnalyzer,
  CatalogEncryption,
  ConfigurationRecorder,
  SecurityHub,
  ThreatDetection,
  Trail,
} from "groundplan/account/audit";
import { AwsStack, type KeyReference } from "groundplan/core";
import { Bucket } from "groundplan/data/storage";
import { AlarmTopic, Alarms } from "groundplan/observability";
import { EncryptionKey } from "groundplan/security";
import type { AccountSettings } from "../environments";
import { stackPropsOf } from "./names";

/** Days for which nobody can delete a log file of the trail. */
const LOCK_DAYS = 365;

/**
 * Resources that an account has once: the role by which API Gateway writes logs, the trail, threat detection, the
 * analyzer of access, what evaluates them, and the encryption of Glue's catalogue. It is applied first.
 */
export class AccountStack extends AwsStack {
  constructor(scope: Construct, id: string, settings: AccountSettings) {
    super(scope, id, stackPropsOf(settings, "account", settings));
    const { projectName, deletionProtection } = settings;
    const name = `${projectName}-account`;
    new ApiGatewayLogging(this, "api-gateway-logging", { name: `${projectName}-api-gateway-logs` });
    const key = new EncryptionKey(this, "audit-key", {
      name: `${name}-audit`,
      description: "Audit logs, their alarms and Glue's catalogue",
      services: ["alarms"],
      deletionProtection,
    });
    new CatalogEncryption(this, "catalog-encryption", { name: `${name}-catalog`, key });
    const bucket = createEvidence(this, { name, key, deletionProtection });
    const trail = new Trail(this, "trail", {
      name,
      bucket,
      key,
      logKey: key,
      logRetentionDays: settings.logRetentionDays,
      deletionProtection,
    });
    new SecurityHub(this, "security-hub", { recorder: new ConfigurationRecorder(this, "recorder", { bucket }) });
    const analyzer = new AccessAnalyzer(this, "access-analyzer", { name });
    const detection = new ThreatDetection(this, "threat-detection", { name, deletionProtection });
    const { topicArn } = new AlarmTopic(this, "alarm-topic", {
      name: `${name}-alarms`,
      key,
      emails: settings.alarmEmails,
      deletionProtection,
    });
    const signals = [trail, analyzer, detection].flatMap((part) => [...part.signals]);
    new Alarms(this, "alarms", { name, topicArn, signals });
  }
}

interface EvidenceSettings {
  /** Prefix of the names. */
  readonly name: string;
  readonly key: KeyReference;
  readonly deletionProtection: boolean;
}

/** Bucket of the trail's log files, which are locked. */
function createEvidence(stack: AwsStack, { name, key, deletionProtection }: EvidenceSettings): Bucket {
  const accessLogsTo = new Bucket(stack, "logs", {
    name: `${name}-logs-${stack.account}`,
    intent: "logs",
    deletionProtection,
  });
  return new Bucket(stack, "evidence", {
    name: `${name}-trail-${stack.account}`,
    intent: "content",
    lockDays: LOCK_DAYS,
    key,
    accessLogsTo,
    deletionProtection,
  });
}

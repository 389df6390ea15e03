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

/** Prefix of every physical name. */
const NAME = "saas-account";
/** Days for which nobody can delete a log file of the trail. */
const LOCK_DAYS = 365;

/**
 * Resources that an account has once: the role by which API Gateway writes logs, the trail of all regions, threat
 * detection, the analyzer of access, what evaluates them, and the encryption of Glue's catalogue. It is applied first.
 */
export class AccountStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, settings: AccountSettings) {
    super(scope, id, stackPropsOf(settings, "us-east-1", "account"));
    const { deletionProtection } = settings;
    new ApiGatewayLogging(this, "api-gateway-logging", { name: "saas-api-gateway-logs" });
    const key = new EncryptionKey(this, "audit-key", {
      name: `${NAME}-audit`,
      description: "Audit logs, their alarms and Glue's catalogue",
      services: ["alarms"],
      deletionProtection,
    });
    new CatalogEncryption(this, "catalog-encryption", { name: `${NAME}-catalog`, key });
    const bucket = createEvidence(this, key, deletionProtection);
    const trail = new Trail(this, "trail", {
      name: NAME,
      bucket,
      key,
      logKey: key,
      logRetentionDays: settings.logRetentionDays,
      deletionProtection,
    });
    new SecurityHub(this, "security-hub", { recorder: new ConfigurationRecorder(this, "recorder", { bucket }) });
    const analyzer = new AccessAnalyzer(this, "access-analyzer", { name: NAME });
    const detection = new ThreatDetection(this, "threat-detection", { name: NAME, deletionProtection });
    const { topicArn } = new AlarmTopic(this, "alarm-topic", {
      name: `${NAME}-alarms`,
      key,
      emails: settings.alarmEmails,
      deletionProtection,
    });
    const signals = [trail, analyzer, detection].flatMap((part) => [...part.signals]);
    new Alarms(this, "alarms", { name: NAME, topicArn, signals });
  }
}

/** Bucket of the trail's log files, which are locked. */
function createEvidence(stack: AwsStack, key: KeyReference, deletionProtection: boolean): Bucket {
  const accessLogsTo = new Bucket(stack, "logs", {
    name: `${NAME}-logs-${stack.account}`,
    intent: "logs",
    deletionProtection,
  });
  return new Bucket(stack, "evidence", {
    name: `${NAME}-trail-${stack.account}`,
    intent: "content",
    lockDays: LOCK_DAYS,
    key,
    accessLogsTo,
    deletionProtection,
  });
}

import { ApiGatewayLogging } from "groundplan/account";
import { AccessAnalyzer, ConfigurationRecorder, SecurityHub, ThreatDetection } from "groundplan/account/audit";
import type { AwsStack, KeyReference, Signal } from "groundplan/core";
import { Bucket, type BucketProps } from "groundplan/data/storage";
import { AlarmTopic, Alarms } from "groundplan/observability";
import { EncryptionKey } from "groundplan/security";
import type { AccountSettings } from "../environments";

/** Days for which nobody can delete a log file. */
const LOCK_DAYS = 365;

export interface AuditProps {
  readonly settings: AccountSettings;
  /** Prefix of every physical name, of no other region. */
  readonly name: string;
  /** Name of the role by which API Gateway writes logs. */
  readonly loggingRole: string;
  /** Purpose of the key. */
  readonly keyDescription: string;
  /** Content of the bucket that nobody can change, which is part of its name. */
  readonly evidence: string;
  /** False where another region records users and roles, which have no region. */
  readonly recordsGlobalResources: boolean;
}

export interface Audit {
  readonly key: KeyReference;
  /** Locked bucket of log files and snapshots. */
  readonly bucket: Bucket;
  /** Bucket of access logs. */
  readonly logs: Bucket;
  /** Creates the alarms of the region, and those of the signals. */
  alarm(signals: readonly Signal[]): void;
}

/**
 * Services that an account has once in each region: API Gateway's role for logs, threat detection, the analyzer of
 * access, the recorder of configurations and what evaluates them.
 */
export function createAudit(stack: AwsStack, props: AuditProps): Audit {
  const { settings, name } = props;
  const { deletionProtection } = settings;
  new ApiGatewayLogging(stack, "api-gateway-logging", { name: props.loggingRole });
  const key = new EncryptionKey(stack, "audit-key", {
    name: `${name}-audit`,
    description: props.keyDescription,
    services: ["alarms"],
    deletionProtection,
  });
  const logs = new Bucket(stack, "logs", { name: `${name}-logs-${stack.account}`, intent: "logs", deletionProtection });
  const bucket = createEvidence(stack, { key, accessLogsTo: logs }, props);
  const recorder = new ConfigurationRecorder(stack, "recorder", {
    bucket,
    includeGlobalResourceTypes: props.recordsGlobalResources,
    serviceLinkedRole: props.recordsGlobalResources ? "create" : "existing",
  });
  new SecurityHub(stack, "security-hub", { recorder });
  const analyzer = new AccessAnalyzer(stack, "access-analyzer", { name });
  const detection = new ThreatDetection(stack, "threat-detection", { name, deletionProtection });
  const { topicArn } = new AlarmTopic(stack, "alarm-topic", {
    name: `${name}-alarms`,
    key,
    emails: settings.alarmEmails,
    deletionProtection,
  });
  const alarm = (signals: readonly Signal[]): void => {
    new Alarms(stack, "alarms", { name, topicArn, signals: [...signals, ...analyzer.signals, ...detection.signals] });
  };
  return { key, bucket, logs, alarm };
}

function createEvidence(
  stack: AwsStack,
  storage: Pick<BucketProps, "key" | "accessLogsTo">,
  { settings, name, evidence }: AuditProps,
): Bucket {
  return new Bucket(stack, "evidence", {
    ...storage,
    name: `${name}-${evidence}-${stack.account}`,
    intent: "content",
    lockDays: LOCK_DAYS,
    deletionProtection: settings.deletionProtection,
  });
}

import type { Environment } from "./environment";

/** Values of the source document, "Scale-Up Architecture & Infrastructure"; it leaves sizes open. */
export const prod: Environment = {
  name: "prod",
  stage: "production",
  projectName: "scaleup",
  dbPasswordSecretName: "scaleup/database",
  owner: "scale-up",
  account: "123456789012",
  region: "us-east-1",
  recoveryRegion: "us-west-2",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  deletionProtection: true,
  network: {
    cidr: "10.60.0.0/16",
    natGateways: "per-az",
    interfaceEndpoints: ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "ssm", "xray"],
  },
  site: { hosting: "amplify", domainName: "scaleup.example.com", hostedZone: "Z0123456789SCALEUP" },
  stageName: "showcase",
  stageCacheGb: 0.5,
  firewall: { mode: "block", requestsPerFiveMinutes: 2_000 },
  identityProviders: {},
  ddosProtection: "standard",
  database: {
    instanceClass: "db.r6g.large",
    storageGb: 100,
    standby: "other-zone",
    maxConnections: 400,
    backupRetentionDays: 14,
  },
  cache: { nodeType: "cache.r6g.large", replicas: 1, snapshotRetentionDays: 7 },
  batch: { imageDigest: `sha256:${"0".repeat(64)}`, schedule: "cron(0 2 * * ? *)" },
  etlSchedule: "cron(0 3 * * ? *)",
  logRetentionDays: 365,
  alarmEmails: ["alarms@example.com"],
  backups: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 35 },
};

import type { Environment } from "./environment";

/** Values of the source document, "Architecture Details"; it leaves sizes open. */
export const prod: Environment = {
  name: "prod",
  stage: "production",
  prefix: "saas",
  owner: "saas",
  account: "123456789012",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  deletionProtection: true,
  network: {
    cidr: "10.74.0.0/16",
    natGateways: "per-az",
    interfaceEndpoints: ["kms", "logs", "secretsmanager", "sqs", "states", "xray"],
  },
  standby: {
    region: "us-west-2",
    availabilityZones: ["us-west-2a", "us-west-2b"],
    network: {
      cidr: "10.75.0.0/16",
      natGateways: "per-az",
      interfaceEndpoints: ["kms", "logs", "secretsmanager", "sqs", "states", "xray"],
    },
    copiesKeyArn: "arn:aws:kms:us-west-2:123456789012:key/00000000-0000-4000-8000-000000000002",
  },
  active: "main",
  site: { domainName: "saas.example.com", hostedZone: "Z0123456789SAAS" },
  firewall: { mode: "block", requestsPerFiveMinutes: 5_000 },
  ddosProtection: "standard",
  tables: { capacity: "on-demand", dax: "none" },
  database: {
    instanceClass: "db.r6g.large",
    storageGb: 100,
    availability: "multi-az",
    replicaZones: ["us-east-1b"],
    maxConnections: 400,
    backupRetentionDays: 7,
    restoreFrom: "none",
  },
  cache: { nodeType: "cache.r6g.large", replicas: 1, snapshotRetentionDays: 7 },
  etlSchedule: "cron(0 3 * * ? *)",
  quickSight: "none",
  logRetentionDays: 365,
  alarmEmails: ["alarms@example.com"],
  backups: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 35 },
};

import type { Environment } from "./environment";

/** Rehearses production, its second region included, in smaller sizes. */
export const staging: Environment = {
  name: "staging",
  stage: "pre-production",
  prefix: "saas-staging",
  owner: "saas",
  account: "123456789012",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  deletionProtection: true,
  network: { cidr: "10.72.0.0/16", natGateways: "single", interfaceEndpoints: [] },
  standby: {
    region: "us-west-2",
    availabilityZones: ["us-west-2a", "us-west-2b"],
    network: { cidr: "10.73.0.0/16", natGateways: "single", interfaceEndpoints: [] },
    copiesKeyArn: "arn:aws:kms:us-west-2:123456789012:key/00000000-0000-4000-8000-000000000001",
  },
  active: "main",
  site: { domainName: "staging.saas.example.com", hostedZone: "Z0123456789STAGING" },
  firewall: { mode: "block", requestsPerFiveMinutes: 5_000 },
  ddosProtection: "standard",
  tables: { capacity: "on-demand", dax: "none" },
  database: {
    instanceClass: "db.t4g.medium",
    storageGb: 20,
    availability: "multi-az",
    replicaZones: [],
    maxConnections: 200,
    backupRetentionDays: 7,
  },
  cache: { nodeType: "cache.t4g.medium", replicas: 1, snapshotRetentionDays: 7 },
  etlSchedule: "cron(0 3 * * ? *)",
  quickSight: "none",
  logRetentionDays: 90,
  alarmEmails: ["staging-alarms@example.com"],
  backups: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 14 },
};

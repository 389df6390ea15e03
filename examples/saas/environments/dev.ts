import type { Environment } from "./environment";

/** Smaller and disposable: one region, one NAT gateway, one database instance, short retention. */
export const dev: Environment = {
  name: "dev",
  stage: "development",
  prefix: "saas-dev",
  owner: "saas",
  account: "123456789012",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  deletionProtection: false,
  network: { cidr: "10.70.0.0/16", natGateways: "single", interfaceEndpoints: [] },
  standby: "none",
  active: "main",
  site: { domainName: "dev.saas.example.com", hostedZone: "Z0123456789DEV" },
  firewall: { mode: "count", requestsPerFiveMinutes: 5_000 },
  ddosProtection: "standard",
  tables: { capacity: "on-demand", dax: "none" },
  database: {
    instanceClass: "db.t4g.medium",
    storageGb: 20,
    availability: "one-zone",
    replicaZones: [],
    maxConnections: 200,
    backupRetentionDays: 1,
  },
  cache: { nodeType: "cache.t4g.micro", replicas: 1, snapshotRetentionDays: 1 },
  etlSchedule: "cron(0 3 * * ? *)",
  quickSight: "none",
  logRetentionDays: 30,
  alarmEmails: ["dev-alarms@example.com"],
  backups: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 2 },
};

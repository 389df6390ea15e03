import type { Environment } from "./environment";

/** Smaller and disposable: one NAT gateway, one database instance, short retention, no deletion protection. */
export const dev: Environment = {
  name: "dev",
  stage: "development",
  project: "groundplan",
  owner: "platform",
  account: "123456789012",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  recoveryRegion: "us-west-2",
  deletionProtection: false,
  network: { cidr: "10.10.0.0/16", natGateways: "single", interfaceEndpoints: [] },
  site: { domainName: "none", hostedZone: "none", priceClass: "PriceClass_100" },
  firewall: { mode: "count", requestsPerFiveMinutes: 2_000 },
  api: { requestsPerSecond: 100, burst: 200 },
  compute: {
    image: { tag: "0.1.0" },
    memoryMb: 512,
    timeoutSeconds: 30,
    provisionedConcurrency: 0,
    maxConcurrency: 20,
  },
  database: { minCapacityAcu: 0.5, maxCapacityAcu: 2, instances: 1, backupRetentionDays: 1, restoreFrom: "none" },
  cache: { engine: "redis", minStorageGb: 1, maxStorageGb: 1, maxEcpuPerSecond: 1_000, snapshotRetentionDays: 0 },
  logs: { retentionDays: 7 },
  alarms: {
    emails: ["dev-alarms@example.com"],
    thresholds: {
      "api-5xx": 20,
      "api-latency": 5_000,
      "function-errors": 20,
      "function-throttles": 10,
      "database-connections": 150,
      "database-cpu": 90,
      "cache-cpu": 90,
      "cache-memory": 90,
    },
  },
  backups: {
    hourly: { schedule: "cron(0 * * * ? *)", deleteAfterDays: 1 },
    daily: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 7 },
  },
  operators: ["arn:aws:iam::123456789012:user/dev-operator"],
};

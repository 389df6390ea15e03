import type { Environment } from "./environment";

/** The environment of the source document, with its values. */
export const staging: Environment = {
  name: "staging",
  stage: "pre-production",
  project: "groundplan",
  owner: "platform",
  account: "123456789012",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  recoveryRegion: "us-west-2",
  deletionProtection: true,
  network: { cidr: "10.20.0.0/16", natGateways: "single", interfaceEndpoints: [] },
  site: { domainName: "staging.example.com", hostedZone: "Z0123456789STAGING", priceClass: "PriceClass_100" },
  firewall: { mode: "block", requestsPerFiveMinutes: 2_000 },
  api: { requestsPerSecond: 500, burst: 1_000 },
  compute: {
    image: { digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000" },
    memoryMb: 1_024,
    timeoutSeconds: 30,
    provisionedConcurrency: 0,
    maxConcurrency: 100,
  },
  database: { minCapacityAcu: 0.5, maxCapacityAcu: 4, instances: 2, backupRetentionDays: 7, restoreFrom: "none" },
  cache: { engine: "redis", minStorageGb: 1, maxStorageGb: 10, maxEcpuPerSecond: 5_000, snapshotRetentionDays: 1 },
  logs: { retentionDays: 90 },
  alarms: {
    emails: ["staging-alarms@example.com"],
    thresholds: {
      "api-5xx": 5,
      "api-latency": 2_000,
      "function-errors": 5,
      "function-throttles": 1,
      "database-connections": 400,
      "database-cpu": 80,
      "cache-cpu": 80,
      "cache-memory": 80,
    },
  },
  backups: {
    hourly: { schedule: "cron(0 * * * ? *)", deleteAfterDays: 7 },
    daily: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 90 },
  },
  operators: ["arn:aws:iam::123456789012:user/staging-operator"],
};

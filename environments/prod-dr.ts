import type { Environment } from "./environment";

/**
 * Takes the place of prod when the main region is lost (docs/runbooks/failover.md): a pilot light with the settings of
 * prod, in the region that receives its backups.
 */
export const prodDr: Environment = {
  name: "prod-dr",
  stage: "production",
  operation: "pilot-light",
  standbyFor: "prod",
  project: "groundplan",
  owner: "platform",
  account: "123456789012",
  region: "us-west-2",
  availabilityZones: ["us-west-2a", "us-west-2b", "us-west-2c"],
  recoveryRegion: "us-east-1",
  recoveryZones: ["us-east-1a", "us-east-1b"],
  deletionProtection: true,
  network: {
    cidr: "10.40.0.0/16",
    natGateways: "per-az",
    interfaceEndpoints: ["secretsmanager", "sqs", "ssm", "states"],
  },
  site: {
    domainName: "shop.example.com",
    hostedZone: "Z0123456789PROD",
    aliasRecords: "absent",
    apiLabel: "api-dr",
    priceClass: "PriceClass_All",
    strictTransportSecurity: "host-and-subdomains",
  },
  firewall: { mode: "block", requestsPerFiveMinutes: 2_000 },
  api: { requestsPerSecond: 2_000, burst: 4_000 },
  compute: {
    image: { digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000" },
    memoryMb: 2_048,
    timeoutSeconds: 29,
    provisionedConcurrency: 5,
    maxConcurrency: 400,
    workerConcurrency: 20,
    paymentConcurrency: 40,
  },
  identity: {
    signUp: "self-service",
    returnUrls: ["https://shop.example.com"],
    mfa: "required",
    email: {
      identityArn: "arn:aws:ses:us-west-2:123456789012:identity/shop.example.com",
      from: "Shop <no-reply@shop.example.com>",
    },
  },
  database: {
    minCapacityAcu: 2,
    maxCapacityAcu: 32,
    instances: 3,
    backupRetentionDays: 35,
    engineVersion: "16.8",
    restoreFrom: "none",
  },
  cache: { engine: "redis", minStorageGb: 1, maxStorageGb: 50, maxEcpuPerSecond: 50_000, snapshotRetentionDays: 7 },
  logs: { retentionDays: 365 },
  alarms: {
    emails: ["prod-alarms@example.com", "on-call@example.com"],
    thresholds: {
      "api-5xx": 5,
      "api-latency": 1_000,
      "api-function-errors": 3,
      "api-function-throttles": 1,
      "payment-throttles": 2_000,
      "outbox-age": 300,
      "order-age": 3_600,
      "database-connections": 350,
      "database-cpu": 75,
      "cache-cpu": 75,
      "cache-memory": 75,
    },
  },
  backups: {
    hourly: { schedule: "cron(0 * * * ? *)", deleteAfterDays: 7, copy: "recovery-region" },
    daily: { schedule: "cron(0 5 * * ? *)", deleteAfterDays: 90, copy: "recovery-region" },
  },
  operatorMfa: "aws",
  operators: ["arn:aws:iam::123456789012:user/prod-operator"],
};

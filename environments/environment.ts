import { z } from "zod";
import {
  account,
  backupRule,
  choice,
  cidr,
  clusterSnapshot,
  domainName,
  email,
  hostedZone,
  image,
  list,
  logRetention,
  multipleOf,
  namePrefix,
  principalArn,
  region,
  text,
  wholeNumber,
} from "../modules/environment";

const network = z.strictObject({
  /** Address range of the VPC. It overlaps no other environment's. */
  cidr: cidr(),
  /** NAT gateways: none, one in all, or one in each AZ. */
  natGateways: choice(["none", "single", "per-az"]),
  /** AWS services with an address in the VPC, which private subnets reach without NAT. */
  interfaceEndpoints: z.array(choice(["kms", "logs", "secretsmanager", "sqs", "ssm", "states", "xray"])),
});

const site = z.strictObject({
  /** Domain name of the site, or `none` for the name that CloudFront assigns. */
  domainName,
  /** Route 53 zone of the domain: an existing id, `create`, or `none` without a domain. */
  hostedZone,
  /**
   * Owner of the domain's alias records and of CloudFront's alias: this environment (`managed`), or another one whose
   * place this environment can take (`absent`). A domain is managed by one environment.
   */
  aliasRecords: choice(["managed", "absent"]),
  /** Label of the API's name below the domain: `api` for `api.<domainName>`. */
  apiLabel: namePrefix(20),
  priceClass: choice(["PriceClass_100", "PriceClass_200", "PriceClass_All"]),
  /** Hosts for which browsers insist on HTTPS for a year: the site's name, or all names below it too. */
  strictTransportSecurity: choice(["host", "host-and-subdomains"]),
});

const firewall = z.strictObject({
  /** `count` only observes what `block` refuses. */
  mode: choice(["block", "count"]),
  /**
   * Requests of one address in five minutes, after which it is blocked. One visit with an open order takes about 45.
   */
  requestsPerFiveMinutes: wholeNumber(
    100,
    2_000_000_000,
    "choose what one busy client needs, several behind one address",
  ),
});

const api = z.strictObject({
  requestsPerSecond: wholeNumber(1, 10_000, "stay within the account's throttle"),
  burst: wholeNumber(1, 5_000, "stay within the account's throttle"),
});

const compute = z.strictObject({
  /** Image to run: by digest, which never changes under a deployment, or by tag during development. */
  image,
  memoryMb: wholeNumber(128, 10_240, "choose a size that Lambda offers"),
  timeoutSeconds: wholeNumber(1, 30, "an HTTP API waits at most 30 seconds"),
  /** Execution environments that are always warm; 0 for none. */
  provisionedConcurrency: wholeNumber(0, 1_000, "stay within the account's concurrency"),
  /** Concurrent requests, each with one connection to the writer and one to the reader; others get 503. */
  maxConcurrency: wholeNumber(1, 1_000, "stay within the account's concurrency"),
  /** Concurrent executions that process the order queue. */
  workerConcurrency: wholeNumber(2, 1_000, "SQS accepts 2 to 1000 for one function"),
  /** Lambda concurrency of the account in this region, of which AWS leaves 100 unreserved. @default 1000 */
  accountConcurrency: wholeNumber(100, 1_000_000, "copy the quota of Lambda in this account and region").optional(),
  /** Concurrent tasks of payment workflows; others wait and are retried. */
  paymentConcurrency: wholeNumber(1, 1_000, "stay within the account's concurrency"),
});

const sesIdentityArn = z.string().regex(/^arn:aws:ses:[a-z0-9-]+:\d{12}:identity\/\S+$/, {
  error: "the ARN of an SES identity; copy it from Amazon SES",
});

const siteOrigin = z.string().regex(/^(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d{1,5})?$/, {
  error: "https:// and a host without path, or http://localhost; write the origin of a site",
});

const identity = z.strictObject({
  /** Creator of accounts: visitors (`self-service`) or administrators. */
  signUp: choice(["self-service", "administrators"]),
  /** Origins to which sign-in may return besides the site's own, such as the domain before it is moved here. */
  returnUrls: z.array(siteOrigin),
  /** Second factor of customers. */
  mfa: choice(["required", "off"]),
  /** Sender of the pool's e-mail: Amazon SES, or `cognito`, which sends at most 50 messages a day. */
  email: z.union(
    [z.literal("cognito"), z.strictObject({ identityArn: sesIdentityArn, from: text("a sender", "write one") })],
    {
      error: "cognito or { identityArn, from }; use an SES identity for more than 50 messages a day",
    },
  ),
});

const database = z
  .strictObject({
    minCapacityAcu: multipleOf(0.5, 0.5, 256, "Aurora scales in steps of half an ACU"),
    maxCapacityAcu: multipleOf(0.5, 1, 256, "Aurora scales in steps of half an ACU"),
    /** 1 is a writer only; each further instance is a reader in the next AZ and a failover target. */
    instances: wholeNumber(1, 15, "an Aurora cluster has at most 15 readers"),
    backupRetentionDays: wholeNumber(1, 35, "Aurora retains automated backups for 1 to 35 days"),
    /** Engine version of a new cluster; with `restoreFrom` exactly that of the snapshot. */
    engineVersion: z.string().regex(/^16\.\d{1,2}$/, {
      error: "a version of Aurora PostgreSQL 16, such as 16.8; copy the snapshot's EngineVersion for a restore",
    }),
    /** `none` for a new database, or the ARN of the cluster snapshot that a new cluster starts from. */
    restoreFrom: clusterSnapshot,
  })
  .refine(({ minCapacityAcu, maxCapacityAcu }) => minCapacityAcu <= maxCapacityAcu, {
    path: ["minCapacityAcu"],
    error: "at most maxCapacityAcu; raise the maximum or lower the minimum",
  });

const cache = z
  .strictObject({
    engine: choice(["redis", "valkey"]),
    /**
     * Minimum storage, which is billed. With `none`, ElastiCache bills the minimum of its engine: 1 GB of Redis, or 0.1
     * GB of Valkey.
     */
    minStorageGb: z.union([z.literal("none"), wholeNumber(1, 5_000, "ElastiCache Serverless stores 1 to 5000 GB")], {
      error: "none, or a whole number from 1 to 5000; ElastiCache Serverless stores 1 to 5000 GB",
    }),
    maxStorageGb: wholeNumber(1, 5_000, "ElastiCache Serverless stores 1 to 5000 GB"),
    maxEcpuPerSecond: wholeNumber(1_000, 15_000_000, "ElastiCache Serverless accepts 1000 to 15000000 ECPU per second"),
    snapshotRetentionDays: wholeNumber(0, 35, "ElastiCache retains snapshots for at most 35 days"),
  })
  .refine(({ minStorageGb, maxStorageGb }) => minStorageGb === "none" || minStorageGb <= maxStorageGb, {
    path: ["minStorageGb"],
    error: "at most maxStorageGb; raise the maximum or lower the minimum",
  });

const backups = backupRule.safeExtend({
  /**
   * Copy of every backup in the recovery region, or none. Copies of Aurora are always full: for each GB of database,
   * hourly copies kept 7 days cost about $14 a month of transfer and $4 of storage, daily ones kept 90 days $0.60 and
   * $2.
   */
  copy: choice(["recovery-region", "none"]),
});

/** All settings in which environments can differ. Everything else is the same in all of them. */
export const environmentSchema = z.strictObject({
  /** Name of the stack, and with the project prefix of every physical name. */
  name: namePrefix(12),
  /** Purpose of the environment; `production` must meet the rules of production. */
  stage: choice(["development", "pre-production", "production"]),
  /**
   * `active`, or `pilot-light`: everything exists but the database and the cache, and nothing that is charged by the
   * hour runs.
   */
  operation: choice(["active", "pilot-light"]),
  /** Environment whose place this one takes when that region is lost, or `none`. */
  standbyFor: namePrefix(12),
  project: namePrefix(20),
  /** Team or person that is responsible: the Owner tag. */
  owner: text("a team or person", "name who is responsible"),
  account,
  region,
  availabilityZones: list(z.string(), 2, "at least two zones", "name another zone"),
  /** Region of backup copies. */
  recoveryRegion: region,
  /** Zones of that region in which copies are restored as a test. */
  recoveryZones: list(z.string(), 2, "at least two zones", "name another zone"),
  /** Makes Terraform refuse plans that delete data. */
  deletionProtection: z.boolean(),
  network,
  site,
  firewall,
  api,
  compute,
  identity,
  database,
  cache,
  logs: z.strictObject({ retentionDays: logRetention }),
  alarms: z.strictObject({
    emails: list(email, 1, "at least one address", "name who receives alarms"),
    thresholds: z.strictObject({
      "api-5xx": wholeNumber(1, 1_000_000, "responses in five minutes"),
      "api-latency": wholeNumber(1, 30_000, "milliseconds, p95"),
      "api-function-errors": wholeNumber(1, 1_000_000, "errors in five minutes"),
      "api-function-throttles": wholeNumber(1, 1_000_000, "throttles in five minutes"),
      /** The workflow retries throttled tasks about every 15 seconds: only a backlog deserves an alarm. */
      "payment-throttles": wholeNumber(1, 1_000_000, "throttles in five minutes, about 20 for each task that waits"),
      "outbox-age": wholeNumber(1, 86_400, "seconds that the oldest message has been waiting"),
      "order-age": wholeNumber(1, 86_400, "seconds that an order may be neither paid nor cancelled"),
      "database-connections": wholeNumber(1, 16_000, "open connections"),
      "database-cpu": wholeNumber(1, 100, "per cent"),
      "cache-cpu": wholeNumber(1, 100, "per cent of the ECPU limit"),
      "cache-memory": wholeNumber(1, 100, "per cent of the storage limit"),
    }),
  }),
  backups: z.strictObject({ hourly: backups, daily: backups }),
  /** Second factor of operators: checked by AWS at sign-in, or by the identity provider (IAM Identity Center). */
  operatorMfa: choice(["aws", "identity-provider"]),
  /** IAM principals that may assume the operator role. */
  operators: list(principalArn, 1, "at least one principal", "name who operates the environment"),
});

export type Environment = z.infer<typeof environmentSchema>;

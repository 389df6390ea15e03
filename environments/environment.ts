import { z } from "zod";
import { account, choice, cidr, cronEveryHourOrLess, email, kebab, region, retention, whole, halfAcu } from "./values";

const network = z.strictObject({
  /** Address range of the VPC; it must overlap no other environment's. */
  cidr,
  /** Egress of the private subnets: one NAT gateway in all, or one in each AZ. */
  natGateways: choice(["none", "single", "per-az"]),
  /** AWS services reached inside the VPC instead of through NAT. */
  interfaceEndpoints: z.array(choice(["kms", "logs", "secretsmanager", "ssm", "xray"])),
});

const DOMAIN_NAME = /^(none|(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,})$/;

const site = z.strictObject({
  /** The site's own name, or `none` for the name that CloudFront gives. */
  domainName: z.string().regex(DOMAIN_NAME, {
    error: "none or a lower-case domain name; write it without scheme, wildcard or trailing dot",
  }),
  /** The Route 53 zone of the domain: an existing id, `create`, or `none` without a domain. */
  hostedZone: z.string().regex(/^(none|create|Z[A-Z0-9]{5,31})$/, {
    error: "none, create or the id of a hosted zone; copy the id from Route 53",
  }),
  priceClass: choice(["PriceClass_100", "PriceClass_200", "PriceClass_All"]),
  /** Hosts for which browsers insist on HTTPS for a year: the site's name, or all names below it too. */
  strictTransportSecurity: choice(["host", "host-and-subdomains"]),
});

const firewall = z.strictObject({
  /** `count` only observes what `block` refuses. */
  mode: choice(["block", "count"]),
  /** Requests of one address in five minutes, after which it is blocked. One visit with an open order takes about 45. */
  requestsPerFiveMinutes: whole(100, 2_000_000_000, "choose what one busy client needs, several behind one address"),
});

const api = z.strictObject({
  requestsPerSecond: whole(1, 10_000, "stay within the account's throttle"),
  burst: whole(1, 5_000, "stay within the account's throttle"),
});

const imageDigest = z.string().regex(/^sha256:[0-9a-f]{64}$/, {
  error: "sha256: and 64 hexadecimal digits; copy the digest that the back-end pipeline printed",
});
const imageTag = z.string().regex(/^(?!latest$)\w[\w.-]{0,127}$/, {
  error: "an immutable tag, never latest; name the commit that the image was built from",
});

const compute = z.strictObject({
  /** The image to run: by digest, which never changes under a deployment, or by tag while developing. */
  image: z.union([z.strictObject({ digest: imageDigest }), z.strictObject({ tag: imageTag })], {
    error: "{ digest } or { tag }; name the image to run",
  }),
  memoryMb: whole(128, 10_240, "choose a size that Lambda offers"),
  timeoutSeconds: whole(1, 30, "an HTTP API waits 30 seconds at most"),
  /** Execution environments kept warm; 0 for none. */
  provisionedConcurrency: whole(0, 1_000, "stay within the account's concurrency"),
  /** Requests at once, each with a connection to the writer and one to the reader of the database; more get 503. */
  maxConcurrency: whole(1, 1_000, "stay within the account's concurrency"),
  /** Executions at once that work off the order queue. */
  workerConcurrency: whole(2, 1_000, "SQS takes 2 to 1000 for one function"),
  /** Tasks of payment workflows at once; more wait and are tried again. */
  paymentConcurrency: whole(1, 1_000, "stay within the account's concurrency"),
});

const identity = z.strictObject({
  /** Who makes accounts: visitors themselves, or administrators for them. */
  signUp: choice(["self-service", "administrators"]),
  /** Whether customers have to use a second factor, or may. */
  mfa: choice(["required", "optional"]),
});

const database = z
  .strictObject({
    minCapacityAcu: halfAcu(0.5, 256),
    maxCapacityAcu: halfAcu(1, 256),
    /** 1 is a writer alone; each further one is a reader in the next AZ and a failover target. */
    instances: whole(1, 15, "Aurora takes 15 readers at most"),
    backupRetentionDays: whole(1, 35, "Aurora keeps automated backups for 1 to 35 days"),
    /** `none` for a new database, or the ARN of the cluster snapshot that a new cluster starts from. */
    restoreFrom: z.string().regex(/^(none|arn:aws:rds:[a-z0-9-]+:\d{12}:cluster-snapshot:\S+)$/, {
      error: "none or the ARN of a cluster snapshot; copy it from AWS Backup or RDS",
    }),
  })
  .refine(({ minCapacityAcu, maxCapacityAcu }) => minCapacityAcu <= maxCapacityAcu, {
    path: ["minCapacityAcu"],
    error: "at most maxCapacityAcu; raise the maximum or lower the minimum",
  });

const cache = z
  .strictObject({
    engine: choice(["redis", "valkey"]),
    /** Least storage that is kept ready, and billed. */
    minStorageGb: whole(1, 5_000, "ElastiCache Serverless stores 1 to 5000 GB"),
    maxStorageGb: whole(1, 5_000, "ElastiCache Serverless stores 1 to 5000 GB"),
    maxEcpuPerSecond: whole(1_000, 15_000_000, "ElastiCache Serverless takes 1000 to 15000000 ECPU per second"),
    snapshotRetentionDays: whole(0, 35, "ElastiCache keeps snapshots for 35 days at most"),
  })
  .refine(({ minStorageGb, maxStorageGb }) => minStorageGb <= maxStorageGb, {
    path: ["minStorageGb"],
    error: "at most maxStorageGb; raise the maximum or lower the minimum",
  });

const backupRule = z
  .strictObject({
    /** AWS cron of six fields, at most once an hour. */
    schedule: cronEveryHourOrLess,
    deleteAfterDays: whole(1, 36_500, "say for how many days a recovery point is kept"),
    /** Move to cold storage after so many days; absent for never. */
    coldStorageAfterDays: whole(1, 36_400, "say after how many days").optional(),
    /**
     * Copy of every backup in the recovery region, or none. Copies of Aurora are always full: for each GB of database,
     * hourly copies kept 7 days cost about $14 a month of transfer and $4 of storage, daily ones kept 90 days $0.60 and $2.
     */
    copy: choice(["recovery-region", "none"]),
  })
  .refine(
    ({ deleteAfterDays, coldStorageAfterDays }) =>
      coldStorageAfterDays === undefined || deleteAfterDays >= coldStorageAfterDays + 90,
    {
      path: ["deleteAfterDays"],
      error: "at least 90 days after coldStorageAfterDays; AWS Backup bills cold storage for 90 days",
    },
  );

/** Everything in which environments may differ. What is not here is the same in all of them. */
export const environmentSchema = z.strictObject({
  /** Names the stack, and with the project every resource. */
  name: kebab(12),
  /** What the environment is for; `production` must meet the rules of production. */
  stage: choice(["development", "pre-production", "production"]),
  project: kebab(20),
  /** Who answers for the environment: the Owner tag. */
  owner: z.string().min(1, { error: "a team or person; say who is responsible" }),
  account,
  region,
  availabilityZones: z.array(z.string()).min(2, { error: "at least two zones; name another one" }),
  /** Where copies of backups are kept. */
  recoveryRegion: region,
  /** Refuse any plan that would delete data. */
  deletionProtection: z.boolean(),
  network,
  site,
  firewall,
  api,
  compute,
  identity,
  database,
  cache,
  logs: z.strictObject({ retentionDays: retention }),
  alarms: z.strictObject({
    emails: z.array(email).min(1, { error: "at least one address; say who is woken" }),
    thresholds: z.strictObject({
      "api-5xx": whole(1, 1_000_000, "responses in five minutes"),
      "api-latency": whole(1, 30_000, "milliseconds, p95"),
      "api-function-errors": whole(1, 1_000_000, "errors in five minutes"),
      "api-function-throttles": whole(1, 1_000_000, "throttles in five minutes"),
      /** The workflow waits out what is refused, about every 15 seconds: only a backlog is worth an alarm. */
      "payment-throttles": whole(1, 1_000_000, "throttles in five minutes, about 20 for each task that waits"),
      "outbox-age": whole(1, 86_400, "seconds that the oldest message has been waiting"),
      "order-age": whole(1, 86_400, "seconds that an order may be neither paid nor cancelled"),
      "database-connections": whole(1, 16_000, "open connections"),
      "database-cpu": whole(1, 100, "per cent"),
      "cache-cpu": whole(1, 100, "per cent of the ECPU limit"),
      "cache-memory": whole(1, 100, "per cent of the storage limit"),
    }),
  }),
  backups: z.strictObject({ hourly: backupRule, daily: backupRule }),
  /** IAM principals that may assume the operator role. */
  operators: z
    .array(
      z.string().regex(/^arn:aws:iam::\d{12}:(user|role)\/[\w+=,.@/-]+$/, {
        error: "the ARN of one IAM user or role; name people or groups of people, never a wildcard",
      }),
    )
    .min(1, { error: "at least one principal; say who operates the environment" }),
});

export type Environment = z.infer<typeof environmentSchema>;

import {
  accepted,
  account,
  backupRule,
  choice,
  cidr,
  email,
  list,
  logRetention,
  multipleOf,
  namePrefix,
  text,
  wholeNumber,
} from "groundplan/environment";
import { domainName, imageDigest, matching } from "groundplan/core";
import { z } from "zod";

const network = z.strictObject({
  cidr: cidr(),
  natGateways: choice(["single", "per-az"]),
  /** Services that tasks reach without NAT; each is billed by zone and hour. */
  interfaceEndpoints: z.array(choice(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "sqs", "ssm"])),
});

const site = z.strictObject({
  /** Domain name of the shop; the load balancer is `origin.<domainName>`. */
  domainName: accepted(domainName()),
  /** Id of the Route 53 zone of the domain. */
  hostedZone: accepted(matching(/^Z[A-Z0-9]{5,31}$/, "the id of a hosted zone", "copy the id from Route 53")),
});

const firewall = z.strictObject({
  /** `count` only records what `block` refuses. */
  mode: choice(["block", "count"]),
  requestsPerFiveMinutes: wholeNumber(100, 2_000_000_000, "choose what one busy address needs"),
});

const taskNumber = (fix: string) => wholeNumber(1, 500, fix);

/** Limits of a metric: tasks are added above `high`, and removed while all metrics are below `low`. */
const limits = (max: number) => {
  const limit = wholeNumber(1, max, "choose the load of one task");
  return z.strictObject({ high: limit, low: limit });
};

const api = z.strictObject({
  /** Tasks at the creation of the service. */
  tasks: taskNumber("choose the tasks of a normal day"),
  minTasks: taskNumber("choose the tasks of a quiet night"),
  maxTasks: taskNumber("each task has database connections of its own"),
  cpuPercent: limits(100),
  memoryPercent: limits(100),
  /** Requests in a minute for each running task. */
  requestsPerTask: limits(1_000_000),
  addTasks: taskNumber("choose the tasks of one step"),
  removeTasks: taskNumber("choose the tasks of one step"),
  cooldownSeconds: wholeNumber(60, 3_600, "wait until new tasks serve"),
  /** Requests in a minute that the application answers for one customer or address. */
  requestsPerMinute: wholeNumber(1, 9_999_999, "choose what one busy customer needs"),
});

const worker = z.strictObject({
  minTasks: taskNumber("at least one task sends the outbox"),
  maxTasks: taskNumber("each task has database connections of its own"),
  /** Messages that may wait for each task: tolerated seconds of waiting by seconds of one message. */
  messagesPerTask: wholeNumber(1, 100_000, "choose the backlog of one task"),
});

const database = z.strictObject({
  instanceClass: choice(["db.t4g.medium", "db.r6g.large", "db.r6g.xlarge"]),
  storageGb: wholeNumber(20, 65_536, "choose the size of the volume; it can only grow"),
  /** Place of a standby: another zone, or `none`. */
  standby: choice(["other-zone", "none"]),
  /** Zones with a read replica each. */
  replicaZones: z.array(z.string()),
  /** Connections that each instance accepts, within the memory of the class. */
  maxConnections: wholeNumber(50, 5_000, "choose tasks times connections of a task, and a reserve"),
  backupRetentionDays: wholeNumber(1, 35, "RDS keeps automated backups 1 to 35 days"),
});

const cache = z.strictObject({
  nodeType: choice(["cache.t4g.micro", "cache.r6g.large"]),
  shards: wholeNumber(1, 90, "ElastiCache allows 90 shards"),
  replicasPerShard: wholeNumber(1, 5, "failover needs a replica of each shard"),
  snapshotRetentionDays: wholeNumber(1, 35, "ElastiCache retains snapshots for at most 35 days"),
});

const images = z.strictObject({
  /** Digest of the application's image that Terraform creates services with; the pipeline deploys later ones. */
  application: accepted(imageDigest()),
  /** Digest of the copy of the ADOT collector. */
  collector: accepted(imageDigest()),
});

const deployment = z.strictObject({
  shift: choice(["all-at-once", "canary-10-percent-5-minutes", "linear-10-percent-every-1-minute"]),
  /** Minutes that old tasks remain after the traffic has moved. */
  terminationWaitMinutes: wholeNumber(0, 2_880, "choose how long a rollback starts no task"),
});

const amount = multipleOf(1, 1, 1_000_000, "choose US dollars of a month");

/** Settings in which environments differ. Everything else is the same in all of them. */
export const environmentSchema = z.strictObject({
  name: namePrefix(12),
  stage: choice(["development", "pre-production", "production"]),
  project: namePrefix(14),
  /** Beginning of every physical name, of no other environment. */
  prefix: namePrefix(17),
  owner: text("the team that answers alarms", "name a team"),
  account,
  /** Region of the document; CloudFront and its web ACL need resources in it too. */
  region: z.literal("us-east-1", { error: "us-east-1; the certificate and the web ACL of CloudFront are in it" }),
  availabilityZones: list(z.string(), 2, "two zones", "name another zone"),
  /** Region of copies. */
  recoveryRegion: choice(["us-east-2", "us-west-2", "eu-west-1"]),
  deletionProtection: z.boolean(),
  network,
  site,
  firewall,
  images,
  api,
  worker,
  database,
  cache,
  deployment,
  /** Share of the requests that X-Ray records, unless a caller has decided; each trace is billed. */
  tracedPercent: wholeNumber(0, 100, "choose the share that the budget allows"),
  logRetentionDays: logRetention,
  alarmEmails: list(email, 1, "at least one address", "name who receives alarms"),
  /** Daily snapshots, each with a copy in `recoveryRegion`. */
  backups: backupRule,
  budget: z.strictObject({ limitUsd: amount, thresholdsUsd: z.array(amount) }),
});

export type Environment = z.infer<typeof environmentSchema>;

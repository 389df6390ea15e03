import {
  account,
  choice,
  cidr,
  email,
  list,
  logRetention,
  multipleOf,
  namePrefix,
  region,
  text,
  wholeNumber,
  accepted,
} from "groundplan/environment";
import { domainName, imageDigest, matching } from "groundplan/core";
import { z } from "zod";

const network = z.strictObject({
  cidr: cidr(),
  /** Zone of tasks, NAT gateway and database; the other zone has the subnets that AWS requires. */
  workloadZone: text("a zone of availabilityZones", "name the zone that everything runs in"),
  /** Blocks by the order of zones. Elastic Load Balancing requires a /27 in each. */
  subnetCidrs: z.strictObject({ public: z.array(cidr(17, 27)), private: z.array(cidr(17, 28)) }),
});

const site = z.strictObject({
  /** Domain name of the shop; its wildcard is on the certificate too. */
  domainName: accepted(domainName()),
  /** Id of the Route 53 zone of the domain. */
  hostedZone: accepted(matching(/^Z[A-Z0-9]{5,31}$/, "the id of a hosted zone", "copy the id from Route 53")),
});

const service = z.strictObject({
  /** Digest of the image in the repository of the stack. */
  imageDigest: accepted(imageDigest()),
  /** Tasks at the creation of the service. */
  tasks: wholeNumber(1, 100, "choose the tasks of a normal day"),
  minTasks: wholeNumber(1, 100, "choose the tasks of a quiet night"),
  maxTasks: wholeNumber(1, 100, "each task has database connections of its own"),
});

const database = z.strictObject({
  instanceClass: choice(["db.t3.micro", "db.t3.small", "db.t3.medium"]),
  storageGb: wholeNumber(20, 399, "gp3 changes its base rates at 400 GiB"),
  /** Connections that MySQL accepts, within the memory of the class. */
  maxConnections: wholeNumber(10, 300, "choose tasks times connections of a task, and a reserve"),
  backupRetentionDays: wholeNumber(1, 35, "RDS keeps automated backups 1 to 35 days"),
});

const amount = multipleOf(1, 1, 1_000_000, "choose US dollars of a month");

/** Settings of one environment; each value may differ between stages. */
export const environmentSchema = z.strictObject({
  name: namePrefix(12),
  stage: choice(["development", "production"]),
  project: namePrefix(14),
  owner: text("the team that answers alarms", "name a team"),
  account,
  region,
  availabilityZones: list(z.string(), 2, "two zones", "an ALB and a DB subnet group need subnets in two zones"),
  deletionProtection: z.boolean(),
  network,
  site,
  service,
  database,
  logRetentionDays: logRetention,
  alarmEmails: z.array(email),
  budget: z.strictObject({ limitUsd: amount, thresholdsUsd: z.array(amount) }),
});

export type Environment = z.infer<typeof environmentSchema>;

import {
  accepted,
  account,
  backupRule,
  choice,
  cidr,
  email,
  list,
  logRetention,
  namePrefix,
  orNone,
  text,
  wholeNumber,
} from "groundplan/environment";
import { domainName, matching, satisfying } from "groundplan/core";
import { z } from "zod";

const interfaceEndpoints = z.array(
  choice(["kms", "logs", "monitoring", "secretsmanager", "sqs", "ssm", "states", "sts", "xray"]),
);

const network = z.strictObject({
  cidr: cidr(),
  natGateways: choice(["single", "per-az"]),
  /** Services that functions reach without NAT; each is billed by zone and hour. */
  interfaceEndpoints,
});

/** Judges a document with the public keys of a pool, without which the standby admits nobody. */
function isKeySet(text: string): boolean {
  const key = z.looseObject({
    kid: z.string().min(1),
    kty: z.literal("RSA"),
    n: z.string().min(1),
    e: z.string().min(1),
  });
  try {
    return z.strictObject({ keys: z.array(key).min(1) }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The passive region. */
const standby = z.strictObject({
  region: z.literal("us-west-2", { error: "us-west-2; the stacks of the standby are in it" }),
  availabilityZones: list(z.string(), 2, "two zones", "name another zone"),
  network,
  /** ARN of the key of copies: the output `copies-key-arn` of the stack `<name>-recovery`, which is applied first. */
  copiesKeyArn: accepted(
    matching(
      /^arn:aws:kms:us-west-2:\d{12}:key\/[0-9a-f-]{36}$/,
      "the ARN of a key in us-west-2",
      "copy the output copies-key-arn of the recovery stack",
    ),
  ),
  /** Pool and client of the main region, whose tokens the standby accepts: Cognito has one region. */
  signIn: z.strictObject({
    userPoolId: accepted(
      matching(
        /^us-east-1_[A-Za-z0-9]+$/,
        "the id of a pool in us-east-1",
        "copy the output user-pool-id of the main stack",
      ),
    ),
    clientId: accepted(
      matching(/^[a-z0-9]{20,128}$/, "the id of a client", "copy the output client-id of the main stack"),
    ),
    /** Public keys of the pool, so that tokens are verified without the main region. */
    keys: accepted(
      satisfying(
        isKeySet,
        "a JWKS document",
        "copy https://cognito-idp.us-east-1.amazonaws.com/<user-pool-id>/.well-known/jwks.json",
      ),
    ),
  }),
});

const site = z.strictObject({
  /** Domain name of the application. */
  domainName: accepted(domainName()),
  /** Id of the Route 53 zone of the domain. */
  hostedZone: accepted(matching(/^Z[A-Z0-9]{5,31}$/, "the id of a hosted zone", "copy the id from Route 53")),
});

const firewall = z.strictObject({
  /** `count` only records what `block` refuses. */
  mode: choice(["block", "count"]),
  /** The document limits a user to 1000 requests a minute. */
  requestsPerFiveMinutes: wholeNumber(100, 2_000_000_000, "choose what one busy address needs"),
  /** Ranges that are refused, whatever they ask. */
  blockedIpRanges: z.array(z.string()),
  /** Ranges that skip the countries and the lists of ill repute. */
  trustedIpRanges: z.array(z.string()),
  /** Countries whose requests are refused, or `all` for none. */
  countries: z.union([z.literal("all"), z.strictObject({ except: list(z.string(), 1, "a country", "name one") })], {
    error: "all or { except: [...] }; name the refused countries by their ISO code",
  }),
});

/** Visits of the site by a program. */
const canary = z.strictObject({
  /** Five minutes cost $10 a month. */
  everyMinutes: wholeNumber(1, 60, "choose a divisor of 60"),
  /** SHA-256 of the archive with `canary/visitor.js`, which the lake's bucket has. */
  scriptSha256: accepted(matching(/^[0-9a-f]{64}$/, "a SHA-256", "copy the hash of the uploaded archive")),
});

/** People who hear of failed payments, beside the operators of the platform. */
const billingOperators = z.strictObject({
  emails: z.array(email),
  /** Numbers of E.164 for SMS. */
  numbers: z.array(z.string()),
});

const capacity = z.strictObject({
  minUnits: wholeNumber(1, 40_000, "choose the units of a quiet hour"),
  maxUnits: wholeNumber(1, 40_000, "choose the units of a busy hour"),
});

const dax = z.strictObject({
  nodeType: choice(["dax.t3.small", "dax.t3.medium", "dax.r5.large"]),
  nodes: wholeNumber(1, 11, "choose one node for each zone"),
});

const tables = z.strictObject({
  /** Billing of tables without indexes; provisioned units scale, and tables with indexes are always on demand. */
  capacity: z.union([z.literal("on-demand"), capacity], {
    error: "on-demand or { minUnits, maxUnits }; choose how tables are billed",
  }),
  /** Cache of reads in front of the tables, billed by node and hour. */
  dax: z.union([z.literal("none"), dax], { error: "none or { nodeType, nodes }; choose whether reads are cached" }),
});

const database = z.strictObject({
  instanceClass: choice(["db.t4g.medium", "db.r6g.large", "db.r6g.xlarge"]),
  storageGb: wholeNumber(20, 65_536, "choose the size of the volume; it can only grow"),
  /** `multi-az` has a standby in another zone. */
  availability: choice(["multi-az", "one-zone"]),
  /** Zones with a read replica. */
  replicaZones: z.array(z.string()),
  /** Connections that the instance accepts, within the memory of the class. */
  maxConnections: wholeNumber(50, 5_000, "choose the proxy's connections, jobs and a reserve"),
  backupRetentionDays: wholeNumber(1, 35, "RDS keeps automated backups 1 to 35 days"),
  /** ARN of the snapshot that a new instance starts from, or `none`. The return from the standby uses it. */
  restoreFrom: accepted(
    orNone(
      matching(
        /^arn:aws:rds:us-east-1:\d{12}:snapshot:[A-Za-z0-9:-]+$/,
        "the ARN of an RDS snapshot in us-east-1",
        "copy the snapshot into us-east-1 first",
      ),
    ),
  ),
});

const cache = z.strictObject({
  nodeType: choice(["cache.t4g.micro", "cache.t4g.medium", "cache.r6g.large"]),
  replicas: wholeNumber(1, 5, "failover needs a replica"),
  snapshotRetentionDays: wholeNumber(1, 35, "ElastiCache retains snapshots for at most 35 days"),
});

/** Settings in which environments differ. Everything else is the same in all of them. */
export const environmentSchema = z.strictObject({
  name: namePrefix(12),
  stage: choice(["development", "pre-production", "production"]),
  /** Beginning of every physical name, of no other environment. */
  prefix: namePrefix(12),
  owner: text("the team that answers alarms", "name a team"),
  account,
  /** CloudFront needs its certificate and its web ACL in this region. */
  region: z.literal("us-east-1", { error: "us-east-1; the certificate and the web ACL of CloudFront are in it" }),
  availabilityZones: list(z.string(), 2, "two zones", "name another zone"),
  deletionProtection: z.boolean(),
  network,
  /** The passive region, or `none`. */
  standby: z.union([z.literal("none"), standby], {
    error: "none or the settings of us-west-2; name the passive region",
  }),
  /** Region that serves: `standby` promotes the replica of the database, which no setting undoes. */
  active: choice(["main", "standby"]),
  site,
  firewall,
  /** Size of the stage cache in GB, billed by the hour, or `none`. */
  stageCacheGb: z.union([z.literal("none"), z.literal(0.5), z.literal(1.6)], {
    error: "none, 0.5 or 1.6; choose whether the API caches answers",
  }),
  /** `reserved` gives each function the executions of the contract; `shared` leaves them to the account. */
  concurrency: choice(["reserved", "shared"]),
  /** `live` moves money. */
  payPal: choice(["live", "sandbox"]),
  canary: z.union([z.literal("none"), canary], {
    error: "none or { everyMinutes, scriptSha256 }; upload the script first",
  }),
  billingOperators,
  /** `page` notifies PagerDuty of critical alarms, by the sensitive variable `pager-duty-url`. */
  onCall: choice(["page", "none"]),
  /** `advanced` needs the subscription of the account. */
  ddosProtection: choice(["standard", "advanced"]),
  tables,
  database,
  cache,
  /** Cron expression of Glue in UTC. */
  etlSchedule: text("cron(minute hour day month weekday year)", "write the times of the job"),
  /** `subscribed` once somebody has ordered QuickSight Enterprise for the account, which is billed by author. */
  quickSight: choice(["none", "subscribed"]),
  logRetentionDays: logRetention,
  alarmEmails: list(email, 1, "at least one address", "name who receives alarms"),
  backups: backupRule,
});

export type Environment = z.infer<typeof environmentSchema>;

/** Settings of the passive region. */
export type Standby = Exclude<Environment["standby"], "none">;

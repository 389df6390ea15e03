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
  region,
  text,
  wholeNumber,
} from "groundplan/environment";
import { domainName, imageDigest, matching } from "groundplan/core";
import { z } from "zod";

const network = z.strictObject({
  cidr: cidr(),
  natGateways: choice(["single", "per-az"]),
  /** Services that functions and tasks reach without NAT; each is billed by zone and hour. */
  interfaceEndpoints: z.array(choice(["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "ssm", "xray"])),
});

const site = z.strictObject({
  /** Amplify Hosting, or a private bucket behind CloudFront. */
  hosting: choice(["amplify", "cloudfront"]),
  /** Domain name of the shop. */
  domainName: accepted(domainName()),
  /** Id of the Route 53 zone of the domain. */
  hostedZone: accepted(matching(/^Z[A-Z0-9]{5,31}$/, "the id of a hosted zone", "copy the id from Route 53")),
  /** Further origins whose scripts may call the API, such as that of pages on a developer's machine. */
  furtherOrigins: z.array(
    accepted(
      matching(
        /^(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d+)?$/,
        "https://<host> or http://localhost, in lower case",
        "write it without path and final slash",
      ),
    ),
  ),
});

const firewall = z.strictObject({
  /** `count` only records what `block` refuses. */
  mode: choice(["block", "count"]),
  requestsPerFiveMinutes: wholeNumber(100, 2_000_000_000, "choose what one busy address needs"),
});

const identityProvider = z.strictObject({
  metadataUrl: z.httpUrl({ error: "an HTTPS URL; copy it from the provider" }),
  /** E-mail domains whose users the sign-in pages send to the provider. */
  domains: z.array(accepted(domainName())),
});

const database = z.strictObject({
  instanceClass: choice(["db.t4g.medium", "db.r6g.large", "db.r6g.xlarge"]),
  storageGb: wholeNumber(20, 65_536, "choose the size of the volume; it can only grow"),
  /** Place of a standby: another zone, or `none`. */
  standby: choice(["other-zone", "none"]),
  /** Connections that the instance accepts, within the memory of the class. */
  maxConnections: wholeNumber(50, 5_000, "choose functions at once, jobs and a reserve"),
  backupRetentionDays: wholeNumber(1, 35, "RDS keeps automated backups 1 to 35 days"),
});

const cache = z.strictObject({
  nodeType: choice(["cache.t4g.micro", "cache.t4g.medium", "cache.r6g.large"]),
  replicas: wholeNumber(1, 5, "failover needs a replica"),
  snapshotRetentionDays: wholeNumber(1, 35, "ElastiCache retains snapshots for at most 35 days"),
});

const batch = z.strictObject({
  /** Digest of the job's image in the repository of the stack. */
  imageDigest: accepted(imageDigest()),
  /** Cron expression of EventBridge Scheduler, in UTC. */
  schedule: text("cron(minute hour day month weekday year)", "write the times of the job"),
  /** Hours after which an alarm misses a successful run. */
  successWithinHours: wholeNumber(1, 168, "choose more than the interval of the schedule"),
});

/** Settings in which environments differ. Everything else is the same in all of them. */
export const environmentSchema = z.strictObject({
  name: namePrefix(12),
  stage: choice(["development", "pre-production", "production"]),
  /** The document's input ProjectName: beginning of every physical name, of no other environment. */
  projectName: namePrefix(17),
  /** The document's input DbPasswordSecretName: name of the secret with user and password of the database. */
  dbPasswordSecretName: accepted(
    matching(/^[\w/+=.@-]{1,512}$/, "letters, digits and /_+=.@-", "choose a name of Secrets Manager"),
  ),
  owner: text("the team that answers alarms", "name a team"),
  account,
  /** Region of the account's stack. Certificates, web ACL and alarms of CloudFront are in us-east-1 nevertheless. */
  region,
  /** Region of copies of recovery points. */
  recoveryRegion: region,
  availabilityZones: list(z.string(), 2, "two zones", "name another zone"),
  deletionProtection: z.boolean(),
  network,
  site,
  /** Name of the API's stage, the last part of its URL. */
  stageName: accepted(matching(/^\w{1,128}$/, "letters, digits and _", "choose a name for the URL")),
  /** Size of the stage's cache, which is billed by the hour. */
  stageCacheGb: z.literal(["none", 0.5, 1.6, 6.1], { error: "none, 0.5, 1.6 or 6.1; choose a size in GB" }),
  firewall,
  /** SAML 2.0 providers by name, whose users sign in by the hosted pages. */
  identityProviders: z.record(z.string(), identityProvider),
  /** `advanced` needs the subscription of the account. */
  ddosProtection: choice(["standard", "advanced"]),
  database,
  cache,
  batch,
  /** Cron expression of Glue in UTC, after the batch. */
  etlSchedule: text("cron(minute hour day month weekday year)", "write the times of the job"),
  /** `subscribed` once somebody has ordered QuickSight Enterprise for the account, which is billed by author. */
  quickSight: choice(["none", "subscribed"]),
  logRetentionDays: logRetention,
  alarmEmails: list(email, 1, "at least one address", "name who receives alarms"),
  backups: backupRule,
});

export type Environment = z.infer<typeof environmentSchema>;

import { z } from "zod";
import {
  AWS_REGIONS,
  BACKUP_RETENTION,
  LOG_RETENTION_DAYS,
  accountId,
  domainName as domainNameRule,
  imageDigest,
  imageTag,
  matching,
  parseCidr,
  privateRange,
  formatCidr,
  type Rule,
} from "../core";
import { accepted, choice, orNone, wholeNumber } from "./settings";

const KEBAB = (maxLength: number): RegExp => new RegExp(`^(?=.{1,${maxLength}}$)[a-z](?!.*--)[a-z0-9-]*(?<!-)$`);
const EMAIL = /^[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/;
const PRINCIPAL_ARN = /^arn:aws(?:-cn|-us-gov)?:iam::\d{12}:(user|role)\/[\w+=,.@/-]+$/;
const HOSTED_ZONE = /^(create|Z[A-Z0-9]{5,31})$/;
const HOURLY_CRON = /^cron\([0-5]?\d \S+ (\? \S+ \S+|\S+ \S+ \?) \S+\)$/;
const CLUSTER_SNAPSHOT = /^arn:aws(?:-cn|-us-gov)?:rds:[a-z0-9-]+:\d{12}:cluster-snapshot:\S+$/;

/** A prefix of physical names in kebab-case. */
export function namePrefix(maxLength: number) {
  const characters = `at most ${maxLength} lower-case letters, digits and single hyphens`;
  return accepted(matching(KEBAB(maxLength), characters, "shorten or reword it: every physical name begins with it"));
}

/** An AWS account id, in quotes. */
export const account = accepted(accountId("copy it from the account's page, and write it in quotes"));

/** A region of AWS. */
export const region = choice(AWS_REGIONS);

/** A retention period of CloudWatch Logs in days. */
export const logRetention = z.literal(LOG_RETENTION_DAYS, {
  error: `${LOG_RETENTION_DAYS.join(", ")}; CloudWatch Logs offers no other period`,
});

/** A domain name, or `none`. */
export const domainName = accepted(orNone(domainNameRule()));

/** A Route 53 zone: the id of an existing one, `create`, or `none`. */
export const hostedZone = accepted(
  orNone(matching(HOSTED_ZONE, "create or the id of a hosted zone", "copy the id from Route 53")),
);

/** An IPv4 range of `/minPrefix` to `/maxPrefix` without host bits. */
export function cidr(minPrefix = 16, maxPrefix = 24) {
  return accepted(networkOf(minPrefix, maxPrefix));
}

/** An e-mail address. */
export const email = accepted(matching(EMAIL, "one e-mail address", "SNS sends to addresses, not to patterns"));

/** The ARN of one IAM user or role. */
export const principalArn = accepted(
  matching(PRINCIPAL_ARN, "the ARN of one IAM user or role", "name people or their roles, never a wildcard"),
);

/** A container image: by digest, which never changes, or by a tag other than `latest`. */
export const image = z.union(
  [z.strictObject({ digest: accepted(imageDigest()) }), z.strictObject({ tag: accepted(imageTag()) })],
  { error: "{ digest } or { tag }; name the image to run" },
);

/** The ARN of the cluster snapshot that a new database cluster starts from, or `none`. */
export const clusterSnapshot = accepted(
  orNone(matching(CLUSTER_SNAPSHOT, "the ARN of a cluster snapshot", "copy it from AWS Backup or RDS")),
);

/** A cron expression of AWS Backup: six fields, at most once an hour. */
export const backupSchedule = accepted(
  matching(
    HOURLY_CRON,
    "cron(minute hour day month weekday year) with one minute and ? in one of the day fields",
    "AWS Backup runs at most hourly",
  ),
);

/** Schedule and retention of backups; cold storage only where it is at least 90 days before deletion. */
export const backupRule = z
  .strictObject({
    schedule: backupSchedule,
    deleteAfterDays: wholeNumber(1, BACKUP_RETENTION.maxDays, "choose the retention of a recovery point in days"),
    coldStorageAfterDays: wholeNumber(
      1,
      BACKUP_RETENTION.maxDaysBeforeColdStorage,
      "choose the days before cold storage, or leave it out",
    ).optional(),
  })
  .refine(
    ({ deleteAfterDays, coldStorageAfterDays }) =>
      coldStorageAfterDays === undefined || deleteAfterDays >= coldStorageAfterDays + BACKUP_RETENTION.coldStorageDays,
    {
      path: ["deleteAfterDays"],
      error: `at least ${BACKUP_RETENTION.coldStorageDays} days after coldStorageAfterDays; AWS Backup bills cold storage for 90 days`,
    },
  );

function networkOf(minPrefix: number, maxPrefix: number): Rule<string> {
  return (value) => {
    const range = parseCidr(value);
    const sized = range && range.prefix >= minPrefix && range.prefix <= maxPrefix;
    if (sized && range.address % 2 ** (32 - range.prefix) === 0) return privateRange()(value);
    const allowed = `an IPv4 network of /${minPrefix} to /${maxPrefix} without host bits, such as 10.20.0.0/16`;
    return [{ allowed, fix: sized ? `write ${withoutHostBits(range)}` : "choose a range of that size" }];
  };
}

function withoutHostBits({ address, prefix }: { readonly address: number; readonly prefix: number }): string {
  return formatCidr({ address: address - (address % 2 ** (32 - prefix)), prefix });
}

import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Construct } from "constructs";
import { Validation, checkName } from "../../core";
import type { BucketProps } from "./bucket";

/** What buckets are for. All but `logs` hold content and are versioned. */
export const BUCKET_INTENTS = ["website", "logs", "artifacts", "content"] as const;

export type BucketIntent = (typeof BUCKET_INTENTS)[number];

const LOG_EXPIRY_DAYS = 365;
const NONCURRENT_DAYS = 90;
const ABORT_UPLOADS_AFTER_DAYS = 7;
const MAX_DAYS = 36_500;
const OWN_KEY_INTENTS = ["artifacts", "content"];

export function isVersioned({ intent }: BucketProps): boolean {
  return intent !== "logs";
}

/** One rule for each thing that would otherwise accumulate: unfinished uploads, replaced versions, old objects. */
export function lifecycleRules(props: BucketProps): S3BucketLifecycleConfigurationRule[] {
  const { expireAfterDays = isVersioned(props) ? undefined : LOG_EXPIRY_DAYS, noncurrentDays = NONCURRENT_DAYS } =
    props;
  const everyObject = { status: "Enabled", filter: [{ prefix: "" }] };
  const incompleteUploads = {
    ...everyObject,
    id: "incomplete-uploads",
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS }],
  };
  const noncurrentVersions = {
    ...everyObject,
    id: "noncurrent-versions",
    noncurrentVersionExpiration: [{ noncurrentDays }],
    expiration: [{ expiredObjectDeleteMarker: true }],
  };
  const expiry = { ...everyObject, id: "expiry", expiration: [{ days: expireAfterDays }] };
  return [
    incompleteUploads,
    ...(isVersioned(props) ? [noncurrentVersions] : []),
    ...(expireAfterDays === undefined ? [] : [expiry]),
  ];
}

/** @throws InputError with every problem of the props. */
export function validateBucket(scope: Construct, id: string, props: BucketProps): void {
  const { name, intent, account, expireAfterDays, noncurrentDays, backup } = props;
  const validation = new Validation(scope, id)
    .oneOf<string>("intent", intent, BUCKET_INTENTS, "say what the bucket is for")
    .accountId("account", account)
    .integer("expireAfterDays", expireAfterDays, 1, MAX_DAYS, "choose how long objects are kept")
    .integer("noncurrentDays", noncurrentDays, 1, MAX_DAYS, "choose how long replaced versions are kept")
    .matches("backup", backup, /^[\w.:/=+@-]{1,256}$/, "a tag value", 'name the plan, or write "none"');
  checkName(validation, "bucket name", name);
  checkEncryption(validation, props);
  checkLifetimes(validation, props);
  validation.throwIfInvalid();
}

function checkEncryption(validation: Validation, { intent, key }: BucketProps): void {
  const managed = key === undefined || key === "s3-managed";
  const ownKey = OWN_KEY_INTENTS.includes(intent);
  validation
    .check(
      !ownKey || key !== undefined,
      "key",
      key,
      'a key, or "s3-managed" for content of no consequence',
      "pass the key that protects the content",
    )
    .check(
      ownKey || managed,
      "key",
      managed ? key : "a key",
      `"s3-managed" for ${intent}`,
      "leave the key out: the services that use such a bucket cannot use it",
    );
}

function checkLifetimes(validation: Validation, { intent, expireAfterDays, noncurrentDays }: BucketProps): void {
  validation
    .check(
      intent !== "website" || expireAfterDays === undefined,
      "expireAfterDays",
      expireAfterDays,
      "nothing for website",
      "leave it out: a live site must not expire",
    )
    .check(
      intent !== "logs" || noncurrentDays === undefined,
      "noncurrentDays",
      noncurrentDays,
      "nothing for logs",
      "leave it out: logs are not versioned; expireAfterDays limits them",
    );
}

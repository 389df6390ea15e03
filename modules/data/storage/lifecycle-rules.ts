import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { LOG_EXPIRY_DAYS, isVersioned, type BucketSettings } from "./bucket-props";

const ABORT_UPLOADS_AFTER_DAYS = 7;

/**
 * Returns one rule per kind of object that would accumulate: incomplete uploads, noncurrent versions, expired
 * objects.
 */
export function lifecycleRules(settings: BucketSettings): S3BucketLifecycleConfigurationRule[] {
  const versioned = isVersioned(settings);
  const { noncurrentDays, expireAfterDays = versioned ? undefined : LOG_EXPIRY_DAYS } = settings;
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
  const infrequentAccess = {
    ...everyObject,
    id: "infrequent-access",
    transition: [{ days: settings.infrequentAccessAfterDays, storageClass: "STANDARD_IA" }],
  };
  const expiry = { ...everyObject, id: "expiry", expiration: [{ days: expireAfterDays }] };
  return [
    incompleteUploads,
    ...(versioned ? [noncurrentVersions] : []),
    ...(settings.infrequentAccessAfterDays === undefined ? [] : [infrequentAccess]),
    ...(expireAfterDays === undefined ? [] : [expiry]),
  ];
}

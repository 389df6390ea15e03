import { type BadInput, refused } from "../bad-input";

const bucket = (changes: object = {}) => ({
  aws_s3_bucket: { photos: { bucket: "shop-photos-123456789012", ...changes } },
});
const BUCKET = { bucket: "${aws_s3_bucket.photos.id}" };
const bucketPart = (type: string, values: object, others: object = {}) => ({
  ...bucket(),
  ...others,
  [type]: { photos: { ...BUCKET, ...values } },
});
const VERSIONED = {
  aws_s3_bucket_versioning: { photos: { ...BUCKET, versioning_configuration: [{ status: "Enabled" }] } },
};
const lifecycle = (rule: object) =>
  bucketPart("aws_s3_bucket_lifecycle_configuration", {
    rule: [{ id: "old", status: "Enabled", filter: [{ prefix: "" }], ...rule }],
  });
const REPLICA = "arn:aws:s3:::shop-photos-replica";
const replication = (rule: object, others: object = VERSIONED) =>
  bucketPart(
    "aws_s3_bucket_replication_configuration",
    {
      role: "arn:aws:iam::123456789012:role/replication",
      rule: [
        {
          id: "all",
          status: "Enabled",
          filter: [{ prefix: "" }],
          priority: 1,
          delete_marker_replication: [{ status: "Disabled" }],
          destination: [{ bucket: REPLICA }],
          ...rule,
        },
      ],
    },
    others,
  );
const policy = (statement: object, others: object = {}) =>
  bucketPart(
    "aws_s3_bucket_policy",
    { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
    others,
  );
const ACCOUNT = { AWS: "arn:aws:iam::123456789012:root" };

export const STORAGE: readonly BadInput[] = [
  refused(
    "pf-s3-replication-requires-versioning",
    "aws_s3_bucket.photos ",
    "replication_configuration is set but bucket versioning is not",
    replication({}, {}),
  ),
  refused(
    "pf-s3-replication-rtc-minutes-15",
    "aws_s3_bucket_replication_configuration.photos rule[0].destination.replication_time",
    "replication_time.time.minutes is 30; S3 accepts only 15",
    replication({
      destination: [
        {
          bucket: REPLICA,
          replication_time: [{ status: "Enabled", time: [{ minutes: 30 }] }],
          metrics: [{ status: "Enabled", event_threshold: [{ minutes: 15 }] }],
        },
      ],
    }),
  ),
  refused(
    "pf-s3-replication-rtc-needs-metrics",
    "aws_s3_bucket_replication_configuration.photos rule[0].destination.replication_time",
    "destination sets replication_time without Metrics; Replication time",
    replication({
      destination: [{ bucket: REPLICA, replication_time: [{ status: "Enabled", time: [{ minutes: 15 }] }] }],
    }),
  ),
  refused(
    "pf-s3-replication-sse-kms-needs-replica-key",
    "aws_s3_bucket_replication_configuration.photos rule[0].destination",
    "source_selection_criteria enables SSE-KMS replication but",
    replication({ source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: "Enabled" }] }] }),
  ),
  refused(
    "pf-s3-replication-acl-translation-needs-account",
    "aws_s3_bucket_replication_configuration.photos rule[0].destination.access_control_translation",
    "access_control_translation is set but Destination.Account is missing",
    replication({ destination: [{ bucket: REPLICA, access_control_translation: [{ owner: "Destination" }] }] }),
  ),
  refused(
    "pf-s3-replication-filter-requires-delete-marker",
    "aws_s3_bucket_replication_configuration.photos rule[0]",
    "the rule uses filter (schema V2) but omits delete_marker_replication",
    replication({ delete_marker_replication: null }),
  ),
  refused(
    "pf-s3-versioning-suspended-with-replication",
    "aws_s3_bucket_versioning.photos versioning_configuration.status",
    "the bucket suspends versioning while a replication_configuration is",
    replication(
      {},
      { aws_s3_bucket_versioning: { photos: { ...BUCKET, versioning_configuration: [{ status: "Suspended" }] } } },
    ),
  ),
  refused(
    "pf-s3-bucket-name-double-dot",
    "aws_s3_bucket.photos bucket",
    "bucket name 'shop..photos' contains two adjacent periods",
    bucket({ bucket: "shop..photos" }),
  ),
  refused(
    "pf-s3-bucket-name-reserved-prefix",
    "aws_s3_bucket.photos bucket",
    "bucket name 'xn--photos' starts with the reserved prefix 'xn--'",
    bucket({ bucket: "xn--photos" }),
  ),
  refused(
    "pf-s3-bucket-name-reserved-suffix",
    "aws_s3_bucket.photos bucket",
    "bucket name 'photos-s3alias' ends with the reserved suffix '-s3alias'",
    bucket({ bucket: "photos-s3alias" }),
  ),
  refused(
    "pf-s3-bucket-name-ip-address",
    "aws_s3_bucket.photos bucket",
    "bucket name '192.168.1.1' is formatted as an IP address; S3 rejects",
    bucket({ bucket: "192.168.1.1" }),
  ),
  refused(
    "pf-s3-lifecycle-days-order",
    "aws_s3_bucket_lifecycle_configuration.photos rule[0].expiration.days",
    "days (30) must be greater than days (60); S3 rejects lifecycle rules",
    lifecycle({ transition: [{ days: 60, storage_class: "GLACIER" }], expiration: [{ days: 30 }] }),
  ),
  refused(
    "pf-s3-lifecycle-transition-waterfall-order",
    "aws_s3_bucket_lifecycle_configuration.photos rule[0].transition",
    "the rule transitions to 'GLACIER' at 30 days and then to",
    lifecycle({
      transition: [
        { days: 30, storage_class: "GLACIER" },
        { days: 200, storage_class: "STANDARD_IA" },
      ],
    }),
  ),
  refused(
    "pf-s3-lifecycle-transition-storage-class-duplicate",
    "aws_s3_bucket_lifecycle_configuration.photos rule[0].transition",
    "the rule transitions to 'GLACIER' more than once; a storage class may",
    lifecycle({
      transition: [
        { days: 30, storage_class: "GLACIER" },
        { days: 200, storage_class: "GLACIER" },
      ],
    }),
  ),
  refused(
    "pf-s3-lifecycle-object-size-order",
    "aws_s3_bucket_lifecycle_configuration.photos rule[0].filter.and.object_size_greater_than",
    "object_size_greater_than (5000) is not smaller than",
    lifecycle({
      filter: [{ and: [{ object_size_greater_than: 5000, object_size_less_than: 1000 }] }],
      expiration: [{ days: 30 }],
    }),
  ),
  refused(
    "pf-s3-encryption-kms-key-with-aes256",
    "aws_s3_bucket_server_side_encryption_configuration.photos rule[0].apply_server_side_encryption_by_default.kms_master_key_id",
    "kms_master_key_id is set while sse_algorithm is 'AES256'; the key is",
    bucketPart("aws_s3_bucket_server_side_encryption_configuration", {
      rule: [
        { apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256", kms_master_key_id: "alias/shop" }] },
      ],
    }),
  ),
  refused(
    "pf-s3-acl-public-blocked",
    "aws_s3_bucket_acl.photos acl",
    "acl 'PublicRead' is a public canned ACL; new buckets have Block",
    bucketPart(
      "aws_s3_bucket_acl",
      { acl: "public-read" },
      {
        aws_s3_bucket_public_access_block: {
          photos: {
            ...BUCKET,
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          },
        },
      },
    ),
  ),
  refused(
    "pf-s3-accelerate-dotted-name",
    "aws_s3_bucket_accelerate_configuration.photos status",
    "Bucket name 'shop.photos' contains periods, which Transfer",
    {
      ...bucket({ bucket: "shop.photos" }),
      aws_s3_bucket_accelerate_configuration: { photos: { ...BUCKET, status: "Enabled" } },
    },
  ),
  refused(
    "pf-s3-intelligent-tiering-duplicate-tier",
    "aws_s3_bucket_intelligent_tiering_configuration.photos tiering",
    "access tier 'ARCHIVE_ACCESS' appears more than once in the same",
    bucketPart("aws_s3_bucket_intelligent_tiering_configuration", {
      name: "all",
      tiering: [
        { access_tier: "ARCHIVE_ACCESS", days: 90 },
        { access_tier: "ARCHIVE_ACCESS", days: 180 },
      ],
    }),
  ),
  refused(
    "pf-s3-bucket-policy-action-resource",
    "aws_s3_bucket_policy.photos policy",
    "Action 's3:GetObject' targets objects but the statement's resources",
    policy({
      Effect: "Allow",
      Principal: ACCOUNT,
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::shop-photos-123456789012",
    }),
  ),
  refused(
    "pf-s3-bucket-policy-principal",
    "aws_s3_bucket_policy.photos policy",
    "The statement has neither Principal nor NotPrincipal",
    policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-photos-123456789012/*" }),
  ),
];

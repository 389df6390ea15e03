import type { Mapping } from "../grammar";

export const STORAGE: Mapping = {
  aws_s3_bucket: {
    type: "AWS::S3::Bucket",
    attributes: { bucket_regional_domain_name: "RegionalDomainName", bucket_domain_name: "DomainName" },
    arguments: {
      bucket: "BucketName",
      bucket_prefix: null,
      force_destroy: null,
      object_lock_enabled: "ObjectLockEnabled",
      acl: null,
    },
  },
  aws_s3_bucket_versioning: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: { "versioning_configuration.mfa_delete": null },
  },
  aws_s3_bucket_lifecycle_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      rule: "LifecycleConfiguration.Rules",
      "rule.expiration.days": "^ExpirationInDays",
      "rule.expiration.date": "^ExpirationDate",
      "rule.expiration.expired_object_delete_marker": "^ExpiredObjectDeleteMarker",
      "rule.filter.prefix": "^Prefix",
      "rule.filter.object_size_greater_than": "^ObjectSizeGreaterThan",
      "rule.filter.object_size_less_than": "^ObjectSizeLessThan",
      "rule.filter.and.prefix": "^^Prefix",
      "rule.filter.and.object_size_greater_than": "^^ObjectSizeGreaterThan",
      "rule.filter.and.object_size_less_than": "^^ObjectSizeLessThan",
      "rule.filter.and.tags": "^^TagFilters",
      "rule.filter.tag": "^TagFilters",
      "rule.transition": "Transitions",
      "rule.transition.days": "TransitionInDays",
      "rule.transition.date": "TransitionDate",
      "rule.noncurrent_version_transition": "NoncurrentVersionTransitions",
      "rule.noncurrent_version_transition.noncurrent_days": "TransitionInDays",
      "rule.noncurrent_version_expiration.noncurrent_days": "NoncurrentDays",
      "rule.abort_incomplete_multipart_upload.days_after_initiation": "DaysAfterInitiation",
      transition_default_minimum_object_size: "LifecycleConfiguration.TransitionDefaultMinimumObjectSize",
    },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      rule: "BucketEncryption.ServerSideEncryptionConfiguration",
      "rule.apply_server_side_encryption_by_default": "ServerSideEncryptionByDefault",
      "rule.apply_server_side_encryption_by_default.sse_algorithm": "SSEAlgorithm",
      "rule.apply_server_side_encryption_by_default.kms_master_key_id": "KMSMasterKeyID",
    },
  },
  aws_s3_bucket_public_access_block: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      block_public_acls: "PublicAccessBlockConfiguration.BlockPublicAcls",
      block_public_policy: "PublicAccessBlockConfiguration.BlockPublicPolicy",
      ignore_public_acls: "PublicAccessBlockConfiguration.IgnorePublicAcls",
      restrict_public_buckets: "PublicAccessBlockConfiguration.RestrictPublicBuckets",
    },
  },
  aws_s3_bucket_ownership_controls: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: { rule: "OwnershipControls.Rules" },
  },
  aws_s3_bucket_logging: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      target_bucket: "LoggingConfiguration.DestinationBucketName",
      target_prefix: "LoggingConfiguration.LogFilePrefix",
    },
  },
  aws_s3_bucket_cors_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      cors_rule: "CorsConfiguration.CorsRules",
      "cors_rule.max_age_seconds": "MaxAge",
      "cors_rule.expose_headers": "ExposedHeaders",
    },
  },
  aws_s3_bucket_replication_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      role: "ReplicationConfiguration.Role",
      rule: "ReplicationConfiguration.Rules",
      "rule.destination.replication_time.time.minutes": "Minutes",
      "rule.destination.metrics.event_threshold.minutes": "Minutes",
      "rule.destination.encryption_configuration.replica_kms_key_id": "ReplicaKmsKeyID",
    },
  },
  aws_s3_bucket_notification: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      eventbridge: "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled",
      queue: "NotificationConfiguration.QueueConfigurations",
      lambda_function: "NotificationConfiguration.LambdaConfigurations",
      topic: "NotificationConfiguration.TopicConfigurations",
    },
  },
  aws_s3_bucket_website_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: { index_document: "WebsiteConfiguration.IndexDocument" },
  },
  aws_s3_bucket_accelerate_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: { status: "AccelerateConfiguration.AccelerationStatus", expected_bucket_owner: null },
  },
  aws_s3_bucket_acl: {
    into: "aws_s3_bucket",
    by: "bucket",
    arguments: {
      acl: {
        to: "AccessControl",
        values: {
          private: "Private",
          "public-read": "PublicRead",
          "public-read-write": "PublicReadWrite",
          "authenticated-read": "AuthenticatedRead",
          "log-delivery-write": "LogDeliveryWrite",
        },
      },
      access_control_policy: null,
      expected_bucket_owner: null,
    },
  },
  aws_s3_bucket_intelligent_tiering_configuration: {
    into: "aws_s3_bucket",
    by: "bucket",
    at: "IntelligentTieringConfigurations",
    arguments: { name: "Id", "filter.prefix": "^Prefix", "filter.tags": "^TagFilters", tiering: "Tierings" },
  },
  aws_s3_bucket_policy: { type: "AWS::S3::BucketPolicy", arguments: { policy: "PolicyDocument" } },
};

import { type Claim, claims, json } from "../claim";

const KEY = "${aws_kms_key.files.arn}";
const ID = "${aws_s3_bucket.invoices.id}";

const denyPlainHttp = {
  Sid: "OnlyTls",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::acme-invoices", "arn:aws:s3:::acme-invoices/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const readByReports = {
  Sid: "Reports",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/reports" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::acme-invoices/*",
};

const policy = (...statements: readonly object[]) => ({
  "aws_s3_bucket_policy.invoices": { policy: json(denyPlainHttp, ...statements) },
});

const bucket = {
  "aws_kms_key.files": { description: "invoices" },
  "aws_s3_bucket.invoices": { bucket: "acme-invoices", tags: { Team: "billing" } },
  "aws_s3_bucket_public_access_block.invoices": {
    bucket: ID,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
  "aws_s3_bucket_policy.invoices": { bucket: ID, policy: json(denyPlainHttp, readByReports) },
  "aws_s3_bucket_server_side_encryption_configuration.invoices": {
    bucket: ID,
    rule: {
      apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
      bucket_key_enabled: true,
    },
  },
  "aws_s3_bucket_versioning.invoices": { bucket: ID, versioning_configuration: { status: "Enabled" } },
  "aws_s3_bucket.access": { bucket: "acme-access-logs" },
  "aws_s3_bucket_public_access_block.access": {
    bucket: "${aws_s3_bucket.access.bucket}",
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
  "aws_s3_bucket_policy.access": {
    bucket: "${aws_s3_bucket.access.id}",
    policy: json({ ...denyPlainHttp, Resource: ["arn:aws:s3:::acme-access-logs", "arn:aws:s3:::acme-access-logs/*"] }),
  },
  "aws_s3_bucket_server_side_encryption_configuration.access": {
    bucket: "${aws_s3_bucket.access.id}",
    rule: { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
  },
  "aws_s3_bucket_lifecycle_configuration.access": {
    bucket: "${aws_s3_bucket.access.id}",
    rule: { id: "uploads", status: "Enabled", abort_incomplete_multipart_upload: { days_after_initiation: 2 } },
  },
  "aws_s3_bucket_ownership_controls.access": {
    bucket: "${aws_s3_bucket.access.id}",
    rule: { object_ownership: "BucketOwnerEnforced" },
  },
  "aws_s3_bucket_logging.invoices": {
    bucket: ID,
    target_bucket: "${aws_s3_bucket.access.id}",
    target_prefix: "invoices/",
  },
  "aws_s3_bucket_lifecycle_configuration.invoices": {
    bucket: ID,
    rule: [
      { id: "old", status: "Enabled", noncurrent_version_expiration: { noncurrent_days: 60 } },
      { id: "uploads", status: "Enabled", abort_incomplete_multipart_upload: { days_after_initiation: 3 } },
    ],
  },
  "aws_s3_bucket_ownership_controls.invoices": { bucket: ID, rule: { object_ownership: "BucketOwnerEnforced" } },
};

const BLOCK = "aws_s3_bucket_public_access_block.invoices";
const SSE = "aws_s3_bucket_server_side_encryption_configuration.invoices";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration.invoices";
const DEFAULT = "rule.apply_server_side_encryption_by_default";
const withAcl = (acl: string) => ({ "aws_s3_bucket_acl.invoices": { bucket: ID, acl } });

const ofBuckets = claims("aws_s3_bucket.invoices", bucket, {
  "CKV_AWS_53 AVD-AWS-0086": [{ [BLOCK]: { block_public_acls: false } }, { [BLOCK]: { block_public_acls: undefined } }],
  "CKV_AWS_54 AVD-AWS-0087": [
    { [BLOCK]: { block_public_policy: false } },
    { [BLOCK]: { block_public_policy: undefined } },
  ],
  "CKV_AWS_55 AVD-AWS-0091": [
    { [BLOCK]: { ignore_public_acls: false } },
    { [BLOCK]: { ignore_public_acls: undefined } },
  ],
  "CKV_AWS_56 AVD-AWS-0093": [
    { [BLOCK]: { restrict_public_buckets: false } },
    { [BLOCK]: { restrict_public_buckets: undefined } },
  ],
  "CKV2_AWS_6 AVD-AWS-0094 AwsSolutions-S2 S3.8": {
    fails: [{ [BLOCK]: undefined }, { [BLOCK]: { bucket: "${aws_s3_bucket.access.id}" } }],
    passes: [
      {
        [BLOCK]: undefined,
        "aws_s3_account_public_access_block.all": {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
    ],
  },
  "CKV_AWS_379 AwsSolutions-S10 S3.5": {
    fails: [
      { "aws_s3_bucket_policy.invoices": undefined },
      { "aws_s3_bucket_policy.invoices": { policy: json(readByReports) } },
      {
        "aws_s3_bucket_policy.invoices": {
          policy: json({ ...denyPlainHttp, Principal: { AWS: "arn:aws:iam::111122223333:role/reports" } }),
        },
      },
      { "aws_s3_bucket_policy.invoices": { policy: json({ ...denyPlainHttp, Action: "s3:PutObject" }) } },
      {
        "aws_s3_bucket_policy.invoices": {
          policy: json({ ...denyPlainHttp, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
        },
      },
    ],
    passes: [
      { "aws_s3_bucket_policy.invoices": { policy: json({ ...denyPlainHttp, Principal: { AWS: "*" } }) } },
      { "aws_s3_bucket_policy.invoices": { policy: json({ ...denyPlainHttp, Action: ["s3:*"], Resource: "*" }) } },
    ],
  },
  "CKV_AWS_19 AVD-AWS-0088": {
    fails: [{ [SSE]: undefined }],
    passes: [
      {
        [SSE]: undefined,
        server_side_encryption_configuration: {
          rule: { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY } },
        },
      },
    ],
  },
  "CKV_AWS_145 AVD-AWS-0132 S3DefaultEncryptionKMS S3.17": {
    fails: [
      { [SSE]: { [`${DEFAULT}.sse_algorithm`]: "AES256", [`${DEFAULT}.kms_master_key_id`]: undefined } },
      { [SSE]: { [`${DEFAULT}.kms_master_key_id`]: "arn:aws:kms:us-east-1:111122223333:alias/aws/s3" } },
      { [SSE]: { [`${DEFAULT}.kms_master_key_id`]: undefined } },
    ],
    passes: [{ [SSE]: { [`${DEFAULT}.sse_algorithm`]: "aws:kms:dsse" } }],
  },
  "CKV_AWS_21 AVD-AWS-0090 S3BucketVersioningEnabled S3.14": {
    fails: [
      { "aws_s3_bucket_versioning.invoices": undefined },
      { "aws_s3_bucket_versioning.invoices": { "versioning_configuration.status": "Suspended" } },
      { "aws_s3_bucket_versioning.invoices": undefined, versioning: { enabled: false } },
    ],
    passes: [{ "aws_s3_bucket_versioning.invoices": undefined, versioning: { enabled: true } }],
  },
  "CKV_AWS_18 AVD-AWS-0089 AwsSolutions-S1 S3.9": {
    fails: [{ "aws_s3_bucket_logging.invoices": undefined }],
    passes: [{ "aws_s3_bucket_logging.invoices": undefined, logging: { target_bucket: "${aws_s3_bucket.access.id}" } }],
  },
  "CKV2_AWS_61 S3.10 S3.13": {
    fails: [{ [LIFECYCLE]: undefined }],
    passes: [
      {
        [LIFECYCLE]: undefined,
        lifecycle_rule: { enabled: true, abort_incomplete_multipart_upload_days: 4, id: "uploads" },
      },
    ],
  },
  CKV_AWS_300: [
    { [LIFECYCLE]: { rule: [{ id: "old", status: "Enabled", expiration: { days: 400 } }] } },
    {
      [LIFECYCLE]: {
        rule: [
          { id: "old", status: "Enabled", expiration: { days: 400 }, abort_incomplete_multipart_upload: [] },
          { id: "older", status: "Enabled", expiration: { days: 900 } },
        ],
      },
    },
    {
      [LIFECYCLE]: {
        rule: [{ id: "uploads", status: "Disabled", abort_incomplete_multipart_upload: { days_after_initiation: 3 } }],
      },
    },
  ],
  "CKV2_AWS_65 S3.12": [
    { "aws_s3_bucket_ownership_controls.invoices": undefined },
    { "aws_s3_bucket_ownership_controls.invoices": { "rule.object_ownership": "ObjectWriter" } },
    { "aws_s3_bucket_ownership_controls.invoices": { "rule.object_ownership": "BucketOwnerPreferred" } },
  ],
  CKV_AWS_20: [withAcl("public-read"), { acl: "public-read" }],
  CKV_AWS_57: [withAcl("public-read-write"), { acl: "public-read-write" }],
  CKV2_AWS_43: [
    withAcl("authenticated-read"),
    {
      "aws_s3_bucket_acl.invoices": {
        bucket: ID,
        access_control_policy: {
          grant: {
            permission: "READ",
            grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" },
          },
          owner: { id: "owner" },
        },
      },
    },
  ],
  "CKV_AWS_375 AVD-AWS-0092": [
    {
      "aws_s3_bucket_acl.invoices": {
        bucket: ID,
        access_control_policy: {
          grant: [
            {
              permission: "FULL_CONTROL",
              grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" },
            },
          ],
          owner: { id: "owner" },
        },
      },
    },
    withAcl("public-read"),
  ],
  "CKV_AWS_70 S3.2 AwsSolutions-S5": {
    fails: [
      policy({ ...readByReports, Principal: "*" }),
      policy({ ...readByReports, Principal: { AWS: "*" } }),
      policy({ ...readByReports, Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } }),
      policy({ ...readByReports, Principal: "*", Condition: { StringLike: { "aws:UserAgent": "acme*" } } }),
    ],
    passes: [
      policy({
        ...readByReports,
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      }),
    ],
  },
  "S3.3": [
    policy({ ...readByReports, Principal: "*", Action: "s3:PutObject" }),
    policy({ ...readByReports, Principal: { AWS: "*" }, Action: ["s3:PutObject", "s3:DeleteObject"] }),
  ],
  CKV_AWS_93: [
    policy({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }),
    policy({ Effect: "Deny", Principal: { AWS: "*" }, Action: "*", Resource: "arn:aws:s3:::acme-invoices/*" }),
  ],
  "S3.6": [
    policy({
      ...readByReports,
      Principal: { AWS: "arn:aws:iam::444455556666:root" },
      Action: ["s3:GetObject", "s3:PutBucketPolicy"],
      Resource: "*",
    }),
    policy({ ...readByReports, Principal: { AWS: "444455556666" }, Action: "s3:PutObjectAcl" }),
  ],
});

const replicated = {
  "terraform.root": { provider: { aws: [{ region: "us-east-1" }, { region: "us-west-2", alias: "west" }] } },
  "aws_s3_bucket.invoices": { bucket: "acme-invoices", tags: { Data: "critical" } },
  "aws_s3_bucket.copy": { bucket: "acme-invoices-copy", provider: "aws.west" },
  "aws_s3_bucket_replication_configuration.invoices": {
    bucket: ID,
    role: "${aws_iam_role.replication.arn}",
    rule: { id: "all", status: "Enabled", destination: { bucket: "${aws_s3_bucket.copy.arn}" } },
  },
};

const ofTrails = {
  "aws_s3_bucket.invoices": { bucket: "acme-trail", object_lock_enabled: true },
  "aws_cloudtrail.main": { name: "main", s3_bucket_name: ID },
  "aws_s3_bucket_object_lock_configuration.trail": {
    bucket: ID,
    rule: { default_retention: { mode: "COMPLIANCE", days: 400 } },
  },
};

export const STORAGE: readonly Claim[] = [
  ...ofBuckets,
  ...claims("aws_s3_bucket_replication_configuration.invoices", replicated, {
    "CKV_AWS_144 S3BucketReplicationEnabled S3.7": [
      { "aws_s3_bucket_replication_configuration.invoices": undefined },
      { "aws_s3_bucket.copy": { provider: "aws" } },
    ],
  }),
  ...claims("aws_s3_bucket_object_lock_configuration.trail", ofTrails, {
    "CKV_AWS_143 S3BucketDefaultLockEnabled S3.15": [
      { "aws_s3_bucket_object_lock_configuration.trail": undefined },
      { rule: undefined },
    ],
  }),
  ...claims(
    "aws_s3_object.logo",
    { "aws_s3_object.logo": { bucket: "acme-site", key: "logo.svg", server_side_encryption: "aws:kms" } },
    { CKV_AWS_186: { fails: [{ server_side_encryption: "AES256" }], passes: [{ server_side_encryption: undefined }] } },
  ),
];

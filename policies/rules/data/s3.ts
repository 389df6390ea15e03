import { all, expectAt, fail, forType, ifSet, isSet, isTrue, needs, notTrue, oneOf, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty, valueAt } from "../../engine/values";
import { deniesPlainHttp } from "../../iam/plain-http";
import { eachStatement, lockoutProblem, unknownCallerProblem } from "../../iam/questions";
import { ACCOUNT_BLOCK, accountBlockFindings, blocksPublicAccess } from "./checks/public-access-blocks";
import { receivesAccessLogs } from "./checks/access-log-buckets";
import { abortsUploads, hasLifecycle, LIFECYCLE } from "./checks/bucket-lifecycles";
import { isOn, orInline } from "./checks/inline-arguments";
import { keepsProtection } from "./checks/bucket-grants";
import { BUCKET, isLocked, isReplicated, LOCK, REPLICATION } from "./checks/bucket-copies";

export const S3_RULES: readonly Rule[] = [
  {
    id: "S3-01",
    title: "Buckets block public access",
    severity: "critical",
    rationale: "The block applies even if a policy or an ACL is wrong.",
    fix: "Add aws_s3_bucket_public_access_block, or aws_s3_account_public_access_block in the stack, with block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets set to true.",
    controls: {
      fsbp: ["S3.8"],
      cis: ["2.1.4"],
      nist: ["AC-3", "AC-6", "SC-7"],
      checkov: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"],
      trivy: ["AVD-AWS-0086", "AVD-AWS-0087", "AVD-AWS-0091", "AVD-AWS-0093", "AVD-AWS-0094"],
      nag: ["S2"],
    },
    types: ["aws_s3_bucket", "aws_s3_bucket_public_access_block", ACCOUNT_BLOCK],
    check: all(
      forType(BUCKET, (bucket, context) => {
        const ofAccount = accountBlockFindings(bucket, context);
        const own = needs("aws_s3_bucket_public_access_block", "needs a public access block")(bucket, context);
        return own.length > 0 && ofAccount ? ofAccount : own;
      }),
      when(({ type }) => type !== BUCKET, blocksPublicAccess),
    ),
  },
  {
    id: "S3-02",
    title: "Buckets deny unencrypted requests",
    severity: "high",
    rationale: "Signed requests and data must not be sent unencrypted.",
    fix: "Add an aws_s3_bucket_policy that denies s3:* to everyone when aws:SecureTransport is false.",
    controls: { fsbp: ["S3.5"], cis: ["2.1.1"], nist: ["AC-17(2)", "SC-8"], checkov: ["CKV_AWS_379"], nag: ["S10"] },
    types: ["aws_s3_bucket", "aws_s3_bucket_policy"],
    dependants: ["S3-08"],
    check: all(
      when(
        ({ type, values }) => type === "aws_s3_bucket" && isEmpty(values["policy"]),
        needs("aws_s3_bucket_policy", "needs a bucket policy that denies unencrypted requests"),
      ),
      when(
        ({ type, values }) => type === "aws_s3_bucket_policy" || !isEmpty(values["policy"]),
        deniesPlainHttp("policy"),
      ),
    ),
  },
  {
    id: "S3-03",
    title: "Buckets are encrypted with a customer managed key, except those that receive access logs",
    severity: "high",
    rationale:
      "A customer managed key controls read access independently of the bucket policy. S3 and load balancers deliver access logs only to buckets with S3 managed keys.",
    fix: "Add aws_s3_bucket_server_side_encryption_configuration with sse_algorithm aws:kms, kms_master_key_id and bucket_key_enabled true; use AES256 for a bucket that receives access logs. In a Groundplan module: `key`.",
    controls: {
      fsbp: ["S3.17"],
      nist: ["SC-13", "SC-28(1)"],
      checkov: ["CKV_AWS_19", "CKV_AWS_145"],
      trivy: ["AVD-AWS-0088", "AVD-AWS-0132"],
      nag: ["S3DefaultEncryptionKMS"],
    },
    types: ["aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"],
    check: all(
      forType(
        "aws_s3_bucket",
        orInline(
          "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id",
          (key) => !isEmpty(key),
          needs("aws_s3_bucket_server_side_encryption_configuration", "needs an encryption configuration"),
        ),
      ),
      forType("aws_s3_bucket_server_side_encryption_configuration", (resource, context) => {
        const [bucket] = context.graph.targetsAt(resource, "bucket");
        const aes = valueAt(resource.values, "rule.apply_server_side_encryption_by_default.sse_algorithm") === "AES256";
        if (aes && bucket && receivesAccessLogs(bucket, context.graph)) return [];
        return all(
          oneOf("rule.apply_server_side_encryption_by_default.sse_algorithm", "aws:kms", "aws:kms:dsse"),
          isSet("rule.apply_server_side_encryption_by_default.kms_master_key_id"),
          isTrue("rule.bucket_key_enabled"),
        )(resource, context);
      }),
    ),
  },
  {
    id: "S3-04",
    title: "Buckets are versioned, except those that receive access logs",
    severity: "medium",
    rationale: "Without versioning, overwritten and deleted objects cannot be restored.",
    fix: "Add aws_s3_bucket_versioning with versioning_configuration.status Enabled; the inline argument versioning is deprecated and counts.",
    controls: {
      fsbp: ["S3.14"],
      nist: ["CP-9"],
      checkov: ["CKV_AWS_21"],
      trivy: ["AVD-AWS-0090"],
      nag: ["S3BucketVersioningEnabled"],
    },
    types: ["aws_s3_bucket", "aws_s3_bucket_versioning"],
    relaxed: { dev: "off" },
    check: all(
      when(
        (resource, { graph }) => resource.type === "aws_s3_bucket" && !receivesAccessLogs(resource, graph),
        orInline("versioning.enabled", isOn, needs("aws_s3_bucket_versioning", "needs versioning")),
      ),
      forType("aws_s3_bucket_versioning", oneOf("versioning_configuration.status", "Enabled")),
    ),
  },
  {
    id: "S3-05",
    title: "Buckets write access logs, except those that receive access logs",
    severity: "medium",
    rationale: "Only the access log shows who read an object.",
    fix: "Add aws_s3_bucket_logging with target_bucket; the inline argument logging is deprecated and counts. In a Groundplan module: `accessLogsTo`.",
    controls: {
      fsbp: ["S3.9"],
      cis: ["3.4"],
      nist: ["AU-2", "AU-12"],
      checkov: ["CKV_AWS_18"],
      trivy: ["AVD-AWS-0089"],
      nag: ["S1"],
    },
    types: ["aws_s3_bucket", "aws_s3_bucket_logging"],
    relaxed: { dev: "off" },
    check: all(
      when(
        (resource, { graph }) => resource.type === "aws_s3_bucket" && !receivesAccessLogs(resource, graph),
        orInline(
          "logging.target_bucket",
          (log) => !isEmpty(log),
          needs("aws_s3_bucket_logging", "needs access logging"),
        ),
      ),
      forType("aws_s3_bucket_logging", isSet("target_bucket")),
    ),
  },
  {
    id: "S3-06",
    title: "Buckets have a lifecycle configuration",
    severity: "low",
    rationale: "Old versions and incomplete uploads are billed until they are deleted.",
    fix: "Add aws_s3_bucket_lifecycle_configuration with abort_incomplete_multipart_upload.",
    controls: { fsbp: ["S3.10", "S3.13"], checkov: ["CKV2_AWS_61", "CKV_AWS_300"] },
    types: ["aws_s3_bucket", LIFECYCLE],
    check: all(forType("aws_s3_bucket", hasLifecycle), forType(LIFECYCLE, abortsUploads)),
  },
  {
    id: "S3-07",
    title: "Buckets disable ACLs",
    severity: "high",
    rationale: "ACLs grant access that no policy shows.",
    fix: "Add aws_s3_bucket_ownership_controls with object_ownership BucketOwnerEnforced, and remove acl and aws_s3_bucket_acl.",
    awsError: "AccessControlListNotSupported: The bucket does not allow ACLs",
    controls: {
      fsbp: ["S3.12"],
      nist: ["AC-3", "AC-6"],
      checkov: ["CKV2_AWS_65", "CKV2_AWS_43", "CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375"],
      trivy: ["AVD-AWS-0092"],
    },
    types: ["aws_s3_bucket", "aws_s3_bucket_ownership_controls", "aws_s3_bucket_acl"],
    check: all(
      forType(
        "aws_s3_bucket",
        all(
          needs("aws_s3_bucket_ownership_controls", "needs ownership controls"),
          expectAt("acl", "must not be set", (value) => value === undefined),
        ),
      ),
      forType("aws_s3_bucket_ownership_controls", oneOf("rule.object_ownership", "BucketOwnerEnforced")),
      forType("aws_s3_bucket_acl", () => [fail("", "must not exist")]),
    ),
  },
  {
    id: "S3-08",
    title: "Bucket policies grant no public access and restrict services to known accounts",
    severity: "critical",
    rationale:
      "A public bucket policy publishes every object; a service without aws:SourceArn or aws:SourceAccount acts for any account. Log delivery by load balancers is restricted by the account ID in its path.",
    fix: "Name the principals, or add a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
    controls: {
      fsbp: ["S3.2", "S3.3", "S3.6"],
      nist: ["AC-3", "AC-6"],
      checkov: ["CKV_AWS_70", "CKV_AWS_93"],
      nag: ["S5"],
    },
    types: ["aws_s3_bucket_policy", "aws_s3_bucket"],
    check: all(
      eachStatement("policy", (statement) => unknownCallerProblem(statement) ?? lockoutProblem(statement)),
      keepsProtection,
    ),
  },
  {
    id: "S3-09",
    title: "Buckets with critical data are replicated, and buckets of trails have object lock",
    severity: "medium",
    rationale:
      "A bucket is lost with its region, and a trail that can be deleted is no evidence. The tag Data=critical marks critical data.",
    fix: "Add aws_s3_bucket_replication_configuration into another region for buckets tagged Data=critical, and aws_s3_bucket_object_lock_configuration for the bucket of a trail.",
    controls: {
      fsbp: ["S3.7", "S3.15"],
      nist: ["AU-9(3)", "CP-6"],
      checkov: ["CKV_AWS_143", "CKV_AWS_144"],
      nag: ["S3BucketReplicationEnabled", "S3BucketDefaultLockEnabled"],
    },
    types: [BUCKET, REPLICATION, LOCK],
    relaxed: { dev: "off" },
    check: (resource, context) => {
      if (resource.type === REPLICATION) return isSet("rule.destination.bucket")(resource, context);
      if (resource.type === LOCK) return isSet("rule.default_retention.mode")(resource, context);
      return [...isReplicated(resource, context), ...isLocked(resource, context)];
    },
  },
  {
    id: "S3-10",
    title: "Buckets are not force-destroyed",
    severity: "high",
    rationale: "With force_destroy, Terraform deletes every object and version together with the bucket.",
    fix: "Set force_destroy to false. In a Groundplan module: `deletionProtection`.",
    controls: { nist: ["CP-9"] },
    types: ["aws_s3_bucket"],
    relaxed: { dev: "off" },
    check: notTrue("force_destroy"),
  },
  {
    id: "S3-11",
    title: "Objects are encrypted with a customer managed key",
    severity: "medium",
    rationale: "An object can override the encryption of its bucket.",
    fix: "Remove server_side_encryption to use the bucket's setting, or set it to aws:kms.",
    controls: { checkov: ["CKV_AWS_186"], nist: ["SC-28(1)"] },
    types: ["aws_s3_object"],
    check: ifSet("server_side_encryption", oneOf("server_side_encryption", "aws:kms")),
  },
];

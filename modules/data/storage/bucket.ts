import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Fn, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import {
  PolicyDocument,
  sidOf,
  Validation,
  withDefaults,
  type Grantee,
  type KeyReference,
  type RegionalProvider,
} from "../../core";
import { accessLogs, distributionRead, logDelivery, tlsOnly } from "./bucket-policy";
import { isVersioned, lifecycleRules, validateBucket, type BucketIntent } from "./bucket-rules";

/** A bucket that takes the access logs of others. */
export interface AccessLogBucket {
  readonly bucketName: string;
  /** Lets S3 write the access logs of a bucket; returns what must exist before S3 may. */
  allowAccessLogsFrom(sourceBucketName: string): ITerraformDependable[];
}

export interface BucketProps {
  /** Full name of the bucket, unique in the world: 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** `website` is read by a distribution, `logs` is written by log services, `artifacts` and `content` by roles. */
  readonly intent: BucketIntent;
  /** The bucket's own account: 12 digits. */
  readonly account: string;
  /** The provider of the region that the bucket lives in; its key and its `accessLogsTo` live there too. @default the stack's own provider */
  readonly regional?: RegionalProvider;
  /**
   * Encrypts objects: a key for `artifacts` and `content`, unless opted out by `"s3-managed"` (AES-256). `website` and `logs` are always
   * `"s3-managed"`, because neither CloudFront nor log services could use the key. @default "s3-managed" for `website` and `logs`
   */
  readonly key?: KeyReference | "s3-managed";
  /** Where S3 records every request, below `<name>/`: a bucket for logs. @default none */
  readonly accessLogsTo?: AccessLogBucket;
  /** Days after which objects are deleted: 1 or more; not for `website`. @default 365 for `logs`, never for the others */
  readonly expireAfterDays?: number;
  /** Days that replaced and deleted versions are kept: 1 or more; not for `logs`. @default 90 */
  readonly noncurrentDays?: number;
  /** Value of the tag `backup`, by which backup plans select; `none` for no plan. @default "none" */
  readonly backup?: string;
  /** Refuse any plan that would delete the bucket, and never empty it to delete it. @default true */
  readonly deletionProtection?: boolean;
}

/** What every resource about one bucket says: which bucket, by the provider of which region. */
interface Subject {
  readonly bucket: string;
  readonly provider?: TerraformProvider;
}

export const BUCKET_DEFAULTS = { backup: "none", deletionProtection: true } as const;

/**
 * Stateful. A private bucket: public access blocked, ACLs off, encrypted, TLS 1.2 or newer only, incomplete uploads aborted, content
 * versioned.
 *
 * It owns the one policy that an S3 bucket can have; the verbs add to it what AWS services need. Roles of the same account are granted
 * by their own policies.
 */
export class Bucket extends Construct implements AccessLogBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly bucketRegionalDomainName: string;
  private readonly account: string;
  private readonly intent: BucketIntent;
  private readonly key?: KeyReference;
  private readonly subject: Subject;
  private readonly policy: PolicyDocument;
  /** What must exist before a statement of the policy holds. */
  private readonly policyInForce: ITerraformDependable[];

  /** @throws InputError when the name, account, encryption, a lifetime or a tag does not fit S3 or the intent. */
  constructor(scope: Construct, id: string, props: BucketProps) {
    validateBucket(scope, id, props);
    super(scope, id);
    const { name, backup, deletionProtection } = withDefaults(props, BUCKET_DEFAULTS);
    const provider = props.regional?.provider;
    const bucket = new S3Bucket(this, "bucket", {
      provider,
      bucket: name,
      forceDestroy: !deletionProtection,
      tags: { backup },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.bucketRegionalDomainName = bucket.bucketRegionalDomainName;
    this.account = props.account;
    this.intent = props.intent;
    if (props.key !== "s3-managed") this.key = props.key;
    this.policy = new PolicyDocument(this, "bucket-policy", tlsOnly(this.bucketArn));
    this.subject = { bucket: bucket.id, provider };
    this.policyInForce = [this.secure()];
    this.limitLifetimes(props);
    if (props.accessLogsTo) this.recordRequests(props.accessLogsTo, name);
  }

  /**
   * Lets one CloudFront distribution read objects.
   *
   * It may not list them, so a missing object answers 403 and not 404: with the permission to list, a distribution without a default
   * root object would show the names of all objects.
   *
   * @throws InputError when objects are encrypted with a key, which CloudFront cannot use.
   */
  allowReadBy(distributionArn: string): void {
    this.require(!this.key, "key", "s3-managed", 'encrypt the bucket with "s3-managed" to serve it by CloudFront');
    this.policy.add(distributionRead(this.bucketArn, distributionArn));
  }

  /**
   * Lets CloudWatch's log delivery write logs that come from the sources of one pattern; a wildcard covers several.
   *
   * @returns what must exist before the delivery may be made.
   * @throws InputError unless the bucket is for logs.
   */
  allowLogDeliveryFrom(sourceArnPattern: string): ITerraformDependable[] {
    this.requireLogs();
    this.policy.add(logDelivery(this.bucketArn, sourceArnPattern, this.account));
    return this.policyInForce;
  }

  /**
   * Lets S3 write the access logs of another bucket of the account, as that bucket's `accessLogsTo` does by itself.
   *
   * @returns what must exist before S3 may.
   * @throws InputError unless the bucket is for logs.
   */
  allowAccessLogsFrom(sourceBucketName: string): ITerraformDependable[] {
    this.requireLogs();
    this.policy.add(accessLogs(this.bucketArn, sourceBucketName, this.account));
    return this.policyInForce;
  }

  /** Lets the grantee list and read objects. */
  grantRead(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("List", this),
      actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"],
      resources: [this.bucketArn],
    });
    grantee.addStatement({
      sid: sidOf("Read", this),
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [`${this.bucketArn}/*`],
    });
    this.key?.grantUse(grantee);
  }

  /** Lets the grantee list, read, write and delete objects. Deleted ones remain as versions where the bucket has them. */
  grantReadWrite(grantee: Grantee): void {
    this.grantRead(grantee);
    grantee.addStatement({
      sid: sidOf("Write", this),
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
      resources: [`${this.bucketArn}/*`],
    });
  }

  /**
   * Keeps one JSON object in the bucket, made from values that only Terraform knows: what a site has to know of its environment. Caches ask
   * for it anew every time.
   *
   * @param id - names the object in Terraform addresses.
   * @throws InputError when the key is not what S3 takes.
   */
  keepJson(id: string, key: string, value: object): void {
    this.require(
      /^(?!\/)[\w!.*'()/-]{1,1024}$/.test(key),
      "key",
      "at most 1024 letters, digits and !-_.*'()/ without a first /",
      "rename the object",
      key,
    );
    new S3Object(this, id, {
      ...this.subject,
      key,
      content: Fn.jsonencode(value),
      contentType: "application/json",
      cacheControl: "no-cache",
      kmsKeyId: this.key?.keyArn,
    });
  }

  private secure(): S3BucketPolicy {
    const { subject } = this;
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      ...subject,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", { ...subject, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const byDefault = this.key
      ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.key.keyArn }
      : { sseAlgorithm: "AES256" };
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...subject,
      rule: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: this.key ? true : undefined }],
    });
    return new S3BucketPolicy(this, "policy", {
      ...subject,
      policy: this.policy.json,
      // S3 refuses two changes of a bucket's access at a time.
      dependsOn: [publicAccessBlock],
    });
  }

  private limitLifetimes(props: BucketProps): void {
    const { subject } = this;
    const versioning = isVersioned(props)
      ? [new S3BucketVersioningA(this, "versioning", { ...subject, versioningConfiguration: { status: "Enabled" } })]
      : [];
    const rule = lifecycleRules(props);
    new S3BucketLifecycleConfiguration(this, "lifecycle", { ...subject, rule, dependsOn: versioning });
  }

  private recordRequests(logs: AccessLogBucket, name: string): void {
    new S3BucketLoggingA(this, "access-logs", {
      ...this.subject,
      targetBucket: logs.bucketName,
      targetPrefix: `${name}/`,
      dependsOn: logs.allowAccessLogsFrom(name),
    });
  }

  private requireLogs(): void {
    this.require(this.intent === "logs", "intent", "logs", "send logs to a bucket of their own", this.intent);
  }

  private require(holds: boolean, property: string, allowed: string, fix: string, value = "a key"): void {
    new Validation(this.node.scope!, this.node.id).check(holds, property, value, allowed, fix).throwIfInvalid();
  }
}

import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Fn, type ITerraformDependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  Validation,
  admitService,
  useProviderOf,
  withDefaults,
  type AwsRegion,
  type KeyReference,
} from "../../core";
import { BucketAccess } from "./bucket-access";
import {
  accessLogs,
  auditLogs,
  distributionRead,
  loadBalancerLogs,
  logDelivery,
  tlsOnly,
  type AuditService,
} from "./bucket-grants";
import {
  BUCKET_DEFAULTS,
  isVersioned,
  type AccessLogBucket,
  type BucketIntent,
  type BucketProps,
  type BucketSettings,
  type CorsRule,
} from "./bucket-props";
import { corsRules } from "./cors-rules";
import { encryptionRule, lockRule } from "./object-protection";
import { validateBucket } from "./bucket-validation";
import type { ReplicaBucket } from "./bucket-replication-props";
import { ExistingBucket } from "./existing-bucket";
import { lifecycleRules } from "./lifecycle-rules";

/**
 * Stateful. A private S3 bucket: public access blocked, ACLs disabled, encrypted, TLS 1.2 or newer only, incomplete
 * uploads aborted, content versioned.
 *
 * The module owns the bucket policy, of which S3 allows one; methods add statements for AWS services to it. Roles of
 * the same account get access by their own policies.
 */
export class Bucket extends BucketAccess implements AccessLogBucket, ReplicaBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly bucketRegionalDomainName: string;
  /** Region of the bucket. */
  readonly region: AwsRegion;
  /** Returns whether the bucket keeps replaced and deleted versions. */
  readonly isVersioned: boolean;
  readonly key?: KeyReference;
  private readonly intent: BucketIntent;
  /** Reference by which every resource that configures the bucket waits for it. */
  private readonly bucketId: string;
  private readonly policy: PolicyDocument;
  /** Dependencies of everything that relies on a statement of the policy. */
  private readonly policyInForce: S3BucketPolicy[];

  /** @throws InputError when the name, encryption, a lifetime or a tag does not fit S3 or the intent. */
  constructor(scope: Construct, id: string, props: BucketProps) {
    validateBucket(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, BUCKET_DEFAULTS);
    const { name, backup, deletionProtection } = settings;
    const bucket = new S3Bucket(this, "bucket", {
      bucket: name,
      forceDestroy: !deletionProtection,
      objectLockEnabled: settings.lockDays ? true : undefined,
      tags: { backup },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.bucketRegionalDomainName = bucket.bucketRegionalDomainName;
    this.intent = props.intent;
    this.isVersioned = isVersioned(props);
    this.region = AwsStack.of(this).region;
    if (props.key !== "s3-managed") this.key = props.key;
    this.policy = new PolicyDocument(this, "bucket-policy", tlsOnly(this.bucketArn));
    this.bucketId = bucket.id;
    this.policyInForce = [this.secure()];
    this.limitLifetimes(settings);
    if (settings.cors.length > 0) this.allowOrigins(settings.cors);
    if (props.accessLogsTo) this.recordRequests(props.accessLogsTo, name);
  }

  /**
   * Allows one CloudFront distribution to read objects. A key that encrypts them must admit CloudFront
   * (`EncryptionKey` with `services: ["cloudfront"]`).
   *
   * It may not list them, so a missing object answers 403 and not 404: with that permission, a distribution without a
   * default root object would list every object.
   */
  allowReadBy(distributionArn: string): void {
    this.policy.add(distributionRead(this.bucketArn, distributionArn));
  }

  /**
   * Allows CloudWatch log delivery to write logs of the sources that match a pattern.
   *
   * @returns the dependencies of a delivery to the bucket.
   * @throws InputError unless the intent is `logs`.
   */
  allowLogDeliveryFrom(sourceArnPattern: string): ITerraformDependable[] {
    this.requireLogs();
    this.policy.add(logDelivery(this.bucketArn, sourceArnPattern, AwsStack.of(this).account));
    return this.policyInForce;
  }

  /**
   * Allows Elastic Load Balancing to write the access logs of the account's load balancers of the bucket's region.
   *
   * @param prefix - folder of the logs, above `AWSLogs/<account>/`.
   * @returns constructs that the load balancer waits for.
   * @throws InputError unless the intent is `logs`.
   */
  allowLoadBalancerLogs(prefix: string): readonly IConstruct[] {
    this.requireLogs();
    this.policy.add(loadBalancerLogs(this.bucketArn, prefix, AwsStack.of(this)));
    return this.policyInForce;
  }

  /**
   * Allows S3 to write the access logs of another bucket of the account. That bucket's `accessLogsTo` calls it.
   *
   * @returns the dependencies of the logging configuration.
   * @throws InputError unless the intent is `logs`.
   */
  allowAccessLogsFrom(sourceBucketName: string): ITerraformDependable[] {
    this.requireLogs();
    this.policy.add(accessLogs(this.bucketArn, sourceBucketName, AwsStack.of(this)));
    return this.policyInForce;
  }

  /**
   * Allows CloudTrail or AWS Config to write logs of the account in the name of one resource, or of those that a
   * pattern matches.
   *
   * @returns the dependencies of the trail or the delivery channel.
   * @throws InputError for the intent `website`, and for a key that does not admit AWS Config.
   */
  allowAuditLogsFrom(service: AuditService, sourceArn: string): ITerraformDependable[] {
    this.require(this.intent !== "website", "intent", "logs, content or artifacts", "use another bucket", this.intent);
    // CloudTrail encrypts its files with the key of the trail.
    if (this.key && service === "config") admitService(this, this.key, service);
    const statements = auditLogs(this.bucketArn, service, sourceArn, AwsStack.of(this).account);
    statements.forEach((statement) => this.policy.add(statement));
    return this.policyInForce;
  }

  /**
   * A bucket that exists already.
   *
   * @param key - key that encrypts the objects; grants allow its use. @default the bucket has no customer managed key
   * @throws InputError when the name is not that of a bucket.
   */
  static fromName(scope: Construct, id: string, bucketName: string, key?: KeyReference): BucketAccess {
    return new ExistingBucket(scope, id, bucketName, key);
  }

  /**
   * Stores one JSON object with values that only Terraform knows, such as the configuration of a site. Caches must
   * revalidate it.
   *
   * @param id - construct id of the object, part of its Terraform address.
   * @throws InputError when S3 does not accept the key.
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
      bucket: this.bucketId,
      key,
      content: Fn.jsonencode(value),
      contentType: "application/json",
      cacheControl: "no-cache",
      kmsKeyId: this.key?.keyArn,
    });
  }

  private secure(): S3BucketPolicy {
    const { bucketId: bucket } = this;
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", { bucket, rule: [encryptionRule(this.key)] });
    return new S3BucketPolicy(this, "policy", {
      bucket,
      policy: this.policy.json,
      // S3 refuses concurrent changes of a bucket's access settings.
      dependsOn: [publicAccessBlock],
    });
  }

  private limitLifetimes(settings: BucketSettings): void {
    const [bucket, lockDays] = [this.bucketId, settings.lockDays];
    const versioning = isVersioned(settings)
      ? [new S3BucketVersioningA(this, "versioning", { bucket, versioningConfiguration: { status: "Enabled" } })]
      : [];
    const rule = lifecycleRules(settings);
    new S3BucketLifecycleConfiguration(this, "lifecycle", { bucket, rule, dependsOn: versioning });
    if (lockDays) new S3BucketObjectLockConfigurationA(this, "lock", { bucket, rule: lockRule(lockDays) });
  }

  private allowOrigins(rules: readonly CorsRule[]): void {
    new S3BucketCorsConfiguration(this, "cors", { bucket: this.bucketId, corsRule: corsRules(rules) });
  }

  private recordRequests(logs: AccessLogBucket, name: string): void {
    new S3BucketLoggingA(this, "access-logs", {
      bucket: this.bucketId,
      targetBucket: logs.bucketName,
      targetPrefix: `${name}/`,
      dependsOn: logs.allowAccessLogsFrom(name),
    });
  }

  private requireLogs(): void {
    this.require(this.intent === "logs", "intent", "logs", "send logs to a separate bucket", this.intent);
  }

  private require(holds: boolean, property: string, allowed: string, fix: string, value: string): void {
    new Validation(this.node.scope!, this.node.id).check(holds, property, value, allowed, fix).throwIfInvalid();
  }
}

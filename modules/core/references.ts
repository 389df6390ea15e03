import type { IConstruct } from "constructs";
import type { PolicyStatement } from "./iam/policy-document";
import type { AwsRegion } from "./regions";

/** An identity with an IAM role that grants add statements to. */
export interface Grantee {
  /** Adds one statement to the role's own policy. */
  addStatement(statement: PolicyStatement): void;
}

/** One end of a network connection: a resource with a security group. */
export interface Peer {
  /** Names the peer in rule descriptions and construct ids, in kebab-case. */
  readonly peerName: string;
  /** Group that rules of both ends name. */
  readonly securityGroupId: string;
}

/**
 * A service that uses a key without a role: `logs` (log groups), `alarms` (CloudWatch publishing to a topic), `backup`
 * (AWS Backup), `budgets` (cost budgets publishing to a topic), `notifications` (notification rules of developer tools
 * publishing to a topic), `events` (rules and buses of EventBridge), `sns` (topics sending to queues), `cloudfront`
 * (distributions reading encrypted objects), `cloudtrail` (trails
 * encrypting log files), `config` (AWS Config writing to a bucket).
 */
export type KeyService =
  | "logs"
  | "alarms"
  | "backup"
  | "budgets"
  | "notifications"
  | "events"
  | "sns"
  | "cloudfront"
  | "cloudtrail"
  | "config";

/** A customer managed KMS key. Its type names its region, because a service uses keys of its own region only. */
export interface KeyReference<Region extends AwsRegion = AwsRegion> {
  /** ARN of the key, not of an alias: IAM policies do not resolve aliases. */
  readonly keyArn: string;
  /** Region of the key, which the modules compare with their own. */
  readonly region: Region;
  /** Allows the grantee to encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void;
  /**
   * Makes the key policy admit a service. Returns false where the policy does not admit it and belongs to others.
   * @default false for every service
   */
  admit?(service: KeyService): boolean;
}

/** A resource in whose name a service of AWS sends messages. */
export interface MessageSource {
  /** Sending service: rules and buses of EventBridge (`events`), or topics (`sns`). */
  readonly service: "events" | "sns";
  /** The resource; messages of others are refused. */
  readonly sourceArn: string;
  /** Id of the policy statement, unique for the resource: see `sidOf`. */
  readonly sid: string;
}

/** A queue by reference, to which services send messages. */
export interface QueueReference extends IConstruct {
  /** ARN of the queue, which users compare with their own region. */
  readonly queueArn: string;
  /** Region of the queue, for a `queueArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** True for a FIFO queue. */
  readonly isFifo: boolean;
  /**
   * Allows a resource to send messages, by the policies of the queue and of its key.
   *
   * @throws InputError when a policy belongs to others and does not allow it.
   */
  allowSendFrom(source: MessageSource): void;
}

/** An S3 bucket by reference. */
export interface BucketReference {
  /** Physical name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** Key that encrypts objects by default. @default S3 managed keys, which need no grant */
  readonly key?: KeyReference;
}

/** Subnets for a resource: one VPC and one subnet per Availability Zone. */
export interface Placement {
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** One subnet for each entry of `availabilityZones`, in the same order. */
  readonly subnetIds: readonly string[];
  /** Zones by name (`us-east-1a`), at least two for databases, caches and functions. */
  readonly availabilityZones: readonly string[];
}

/** An issued certificate. Its type names its region, because CloudFront accepts certificates of us-east-1 only. */
export interface CertificateReference<Region extends AwsRegion = AwsRegion> {
  /** ARN of the certificate in ACM. */
  readonly certificateArn: string;
  /** Region of the certificate, which users compare with their own. */
  readonly region: Region;
  /**
   * Names that the certificate covers, wildcards included. @default unknown: users cannot compare their names with it
   */
  readonly names?: readonly string[];
}

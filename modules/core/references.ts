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

/** A customer managed KMS key. Its type names its region, because a service uses keys of its own region only. */
export interface KeyReference<Region extends AwsRegion = AwsRegion> {
  /** ARN of the key, not of an alias: IAM policies do not resolve aliases. */
  readonly keyArn: string;
  /** Region of the key, which the modules compare with their own. */
  readonly region: Region;
  /** Allows the grantee to encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void;
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

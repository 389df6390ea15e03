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
  readonly securityGroupId: string;
}

/** A customer managed KMS key. Its type names its region, because a service uses keys of its own region only. */
export interface KeyReference<Region extends AwsRegion = AwsRegion> {
  readonly keyArn: string;
  readonly region: Region;
  /** Allows the grantee to encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void;
}

/** Subnets for a resource: one VPC and one subnet per Availability Zone. */
export interface Placement {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly availabilityZones: readonly string[];
}

/** An issued certificate. Its type names its region, because CloudFront accepts certificates of us-east-1 only. */
export interface CertificateReference<Region extends AwsRegion = AwsRegion> {
  readonly certificateArn: string;
  readonly region: Region;
  /**
   * Names that the certificate covers, wildcards included. @default unknown: users cannot compare their names with it
   */
  readonly names?: readonly string[];
}

import type { PolicyStatement } from "./iam/policy-document";
import type { AwsRegion } from "./regions";

/** Something that acts with an IAM role and can therefore be granted permissions. A grant adds a statement to this role. */
export interface Grantee {
  /** Adds one statement to the role's own policy. */
  addStatement(statement: PolicyStatement): void;
}

/** Something with network interfaces: one end of a connection. */
export interface Peer {
  /** Names the peer in rule descriptions and construct ids, in kebab-case. */
  readonly peerName: string;
  readonly securityGroupId: string;
}

/** A customer managed KMS key. Its region stands in its type, because a service can only use a key of its own region. */
export interface KeyReference<Region extends AwsRegion = AwsRegion> {
  readonly keyArn: string;
  readonly region: Region;
  /** Lets the grantee encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void;
}

/** Where in a VPC something is put: the VPC and one subnet per Availability Zone. */
export interface Placement {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly availabilityZones: readonly string[];
}

/** An issued certificate. Its region stands in its type, because CloudFront takes certificates of us-east-1 only. */
export interface CertificateReference<Region extends AwsRegion = AwsRegion> {
  readonly certificateArn: string;
  readonly region: Region;
}

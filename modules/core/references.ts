import type { PolicyStatement } from "./policy-document";
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

/** One CloudWatch metric of one resource. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch statistic: `Sum`, `Average`, `Maximum`, `p95`... */
  readonly statistic: string;
  /** Text in the legend of a dashboard graph. */
  readonly label: string;
}

/** A metric that is worth an alarm, listed by the module that knows why. `observability` turns it into an alarm. */
export interface Signal extends Metric {
  /** Kebab-case and unique within a stack; becomes the alarm's construct id and the suffix of its name. */
  readonly id: string;
  /** What an operator should conclude when the alarm fires. */
  readonly why: string;
  readonly threshold: number;
  readonly comparison: "above" | "at-or-above" | "below";
  readonly periodSeconds: number;
  /** Consecutive periods over the threshold before the alarm fires. */
  readonly evaluationPeriods: number;
  /** `breaching` where silence itself is a fault, otherwise `notBreaching`. */
  readonly missingData: "notBreaching" | "breaching";
}

/** One graph of a dashboard. */
export interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

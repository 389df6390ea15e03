import type { Placement, RegionalProvider } from "../../core";

/** A network whose subnets an ACL protects, such as a `Network`. */
export interface AclNetwork {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Range of the VPC, in which connections stay unrestricted. */
  readonly vpcCidr: string;
  /** Public subnets. */
  readonly publicPlacement: Placement;
  /** Private subnets. */
  readonly privatePlacement: Placement;
}

export interface NetworkAclProps {
  /** Name tag of the ACL. At most 255 characters. */
  readonly name: string;
  /** Network of the subnets. */
  readonly network: AclNetwork;
  /** Subnets that the ACL protects: those of load balancers and NAT gateways, or those of workloads. */
  readonly tier: "public" | "private";
  /**
   * TCP ports that the internet can connect to, for load balancers in public subnets. The private tier has none.
   * @default 80 and 443 for the public tier
   */
  readonly servedPorts?: readonly number[];
  /**
   * TCP ports on the internet that workloads can connect to, directly or through NAT. The endpoints of S3 and DynamoDB
   * count as the internet. @default 443
   */
  readonly egressPorts?: readonly number[];
  /** Region of the network and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const NETWORK_ACL_DEFAULTS = {
  servedPorts: { public: [80, 443], private: [] },
  egressPorts: [443],
} as const;

import type { KeyReference, LogRetentionDays, RegionalProvider } from "../core";

/** Egress of private subnets: none, through one gateway in the first zone, or through one gateway in each zone. */
export type NatGateways = "none" | "single" | "per-az";

/** Services that can have an interface endpoint, with the prefix of their IAM actions. */
export const INTERFACE_ENDPOINT_SERVICES = {
  ssm: "ssm",
  secretsmanager: "secretsmanager",
  kms: "kms",
  logs: "logs",
  "ecr.api": "ecr",
  "ecr.dkr": "ecr",
  sts: "sts",
  sqs: "sqs",
  states: "states",
  monitoring: "cloudwatch",
  xray: "xray",
} as const;

/** An AWS service by the last part of its endpoint's service name. */
export type InterfaceEndpointService = keyof typeof INTERFACE_ENDPOINT_SERVICES;

/** Blocks of each tier, in the order of zones. */
export interface SubnetCidrs {
  /** Blocks of public subnets. @default computed from the range */
  readonly public?: readonly string[];
  /** Blocks of private subnets. @default computed from the range */
  readonly private?: readonly string[];
  /** Blocks of data subnets. @default computed from the range */
  readonly data?: readonly string[];
}

export interface NetworkProps {
  /** Prefix of every physical name and Name tag. At most 32 characters. */
  readonly name: string;
  /** Range of the VPC: /16 to /28; two zones need at least a /23. Another range replaces the network. */
  readonly cidr: string;
  /**
   * 2 to 6 zones of the network's region by name. A zone's position decides its blocks: append zones, never reorder
   * them.
   */
  readonly availabilityZones: readonly string[];
  /**
   * Egress of the private subnets. With `single`, the loss of the first zone cuts off all of them. @default "per-az"
   */
  readonly natGateways?: NatGateways;
  /**
   * Zones of workloads, of which NAT gateways, routes to them and interface endpoints exist. The other zones have
   * subnets that a load balancer or a DB subnet group requires. @default all zones
   */
  readonly workloadZones?: readonly string[];
  /**
   * Subnets for databases and caches without a route out of the VPC, whose network ACL admits private subnets on
   * `dataPorts` and the tier itself. @default "none"
   */
  readonly dataTier?: "none" | "isolated";
  /** TCP ports of the data tier; with each zone at most 20 rules of its ACL. @default 3306, 5432 and 6379 */
  readonly dataPorts?: readonly number[];
  /** Blocks inside `cidr`, /16 to /28, that do not overlap. @default computed from the range */
  readonly subnetCidrs?: SubnetCidrs;
  /** AWS services with an address in the private subnets; each is billed per zone and hour. @default none */
  readonly interfaceEndpoints?: readonly InterfaceEndpointService[];
  /**
   * Actions that the interface endpoint of a service admits: `{ secretsmanager: ["secretsmanager:GetSecretValue"] }`.
   * @default all of the service
   */
  readonly endpointActions?: Partial<Readonly<Record<InterfaceEndpointService, readonly string[]>>>;
  /** Retention of the flow log in days: a period of CloudWatch Logs. @default 365, as for audit logs */
  readonly flowLogRetentionDays?: LogRetentionDays;
  /** Key of the flow log, of the network's region; its policy must admit CloudWatch Logs. */
  readonly logKey: KeyReference;
  /** Region of the network and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const NETWORK_DEFAULTS = {
  natGateways: "per-az",
  dataTier: "none",
  dataPorts: [3306, 5432, 6379],
  interfaceEndpoints: [],
  endpointActions: {},
  flowLogRetentionDays: 365,
} as const satisfies Partial<NetworkProps>;

export type { InterfaceEndpointService } from "./endpoints";
export { NETWORK_DEFAULTS, Network, type NetworkProps } from "./network";
export type { NatGateways } from "./routing";
export { contains, formatCidr, overlaps, parseCidr, planSubnets, type Cidr, type SubnetPlan } from "./subnets";

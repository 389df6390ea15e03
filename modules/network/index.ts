export { contains, formatCidr, overlaps, parseCidr, planSubnets, type Cidr, type SubnetPlan } from "../core";
export type { NetworkAttributes, NetworkReference } from "./existing-network";
export { Network } from "./network";
export {
  NETWORK_DEFAULTS,
  type InterfaceEndpointService,
  type NatGateways,
  type NetworkProps,
  type SubnetCidrs,
} from "./network-props";

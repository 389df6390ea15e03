export { contains, formatCidr, overlaps, parseCidr, planSubnets, type Cidr, type SubnetPlan } from "../core";
export { NetworkAcl } from "./acls/network-acl";
export { NETWORK_ACL_DEFAULTS, type AclNetwork, type NetworkAclProps } from "./acls/network-acl-props";
export type { NetworkAttributes, NetworkReference } from "./existing-network";
export { Network } from "./network";
export {
  NETWORK_DEFAULTS,
  type InterfaceEndpointService,
  type NatGateways,
  type NetworkProps,
  type SubnetCidrs,
} from "./network-props";

import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { AwsRegion, KeyReference, LogRetentionDays, Placement } from "../core";
import { createGatewayEndpoints, createInterfaceEndpoints, type InterfaceEndpointService } from "./endpoints";
import { createFlowLog } from "./flow-logs";
import { validateNetwork } from "./network-validation";
import {
  createNatGateways,
  createSubnets,
  placementOf,
  routePrivateSubnets,
  routePublicSubnets,
  type NatGateways,
} from "./routing";
import { planSubnets } from "./subnets";

export interface NetworkProps<Region extends AwsRegion = AwsRegion> {
  /** Begins every physical name and Name tag. At most 32 characters. */
  readonly name: string;
  /** The region of the stack. */
  readonly region: Region;
  /** Range of the VPC: /16 to /28, of which anything beyond /23 is too small for two zones. Changing it replaces the network. */
  readonly cidr: string;
  /** 2 to 6 zones of the region by name. A zone's position decides its blocks: append zones, never reorder them. */
  readonly availabilityZones: readonly string[];
  /** Egress of the private subnets. With `single`, losing the first zone cuts all of them off. @default "per-az" */
  readonly natGateways?: NatGateways;
  /** AWS services that private subnets reach inside the VPC; each is billed per zone and hour. @default none */
  readonly interfaceEndpoints?: readonly InterfaceEndpointService[];
  /** Days that the flow log is kept: a period that CloudWatch Logs offers. @default 90 */
  readonly flowLogRetentionDays?: LogRetentionDays;
  /** Encrypts the flow log; its policy must let CloudWatch Logs use it. */
  readonly logKey: KeyReference<NoInfer<Region>>;
}

export const NETWORK_DEFAULTS = { natGateways: "per-az", interfaceEndpoints: [], flowLogRetentionDays: 90 } as const;

/**
 * A VPC with a public and a private subnet in every zone, the ways out of them, and a record of all traffic.
 *
 * Nothing is reachable by being in it: subnets assign no public addresses, the default security group is empty, and private subnets
 * have a route out but none in. S3 and DynamoDB are always reached by gateway endpoints, because they cost nothing.
 */
export class Network<Region extends AwsRegion = AwsRegion> extends Construct {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** For what faces the internet: load balancers. */
  readonly publicPlacement: Placement;
  /** For everything else: functions, tasks, databases, caches. */
  readonly privatePlacement: Placement;

  /** @throws InputError when the name, range, zones, endpoints or retention are not valid or do not fit together. */
  constructor(scope: Construct, id: string, props: NetworkProps<Region>) {
    const {
      natGateways: natMode = NETWORK_DEFAULTS.natGateways,
      interfaceEndpoints = NETWORK_DEFAULTS.interfaceEndpoints,
      flowLogRetentionDays: retentionDays = NETWORK_DEFAULTS.flowLogRetentionDays,
    } = props;
    validateNetwork(scope, id, props);
    super(scope, id);
    const { name, region, cidr, availabilityZones, logKey: key } = props;
    const vpc = this.createVpc(name, cidr);
    const { id: vpcId, ownerId: account } = vpc;
    const context = { name, region, account, vpcId, availabilityZones };

    const { publicCidrs, privateCidrs } = planSubnets(cidr, availabilityZones.length);
    const publicSubnets = createSubnets(this, "public", context, publicCidrs);
    const privateSubnets = createSubnets(this, "private", context, privateCidrs);
    this.vpcId = vpcId;
    this.vpcCidr = cidr;
    this.publicPlacement = placementOf(context, publicSubnets);
    this.privatePlacement = placementOf(context, privateSubnets);

    const internetGateway = routePublicSubnets(this, context, publicSubnets);
    const natGateways = createNatGateways(this, natMode, context, publicSubnets, internetGateway);
    const privateRouteTableIds = routePrivateSubnets(this, context, privateSubnets, natGateways);

    const { subnetIds } = this.privatePlacement;
    createGatewayEndpoints(this, context, privateRouteTableIds);
    createInterfaceEndpoints(this, interfaceEndpoints, context, { vpcCidr: cidr, subnetIds });
    createFlowLog(this, { name, region, account, vpcId, retentionDays, key });
  }

  private createVpc(name: string, cidrBlock: string): Vpc {
    const tags = { Name: name };
    const vpc = new Vpc(this, "vpc", { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, tags });
    // Adopts the group that AWS made with the VPC and takes its rules away: whoever names no group gets no connection.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: `${name}-default` },
    });
    return vpc;
  }
}

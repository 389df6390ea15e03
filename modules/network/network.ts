import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { AwsStack, useProviderOf, withDefaults, type Placement } from "../core";
import { createDataTier } from "./data-tier";
import { createGatewayEndpoints, createInterfaceEndpoints } from "./endpoints";
import { ExistingNetwork, type NetworkAttributes, type NetworkReference } from "./existing-network";
import { createFlowLog } from "./flow-logs";
import { NETWORK_DEFAULTS, type NetworkProps } from "./network-props";
import { validateNetwork } from "./network-validation";
import {
  createNatGateways,
  createSubnets,
  placementIn,
  placementOf,
  routePrivateSubnets,
  routePublicSubnets,
} from "./routing";
import { subnetBlocks } from "./subnet-blocks";

/**
 * A VPC with a public and a private subnet in every zone, NAT, endpoints for AWS services and a flow log.
 *
 * No resource is reachable by default: subnets do not auto-assign public IPs, the default security group is empty,
 * and private subnets have egress only. S3 and DynamoDB always have gateway endpoints, which cost nothing.
 */
export class Network extends Construct implements NetworkReference {
  readonly vpcId: string;
  /** Range of the VPC. */
  readonly vpcCidr: string;
  /** Public subnets, for load balancers. */
  readonly publicPlacement: Placement;
  /** Private subnets, for functions, tasks, databases and caches. */
  readonly privatePlacement: Placement;
  /** Private subnets in `workloadZones`, for tasks and functions. */
  readonly workloadPlacement: Placement;
  /** Data subnets, for databases and caches; absent without a data tier. */
  readonly dataPlacement?: Placement;

  /** Public addresses of the NAT gateways, by the order of zones; empty without NAT. */
  readonly natAddresses: readonly string[];
  /** Route tables of the private subnets, by the order of zones. */
  readonly privateRouteTableIds: readonly string[];
  /** Route table of the public subnets. */
  readonly publicRouteTableId: string;

  /** @throws InputError when the name, range, zones, endpoints or retention are not valid or do not fit together. */
  constructor(scope: Construct, id: string, props: NetworkProps) {
    validateNetwork(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, NETWORK_DEFAULTS);
    const { name, cidr, availabilityZones, interfaceEndpoints, logKey: key } = settings;
    const { workloadZones = availabilityZones } = settings;
    const { region } = AwsStack.of(this);
    const vpc = this.createVpc(name, cidr);
    const { id: vpcId, ownerId: account } = vpc;
    const context = { name, region, account, vpcId, availabilityZones, workloadZones };

    const { publicCidrs, privateCidrs, dataCidrs } = subnetBlocks(props);
    const publicSubnets = createSubnets(this, "public", context, publicCidrs);
    const privateSubnets = createSubnets(this, "private", context, privateCidrs);
    this.vpcId = vpcId;
    this.vpcCidr = cidr;
    this.publicPlacement = placementOf(context, publicSubnets);
    this.privatePlacement = placementOf(context, privateSubnets);
    this.workloadPlacement = placementIn(workloadZones, this.privatePlacement);

    const { internetGateway, routeTableId } = routePublicSubnets(this, context, publicSubnets);
    const natGateways = createNatGateways(this, settings.natGateways, context, publicSubnets, internetGateway);
    this.publicRouteTableId = routeTableId;
    this.natAddresses = natGateways.map(({ address }) => address);
    this.privateRouteTableIds = routePrivateSubnets(this, "private", context, privateSubnets, natGateways);

    if (settings.dataTier === "isolated") {
      const tier = { privateCidrs, dataCidrs, ports: settings.dataPorts };
      this.dataPlacement = placementOf(context, createDataTier(this, context, tier));
    }
    const { subnetIds } = this.workloadPlacement;
    createGatewayEndpoints(this, context, this.privateRouteTableIds);
    createInterfaceEndpoints(this, interfaceEndpoints, context, {
      vpcCidr: cidr,
      subnetIds,
      actions: settings.endpointActions,
    });
    createFlowLog(this, { name, region, account, vpcId, retentionDays: settings.flowLogRetentionDays, key });
  }

  /**
   * A network that exists already.
   *
   * @throws InputError when an id is malformed, or the private subnets do not span two zones.
   */
  static fromAttributes(scope: Construct, id: string, attributes: NetworkAttributes): NetworkReference {
    return new ExistingNetwork(scope, id, attributes);
  }

  private createVpc(name: string, cidrBlock: string): Vpc {
    const tags = { Name: name };
    const vpc = new Vpc(this, "vpc", { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, tags });
    // Adopts the group that AWS creates with the VPC and removes its rules: resources without a group have no
    // connections.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: `${name}-default` },
    });
    return vpc;
  }
}

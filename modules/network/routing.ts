import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Construct } from "constructs";
import type { Placement } from "../core";

/** How private subnets reach the internet: not at all, through one gateway in the first zone, or through one in each zone. */
export type NatGateways = "none" | "single" | "per-az";

/** What everything inside one VPC is made with. */
export interface VpcContext {
  /** Begins every Name tag. */
  readonly name: string;
  readonly vpcId: string;
  readonly availabilityZones: readonly string[];
}

/** A subnet and the letter of its zone, which keys all that belongs to it. */
export interface ZoneSubnet {
  readonly letter: string;
  readonly subnet: Subnet;
}

interface ZoneGateway {
  readonly letter: string;
  readonly natGatewayId: string;
}

const ANYWHERE = "0.0.0.0/0";

/** One subnet per zone; nothing gets a public address by being put there. */
export function createSubnets(
  scope: Construct,
  tier: "public" | "private",
  { name, vpcId, availabilityZones }: VpcContext,
  cidrs: readonly string[],
): ZoneSubnet[] {
  return availabilityZones.map((availabilityZone, position) => {
    const letter = availabilityZone.slice(-1);
    const id = `${tier}-${letter}`;
    const subnet = new Subnet(scope, id, {
      vpcId,
      availabilityZone,
      cidrBlock: cidrs[position],
      mapPublicIpOnLaunch: false,
      tags: { Name: `${name}-${id}` },
    });
    return { letter, subnet };
  });
}

export function placementOf({ vpcId, availabilityZones }: VpcContext, subnets: readonly ZoneSubnet[]): Placement {
  return { vpcId, subnetIds: subnets.map(({ subnet }) => subnet.id), availabilityZones };
}

/** Routes all public subnets by one table to the internet gateway, which is returned. */
export function routePublicSubnets(
  scope: Construct,
  { name, vpcId }: VpcContext,
  subnets: readonly ZoneSubnet[],
): InternetGateway {
  const internetGateway = new InternetGateway(scope, "internet-gateway", { vpcId, tags: { Name: name } });
  const table = new RouteTable(scope, "public-routes", { vpcId, tags: { Name: `${name}-public` } });
  new Route(scope, "public-default-route", {
    routeTableId: table.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: internetGateway.id,
  });
  subnets.forEach((subnet) => associate(scope, "public", subnet, table));
  return internetGateway;
}

/** The gateways of a mode, each with an address of its own. */
export function createNatGateways(
  scope: Construct,
  mode: NatGateways,
  { name }: VpcContext,
  publicSubnets: readonly ZoneSubnet[],
  internetGateway: InternetGateway,
): ZoneGateway[] {
  const count = { none: 0, single: 1, "per-az": publicSubnets.length }[mode];
  return publicSubnets.slice(0, count).map(({ letter, subnet }) => {
    const id = `nat-${letter}`;
    const tags = { Name: `${name}-${id}` };
    const address = new Eip(scope, `${id}-address`, { domain: "vpc", tags });
    const natGateway = new NatGateway(scope, id, {
      allocationId: address.allocationId,
      subnetId: subnet.id,
      tags,
      // EC2 refuses a NAT gateway in a VPC that has no internet gateway yet, and nothing else orders the two.
      dependsOn: [internetGateway],
    });
    return { letter, natGatewayId: natGateway.id };
  });
}

/**
 * Routes each private subnet by a table of its own, whatever the mode, so that a change of mode only changes routes.
 *
 * @returns the ids of the tables.
 */
export function routePrivateSubnets(
  scope: Construct,
  { name, vpcId }: VpcContext,
  subnets: readonly ZoneSubnet[],
  natGateways: readonly ZoneGateway[],
): string[] {
  return subnets.map((zoneSubnet) => {
    const id = `private-${zoneSubnet.letter}`;
    const table = new RouteTable(scope, `${id}-routes`, { vpcId, tags: { Name: `${name}-${id}` } });
    associate(scope, "private", zoneSubnet, table);
    const gateway = natGateways.find(({ letter }) => letter === zoneSubnet.letter) ?? natGateways[0];
    if (gateway) {
      new Route(scope, `${id}-default-route`, {
        routeTableId: table.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: gateway.natGatewayId,
      });
    }
    return table.id;
  });
}

function associate(
  scope: Construct,
  tier: "public" | "private",
  { letter, subnet }: ZoneSubnet,
  { id: routeTableId }: RouteTable,
): void {
  new RouteTableAssociation(scope, `${tier}-${letter}-routing`, { subnetId: subnet.id, routeTableId });
}

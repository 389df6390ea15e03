import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Construct } from "constructs";
import type { Placement } from "../core";
import type { NatGateways } from "./network-props";

/** Properties of the VPC that its subnets, routes and gateways share. */
export interface VpcContext {
  /** Prefix of every Name tag. */
  readonly name: string;
  readonly vpcId: string;
  readonly availabilityZones: readonly string[];
  /** Zones with NAT gateways and routes to them. */
  readonly workloadZones: readonly string[];
}

/** A subnet and the letter of its zone, which is part of the ids of its routes and gateway. */
export interface ZoneSubnet {
  readonly letter: string;
  readonly subnet: Subnet;
}

interface ZoneGateway {
  readonly letter: string;
  readonly natGatewayId: string;
  readonly address: string;
}

/** Tier of a subnet, part of its id. */
export type Tier = "public" | "private" | "data";

const ANYWHERE = "0.0.0.0/0";

/** Creates one subnet per zone. Subnets do not auto-assign public IPs. */
export function createSubnets(
  scope: Construct,
  tier: Tier,
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

/** The subnets of one tier as a placement. */
export function placementOf({ vpcId, availabilityZones }: VpcContext, subnets: readonly ZoneSubnet[]): Placement {
  return { vpcId, subnetIds: subnets.map(({ subnet }) => subnet.id), availabilityZones };
}

/** The part of a placement in some of its zones. */
export function placementIn(zones: readonly string[], { vpcId, subnetIds, availabilityZones }: Placement): Placement {
  const parts = availabilityZones.map((zone, position) => ({ zone, subnetId: subnetIds[position]! }));
  const chosen = parts.filter(({ zone }) => zones.includes(zone));
  return {
    vpcId,
    subnetIds: chosen.map(({ subnetId }) => subnetId),
    availabilityZones: chosen.map(({ zone }) => zone),
  };
}

/** Routes all public subnets by one table to the internet gateway. Returns both. */
export function routePublicSubnets(
  scope: Construct,
  { name, vpcId }: VpcContext,
  subnets: readonly ZoneSubnet[],
): { readonly internetGateway: InternetGateway; readonly routeTableId: string } {
  const internetGateway = new InternetGateway(scope, "internet-gateway", { vpcId, tags: { Name: name } });
  const table = new RouteTable(scope, "public-routes", { vpcId, tags: { Name: `${name}-public` } });
  new Route(scope, "public-default-route", {
    routeTableId: table.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: internetGateway.id,
  });
  subnets.forEach((subnet) => associate(scope, "public", subnet, table));
  return { internetGateway, routeTableId: table.id };
}

/** Creates the NAT gateways of a mode, each with an Elastic IP. */
export function createNatGateways(
  scope: Construct,
  mode: NatGateways,
  { name, workloadZones }: VpcContext,
  publicSubnets: readonly ZoneSubnet[],
  internetGateway: InternetGateway,
): ZoneGateway[] {
  const subnets = publicSubnets.filter(({ letter }) => workloadZones.some((zone) => zone.endsWith(letter)));
  const count = { none: 0, single: 1, "per-az": subnets.length }[mode];
  return subnets.slice(0, count).map(({ letter, subnet }) => {
    const id = `nat-${letter}`;
    const tags = { Name: `${name}-${id}` };
    const address = new Eip(scope, `${id}-address`, { domain: "vpc", tags });
    const natGateway = new NatGateway(scope, id, {
      allocationId: address.allocationId,
      subnetId: subnet.id,
      tags,
      // EC2 refuses a NAT gateway in a VPC without an internet gateway, and no reference orders the two.
      dependsOn: [internetGateway],
    });
    return { letter, natGatewayId: natGateway.id, address: address.publicIp };
  });
}

/**
 * Creates one route table per private or data subnet in every mode, so that a change of mode changes routes only. A
 * subnet outside the zones of workloads has no route out.
 *
 * @returns the ids of the tables.
 */
export function routePrivateSubnets(
  scope: Construct,
  tier: Tier,
  { name, vpcId, workloadZones }: VpcContext,
  subnets: readonly ZoneSubnet[],
  natGateways: readonly ZoneGateway[],
): string[] {
  return subnets.map((zoneSubnet) => {
    const id = `${tier}-${zoneSubnet.letter}`;
    const table = new RouteTable(scope, `${id}-routes`, { vpcId, tags: { Name: `${name}-${id}` } });
    associate(scope, tier, zoneSubnet, table);
    const isWorkloadZone = workloadZones.some((zone) => zone.endsWith(zoneSubnet.letter));
    const gateway =
      isWorkloadZone && (natGateways.find(({ letter }) => letter === zoneSubnet.letter) ?? natGateways[0]);
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
  tier: Tier,
  { letter, subnet }: ZoneSubnet,
  { id: routeTableId }: RouteTable,
): void {
  new RouteTableAssociation(scope, `${tier}-${letter}-routing`, { subnetId: subnet.id, routeTableId });
}

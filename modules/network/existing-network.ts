import { Construct } from "constructs";
import { Validation, requireProps, each, matching, spanningZones, type Placement } from "../core";

/** A VPC by reference: enough to place resources in it. */
export interface NetworkReference {
  readonly vpcId: string;
  /** Range of the VPC. */
  readonly vpcCidr: string;
  /** Public subnets, for load balancers. */
  readonly publicPlacement: Placement;
  /** Private subnets, for functions, tasks, databases and caches. */
  readonly privatePlacement: Placement;
}

/** Ids of a VPC and its subnets. */
export interface NetworkAttributes {
  /** Id of the VPC: `vpc-0a1b2c3d`. */
  readonly vpcId: string;
  /** Range of the VPC. */
  readonly vpcCidr: string;
  /** Private subnets by Availability Zone: `{ "us-east-1a": "subnet-0a1b" }`. At least two. */
  readonly privateSubnetIds: Readonly<Record<string, string>>;
  /** Public subnets by Availability Zone. @default none */
  readonly publicSubnetIds?: Readonly<Record<string, string>>;
}

/** A network that another stack or tool created. Creates no resource. */
export class ExistingNetwork extends Construct implements NetworkReference {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicPlacement: Placement;
  readonly privatePlacement: Placement;

  /** @throws InputError when an id is malformed, or the private subnets do not span two zones. */
  constructor(scope: Construct, id: string, attributes: NetworkAttributes) {
    requireProps(scope, id, attributes, { vpcId: "string", vpcCidr: "string", privateSubnetIds: "object" });
    const { vpcId, vpcCidr, privateSubnetIds, publicSubnetIds = {} } = attributes;
    const privatePlacement = placementOf(vpcId, privateSubnetIds);
    const publicPlacement = placementOf(vpcId, publicSubnetIds);
    const subnet = matching(/^subnet-[0-9a-f]+$/, "the id of a subnet", "copy the id, such as subnet-0a1b2c3d");
    new Validation(scope, id)
      .apply("vpcId", vpcId, matching(/^vpc-[0-9a-f]+$/, "the id of a VPC", "copy the id, such as vpc-0a1b2c3d"))
      .apply("privateSubnetIds", privatePlacement, spanningZones())
      .apply("privateSubnetIds", privatePlacement.subnetIds, each(subnet))
      .apply("publicSubnetIds", publicPlacement.subnetIds, each(subnet))
      .throwIfInvalid();
    super(scope, id);
    this.vpcId = vpcId;
    this.vpcCidr = vpcCidr;
    this.privatePlacement = privatePlacement;
    this.publicPlacement = publicPlacement;
  }
}

function placementOf(vpcId: string, subnetIds: Readonly<Record<string, string>>): Placement {
  return { vpcId, availabilityZones: Object.keys(subnetIds), subnetIds: Object.values(subnetIds) };
}

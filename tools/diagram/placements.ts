import type { Resource, ResourceGraph } from "../../policies";
import { partId, type Part } from "./parts";

/** Subnets of a network in which a part has network interfaces. */
export interface Placement {
  /** Id of the part that contains the VPC. */
  readonly network: string;
  /** Name that the subnets of all Availability Zones share, such as `private`. */
  readonly subnets: string;
}

/** Places parts by the subnets that their resources name. Parts of the network itself have none. */
export function placementsOf(parts: readonly Part[], graph: ResourceGraph): ReadonlyMap<string, Placement> {
  return new Map(
    parts.flatMap((part) => {
      const [subnet] = part.layer === "network" ? [] : subnetsOf(part, graph);
      return subnet ? [[part.id, { network: partId(subnet), subnets: subnetName(subnet) }] as const] : [];
    }),
  );
}

function subnetsOf({ resources }: Part, graph: ResourceGraph): readonly Resource[] {
  const targets = resources.flatMap(({ stack, values }) => graph.targets(stack, values));
  return targets.filter(({ type }) => type === "aws_subnet");
}

/** The name of a subnet without its Availability Zone. */
export function subnetName({ constructPath, address, values }: Resource): string {
  const name = constructPath?.split("/").at(-1) ?? address.slice(address.lastIndexOf(".") + 1);
  const zone = String(values["availability_zone"] ?? "").slice(-1);
  return name.replace(new RegExp(`[-_](?:${zone}|\\d+)$`), "");
}

/** Facts about a network: address range, Availability Zones, and gateways. */
export function networkFacts({ resources }: Part): string {
  const count = (type: string): number => resources.filter((one) => one.type === type).length;
  const zones = new Set(
    resources.filter(({ type }) => type === "aws_subnet").map(({ values }) => String(values["availability_zone"])),
  );
  const vpc = resources.find(({ type }) => type === "aws_vpc")!;
  return [
    String(vpc.values["cidr_block"]),
    numbered(zones.size, "AZ"),
    ...[numbered(count("aws_nat_gateway"), "NAT gateway"), numbered(count("aws_vpc_endpoint"), "VPC endpoint")],
  ].join(" · ");
}

function numbered(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}

import {
  cidrProblems,
  contains,
  overlaps,
  parseCidr,
  planSubnets,
  type Rule,
  type SubnetPlan,
  type Violation,
} from "../core";
import { NETWORK_DEFAULTS, type NetworkProps, type SubnetCidrs } from "./network-props";

/** Prefixes of subnets (VPC User Guide, "Subnet sizing"). */
const SHORTEST_PREFIX = 16;
const LONGEST_PREFIX = 28;

type Tier = keyof SubnetCidrs;

/** The blocks of every tier: those of the props, and otherwise those that are computed from the range. */
export function subnetBlocks({ cidr, availabilityZones, subnetCidrs = {} }: NetworkProps): SubnetPlan {
  const planned = planSubnets(cidr, availabilityZones.length);
  return {
    publicCidrs: subnetCidrs.public ?? planned.publicCidrs,
    privateCidrs: subnetCidrs.private ?? planned.privateCidrs,
    dataCidrs: subnetCidrs.data ?? planned.dataCidrs,
  };
}

/** Accepts one block for each zone and tier, inside the range of the VPC and apart from all others. */
export function subnetRules(props: NetworkProps): Rule<SubnetCidrs> {
  return (subnetCidrs) => {
    const tiers = Object.entries(subnetCidrs) as [Tier, readonly string[]][];
    const problems = tiers.flatMap(([tier, blocks]) => tierProblems(tier, blocks, props));
    const plannable = cidrProblems(props.cidr, props.availabilityZones.length).length === 0;
    return problems.length > 0 || !plannable ? problems : overlapProblems(props);
  };
}

function tierProblems(tier: Tier, blocks: readonly string[], { cidr, availabilityZones }: NetworkProps): Violation[] {
  const below = `.${tier}`;
  const count = availabilityZones.length;
  const fewer = {
    below,
    value: blocks,
    allowed: `${count} blocks, one for each zone`,
    fix: "list a block for each zone",
  };
  const vpc = parseCidr(cidr);
  const outside = blocks.filter((block) => {
    const range = parseCidr(block);
    const sized = range && range.prefix >= SHORTEST_PREFIX && range.prefix <= LONGEST_PREFIX;
    return !sized || (vpc !== undefined && !contains(vpc, range)) || !isAligned(block);
  });
  return [
    ...(blocks.length === count ? [] : [fewer]),
    ...outside.map((value) => ({
      below,
      value,
      allowed: `a block of /${SHORTEST_PREFIX} to /${LONGEST_PREFIX} inside ${cidr}, without bits after the prefix`,
      fix: "write the first address of a free block of the range",
    })),
  ];
}

function isAligned(block: string): boolean {
  const { address, prefix } = parseCidr(block)!;
  return address % 2 ** (32 - prefix) === 0;
}

function overlapProblems(props: NetworkProps): Violation[] {
  const { publicCidrs, privateCidrs, dataCidrs } = subnetBlocks(props);
  const { dataTier = NETWORK_DEFAULTS.dataTier } = props;
  const blocks = [...publicCidrs, ...privateCidrs, ...(dataTier === "none" ? [] : dataCidrs)];
  return blocks
    .filter((block, position) =>
      blocks.slice(0, position).some((other) => overlaps(parseCidr(block)!, parseCidr(other)!)),
    )
    .map((value) => ({
      value,
      allowed: "blocks that do not overlap, the computed ones of other tiers included",
      fix: "choose a free block, or set the blocks of every tier",
    }));
}

import { firstAddress, formatCidr, parseCidr, sizeOf } from "./cidr";

/** The blocks of the tiers, in the order of the Availability Zones. */
export interface SubnetPlan {
  readonly publicCidrs: readonly string[];
  readonly privateCidrs: readonly string[];
  readonly dataCidrs: readonly string[];
}

/** Reason why a range cannot be divided, in the words of a validation message. */
export interface CidrProblem {
  readonly allowed: string;
  readonly fix: string;
}

/** Prefixes of VPCs and of subnets (VPC User Guide, "VPC CIDR blocks"). */
const LONGEST_PREFIX = 28;
const SHORTEST_PREFIX = 16;

/** Number of parts of the range: the first is public, the second private, the third for data, the others are free. */
const PARTS = 16;
const MAX_SUBNET_BITS = 8;

/** Reasons why a range cannot be a VPC with one public and one private subnet in each of `zones` zones. */
export function cidrProblems(text: string, zones: number): CidrProblem[] {
  const cidr = parseCidr(text);
  if (!cidr) return [{ allowed: "an IPv4 range such as 10.20.0.0/16", fix: "write an address, a slash and a prefix" }];
  const { prefix } = cidr;
  const isVpc = prefix >= SHORTEST_PREFIX && prefix <= LONGEST_PREFIX;
  const withoutHostBits = { address: firstAddress(cidr), prefix };
  const rules = [
    {
      holds: isVpc,
      allowed: `a prefix from /${SHORTEST_PREFIX} to /${LONGEST_PREFIX}`,
      fix: "choose a range of a size that a VPC can have",
    },
    {
      holds: withoutHostBits.address === cidr.address,
      allowed: `no bits after the prefix: ${formatCidr(withoutHostBits)}`,
      fix: "write the first address of the range",
    },
    {
      holds: !isVpc || zones <= subnetsPerTier(prefix),
      allowed: `a range with room for ${zones} subnets in each tier; this one has room for ${subnetsPerTier(prefix)}`,
      fix: "choose a larger range: /23 has room for 2, /22 for 4, /21 for 8, larger ones for 16",
    },
  ];
  return rules.filter(({ holds }) => !holds).map(({ allowed, fix }) => ({ allowed, fix }));
}

/**
 * Divides a VPC's range. Subnets are up to 8 bits longer than the VPC, at most /28; the public tier is the first
 * sixteenth of the range, the private tier the second, the data tier the third. `10.20.0.0/16` has public subnets from
 * `10.20.0.0/24`, private ones from `10.20.16.0/24` and data subnets from `10.20.32.0/24`.
 *
 * A zone's blocks depend on its position only, so that an appended zone does not move the others.
 *
 * @throws RangeError when the range cannot be divided for so many zones.
 */
export function planSubnets(cidr: string, zones: number): SubnetPlan {
  const [problem] = cidrProblems(cidr, zones);
  if (problem) throw new RangeError(`${cidr}: allowed: ${problem.allowed}; ${problem.fix}`);
  const vpc = parseCidr(cidr)!;
  const prefix = vpc.prefix + subnetBits(vpc.prefix);
  const tier = (part: number): string[] =>
    Array.from({ length: zones }, (_, zone) => {
      const address = vpc.address + (part * sizeOf(vpc.prefix)) / PARTS + zone * sizeOf(prefix);
      return formatCidr({ address, prefix });
    });
  return { publicCidrs: tier(0), privateCidrs: tier(1), dataCidrs: tier(2) };
}

function subnetsPerTier(vpcPrefix: number): number {
  return Math.floor(2 ** subnetBits(vpcPrefix) / PARTS);
}

function subnetBits(vpcPrefix: number): number {
  return Math.min(MAX_SUBNET_BITS, LONGEST_PREFIX - vpcPrefix);
}

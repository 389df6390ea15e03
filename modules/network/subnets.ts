/** An IPv4 range. */
export interface Cidr {
  /** The address before the slash as a number. */
  readonly address: number;
  readonly prefix: number;
}

/** The blocks of both tiers, in the order of the Availability Zones. */
export interface SubnetPlan {
  readonly publicCidrs: readonly string[];
  readonly privateCidrs: readonly string[];
}

/** Why a range cannot be divided, in the words of a validation message. */
export interface CidrProblem {
  readonly allowed: string;
  readonly fix: string;
}

/** Prefixes of VPCs and of subnets (VPC User Guide, "VPC CIDR blocks"). */
const LONGEST_PREFIX = 28;
const SHORTEST_PREFIX = 16;

/** The range is divided into as many parts; the first is public, the second private, the others are free to grow into. */
const PARTS = 16;
const MAX_SUBNET_BITS = 8;

const OCTET = "(0|[1-9]\\d{0,2})";
const CIDR = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}/(0|[1-9]\\d?)$`);

/** Reads `a.b.c.d/prefix`; undefined when the text is no IPv4 range. */
export function parseCidr(text: string): Cidr | undefined {
  const numbers = CIDR.exec(text)?.slice(1).map(Number);
  if (!numbers) return undefined;
  const octets = numbers.slice(0, 4);
  const prefix = numbers[4]!;
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  return { address: octets.reduce((sum, octet) => sum * 256 + octet, 0), prefix };
}

export function formatCidr({ address, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Whether all of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.prefix >= outer.prefix && firstAddress({ ...inner, prefix: outer.prefix }) === firstAddress(outer);
}

/** Whether two ranges share an address. Of two ranges that do, one contains the other. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}

/** Everything that keeps a range from being a VPC with one public and one private subnet in each of so many zones. */
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
 * Divides a VPC's range: subnets are up to 8 bits longer than the VPC, at most /28, the public tier fills the first sixteenth of the
 * range and the private tier the second. `10.20.0.0/16` gives public blocks from `10.20.0.0/24` and private ones from `10.20.16.0/24`.
 *
 * A zone's blocks depend on its position alone, so that a zone can be appended without moving the others.
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
  return { publicCidrs: tier(0), privateCidrs: tier(1) };
}

function subnetsPerTier(vpcPrefix: number): number {
  return Math.floor(2 ** subnetBits(vpcPrefix) / PARTS);
}

function subnetBits(vpcPrefix: number): number {
  return Math.min(MAX_SUBNET_BITS, LONGEST_PREFIX - vpcPrefix);
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

function firstAddress({ address, prefix }: Cidr): number {
  return address - (address % sizeOf(prefix));
}

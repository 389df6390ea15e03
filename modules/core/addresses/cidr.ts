/** An IPv4 range. */
export interface Cidr {
  /** The address before the slash as a number. */
  readonly address: number;
  readonly prefix: number;
}

const OCTET = "(0|[1-9]\\d{0,2})";
const CIDR = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}/(0|[1-9]\\d?)$`);

/** Reads `a.b.c.d/prefix`. Returns undefined for other text. */
export function parseCidr(text: string): Cidr | undefined {
  const numbers = CIDR.exec(text)?.slice(1).map(Number);
  if (!numbers) return undefined;
  const octets = numbers.slice(0, 4);
  const prefix = numbers[4]!;
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  return { address: octets.reduce((sum, octet) => sum * 256 + octet, 0), prefix };
}

/** Writes a range as `a.b.c.d/prefix`. */
export function formatCidr({ address, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Returns true if `outer` includes all of `inner`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.prefix >= outer.prefix && firstAddress({ ...inner, prefix: outer.prefix }) === firstAddress(outer);
}

/** Returns true if two ranges share an address. Of two such ranges, one contains the other. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}

/** Number of addresses of a range with this prefix. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** First address of a range: its address without host bits. */
export function firstAddress({ address, prefix }: Cidr): number {
  return address - (address % sizeOf(prefix));
}

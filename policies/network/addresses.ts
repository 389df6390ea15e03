/** A range of addresses, as numbers. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

const VERSIONS = [
  { bits: 32n, separator: ".", broadest: 8n },
  { bits: 128n, separator: ":", broadest: 19n },
] as const;

/** Parts of the address space that are not on the internet: private, link-local, loopback and multicast. */
const NOT_PUBLIC = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Returns whether CIDR blocks together include the whole internet, or so much of it that they restrict nobody: more
 * addresses than any owner has (a /8 of IPv4, a /19 of IPv6). Text that is no CIDR block includes nothing.
 */
export function coversInternet(blocks: readonly unknown[]): boolean {
  return VERSIONS.some((version) => {
    const ranges = blocks
      .flatMap((block) => rangeOf(String(block), version) ?? [])
      .filter((one) => !isPrivate(one, version));
    return sizeOf(merged(ranges)) > 1n << (version.bits - version.broadest);
  });
}

/** A range of addresses that an ordered list allows or denies. */
export interface AddressEntry {
  readonly allows: boolean;
  readonly block: unknown;
}

/**
 * Indices of the entries that admit the internet, as {@link coversInternet} defines it. The first entry that includes
 * an address decides about it.
 */
export function admittingBlocks(entries: readonly AddressEntry[]): readonly number[] {
  return VERSIONS.flatMap((version) => {
    let decided: readonly Range[] = [];
    let size = 0n;
    const admitting: number[] = [];
    for (const [index, { allows, block }] of entries.entries()) {
      const range = rangeOf(String(block), version);
      if (!range || isPrivate(range, version)) continue;
      const before = sizeOf(decided);
      decided = merged([...decided, range]);
      const added = sizeOf(decided) - before;
      if (!allows || added === 0n) continue;
      admitting.push(index);
      size += added;
    }
    return size > 1n << (version.bits - version.broadest) ? admitting : [];
  });
}

const sizeOf = (ranges: readonly Range[]): bigint =>
  ranges.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);

type Version = (typeof VERSIONS)[number];

function isPrivate(range: Range, version: Version): boolean {
  if (version.separator === ":") return range.first >> 120n >= 0xfcn;
  return NOT_PUBLIC.some((block) => {
    const { first, last } = rangeOf(block, version)!;
    return first <= range.first && range.last <= last;
  });
}

function rangeOf(block: string, version: Version): Range | undefined {
  const [address, prefix = String(version.bits)] = block.trim().split("/") as [string, string?];
  const base = version.separator === ":" ? ipv6(address) : ipv4(address);
  const length = /^\d{1,3}$/.test(prefix) ? BigInt(prefix) : version.bits + 1n;
  if (base === undefined || length > version.bits) return undefined;
  const size = 1n << (version.bits - length);
  const first = (base / size) * size;
  return { first, last: first + size - 1n };
}

function ipv4(address: string): bigint | undefined {
  const parts = address.split(".");
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return valid ? parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n) : undefined;
}

/** Accepts `::`, leading zeros, and any case. */
function ipv6(address: string): bigint | undefined {
  const [head, tail, more] = address.split("::") as [string, string?, string?];
  if (!address.includes(":") || more !== undefined) return undefined;
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const missing = 8 - before.length - after.length;
  const groups = tail === undefined ? before : [...before, ...Array<string>(Math.max(missing, 0)).fill("0"), ...after];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

const groupsOf = (text: string): readonly string[] => (text === "" ? [] : text.split(":"));

function merged(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1));
  return sorted.reduce<Range[]>((found, range) => {
    const previous = found.at(-1);
    if (!previous || range.first > previous.last + 1n) return [...found, range];
    const last = range.last > previous.last ? range.last : previous.last;
    return [...found.slice(0, -1), { first: previous.first, last }];
  }, []);
}

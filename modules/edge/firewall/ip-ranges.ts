import { isIP } from "node:net";
import { satisfying } from "../../core";

/** Accepts ranges of an IP set (`CreateIPSet`). */
export const IP_RANGE = satisfying(
  isIpRange,
  "an IPv4 or IPv6 range in CIDR notation without host bits, not /0",
  "write the first address of the range; a single address has the prefix /32 or /128",
);

function isIpRange(range: string): boolean {
  const [, address = "", prefixLength = ""] = /^([0-9a-f.:]+)\/(0|[1-9]\d{0,2})$/i.exec(range) ?? [];
  const version = isIP(address);
  const length = Number(prefixLength);
  const longest = version === 6 ? 128 : 32;
  if (version === 0 || length < 1 || length > longest) return false;
  return hostBits(version === 6 ? groupsOf(address) : address.split(".").map(Number), longest, length) === 0n;
}

/** The bits after the prefix, which AWS WAF refuses unless they are zero. */
function hostBits(parts: readonly number[], longest: number, prefixLength: number): bigint {
  const bitsPerPart = BigInt(longest / parts.length);
  const address = parts.reduce((bits, part) => (bits << bitsPerPart) | BigInt(part), 0n);
  return address & ((1n << BigInt(longest - prefixLength)) - 1n);
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [left, right] = hostname.slice(1, -1).split("::");
  const groups = (text?: string): number[] => (text ? text.split(":").map((group) => parseInt(group, 16)) : []);
  const [first, last] = [groups(left), groups(right)];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

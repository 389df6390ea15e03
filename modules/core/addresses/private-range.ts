import type { Rule } from "../validation/rules";
import { contains, parseCidr } from "./cidr";

/** Ranges for private networks (RFC 1918 and RFC 6598). */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * Accepts IPv4 ranges inside a private range, and text that is no range. A VPC with public addresses hides their
 * owners from its resources, and EC2 refuses loopback, link-local and multicast ranges.
 */
export function privateRange(): Rule<string> {
  const outers = PRIVATE_RANGES.map((range) => parseCidr(range)!);
  return (text) => {
    const range = parseCidr(text);
    if (!range || outers.some((outer) => contains(outer, range))) return [];
    return [{ allowed: `a range inside ${PRIVATE_RANGES.join(", ")}`, fix: "choose a private range" }];
  };
}

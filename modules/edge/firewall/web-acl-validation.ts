import { isIP } from "node:net";
import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  each,
  inRegion,
  integer,
  logRetention,
  matching,
  physicalName,
  providerOfRegion,
  satisfying,
  unique,
  type Rule,
} from "../../core";
import { userAgentPattern } from "./firewall-rules";
import { logGroupName, type WebAclProps } from "./web-acl-props";

/** Quotas of AWS WAF: the limit of a rate-based rule, and the length of a regular expression. */
const MIN_REQUESTS = 10;
const MAX_REQUESTS = 2_000_000_000;
const MAX_PATTERN_LENGTH = 200;
/** Largest part of a body that AWS WAF inspects for CloudFront. */
const MAX_BODY_KILOBYTES = 64;

const USER_AGENT = matching(
  /^[a-z0-9][a-z0-9 ._/-]*$/,
  "lower-case letters, digits, spaces and ._/-, beginning with a letter or digit",
  "write a part of the header in lower case; the header's case is ignored",
);
const ONE_PATTERN: Rule<readonly string[]> = satisfying(
  (agents) => userAgentPattern(agents).length <= MAX_PATTERN_LENGTH,
  `at most ${MAX_PATTERN_LENGTH} characters together`,
  "list fewer agents or shorter parts",
);
const PATH = matching(/^\/[\w.~/-]{1,199}$/, "a path of 2 to 200 characters", "use a path such as /health");
const IP_RANGE = satisfying(
  isIpRange,
  "an IPv4 or IPv6 range in CIDR notation without host bits, not /0",
  "write the first address of the range; a single address has the prefix /32 or /128",
);

/** Limits of `CreateWebACL`, `CreateIPSet` and `PutLoggingConfiguration`. */
export function validateWebAcl(scope: Construct, id: string, props: WebAclProps): void {
  requireProps(scope, id, props, { name: "string", regional: "object", logKey: "object" });
  new Validation(scope, id)
    .props(props, {
      name: [physicalName("acl name"), (name) => physicalName("log group name")(logGroupName(name))],
      regional: [providerOfRegion(), inRegion("us-east-1")],
      logKey: inRegion("us-east-1"),
      logRetentionDays: logRetention(),
      requestsPerFiveMinutes: integer(MIN_REQUESTS, MAX_REQUESTS, "choose the requests of one busy client"),
      maxBodyKilobytes: integer(1, MAX_BODY_KILOBYTES, "send larger bodies to S3 directly"),
      healthCheckPath: PATH,
      freeTextPaths: [each(PATH), unique()],
      blockedUserAgents: [each(USER_AGENT), ONE_PATTERN, unique()],
      blockedIpRanges: [each(IP_RANGE), unique()],
    })
    .throwIfInvalid();
}

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

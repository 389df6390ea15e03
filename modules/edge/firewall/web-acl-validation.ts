import { isIP } from "node:net";
import type { Construct } from "constructs";
import {
  each,
  integer,
  logRetention,
  matching,
  physicalName,
  satisfying,
  unique,
  Validation,
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
const IP_RANGE = satisfying(
  isIpRange,
  "an IPv4 or IPv6 range in CIDR notation, not /0",
  "write a single address as /32 or /128",
);

/** Limits of `CreateWebACL`, `CreateIPSet` and `PutLoggingConfiguration`. */
export function validateWebAcl(scope: Construct, id: string, props: WebAclProps): void {
  new Validation(scope, id)
    .props(props, {
      name: [physicalName("acl name"), (name) => physicalName("log group name")(logGroupName(name))],
      logRetentionDays: logRetention(),
      requestsPerFiveMinutes: integer(MIN_REQUESTS, MAX_REQUESTS, "choose the requests of one busy client"),
      maxBodyKilobytes: integer(1, MAX_BODY_KILOBYTES, "send larger bodies to S3 directly"),
      healthCheckPath: matching(/^\/[\w.~/-]{1,199}$/, "a path of 2 to 200 characters", "use a path such as /health"),
      blockedUserAgents: [each(USER_AGENT), ONE_PATTERN, unique()],
      blockedIpRanges: [each(IP_RANGE), unique()],
    })
    .throwIfInvalid();
}

function isIpRange(range: string): boolean {
  const [, address = "", prefixLength = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(range) ?? [];
  const longest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && Number(prefixLength) >= 1 && Number(prefixLength) <= longest;
}

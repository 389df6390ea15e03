import { isIP } from "node:net";
import type { Construct } from "constructs";
import { checkLogRetention, checkName, checkUnique, Validation } from "../../core";
import { userAgentPattern } from "./firewall-rules";
import type { WebAclProps } from "./web-acl";

/** Quotas of AWS WAF: the limit of a rate-based rule, and the length of a regular expression. */
const MIN_REQUESTS = 10;
const MAX_REQUESTS = 2_000_000_000;
const MAX_PATTERN_LENGTH = 200;
/** The most of a body that AWS WAF reads behind CloudFront. */
const MAX_BODY_KILOBYTES = 64;

/** AWS WAF writes to log groups of this prefix only. */
export const logGroupName = (name: string): string => `aws-waf-logs-${name}`;

/** Limits of `CreateWebACL`, `CreateIPSet` and `PutLoggingConfiguration`. */
export function validateWebAcl(scope: Construct, id: string, props: WebAclProps): void {
  const { name, account, logRetentionDays, healthCheckPath } = props;
  const validation = new Validation(scope, id);
  checkName(validation, "acl name", name);
  checkName(validation, "log group name", logGroupName(name));
  validation.accountId("account", account);
  checkLogRetention(validation, logRetentionDays);
  validation
    .integer(
      "requestsPerFiveMinutes",
      props.requestsPerFiveMinutes,
      MIN_REQUESTS,
      MAX_REQUESTS,
      "choose what one busy client needs",
    )
    .integer("maxBodyKilobytes", props.maxBodyKilobytes, 1, MAX_BODY_KILOBYTES, "send larger bodies to S3 directly")
    .matches(
      "healthCheckPath",
      healthCheckPath,
      /^\/[\w.~/-]{1,199}$/,
      "a path of 2 to 200 characters",
      "give the health check a path of its own",
    );
  checkUserAgents(validation, props.blockedUserAgents ?? []);
  checkIpRanges(validation, props.blockedIpRanges ?? []);
  validation.throwIfInvalid();
}

function checkUserAgents(validation: Validation, agents: readonly string[]): void {
  agents.forEach((agent) =>
    validation.matches(
      "blockedUserAgents",
      agent,
      /^[a-z0-9][a-z0-9 ._/-]*$/,
      "lower-case letters, digits, spaces and ._/-, beginning with a letter or digit",
      "name a part of the header; its case does not matter",
    ),
  );
  const pattern = userAgentPattern(agents);
  validation.check(
    pattern.length <= MAX_PATTERN_LENGTH,
    "blockedUserAgents",
    agents,
    `at most ${MAX_PATTERN_LENGTH} characters together`,
    "name fewer agents or shorter parts",
  );
  checkUnique(validation, "blockedUserAgents", agents);
}

function checkIpRanges(validation: Validation, ranges: readonly string[]): void {
  ranges.forEach((range) =>
    validation.check(
      () => isIpRange(range),
      "blockedIpRanges",
      range,
      "an IPv4 or IPv6 range in CIDR notation, not /0",
      "write a single address as /32 or /128",
    ),
  );
  checkUnique(validation, "blockedIpRanges", ranges);
}

function isIpRange(range: string): boolean {
  const [, address = "", prefixLength = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(range) ?? [];
  const longest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && Number(prefixLength) >= 1 && Number(prefixLength) <= longest;
}

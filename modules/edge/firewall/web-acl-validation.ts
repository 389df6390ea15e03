import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  each,
  inRegion,
  integer,
  logRetention,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  satisfying,
  unique,
  type Rule,
} from "../../core";
import { logGroupName } from "./firewall-logs";
import { userAgentPattern } from "./firewall-rules";
import { IP_RANGE } from "./ip-ranges";
import type { WebAclProps } from "./web-acl-props";

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
      mode: oneOf<string>(["block", "count"], "choose what the web ACL does"),
    })
    .throwIfInvalid();
}

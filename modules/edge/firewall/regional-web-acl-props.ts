import type { KeyReference, LogRetentionDays, RegionalProvider } from "../../core";
import type { ManagedGroupName } from "./managed-groups";
import type { FirewallMode } from "./web-acl-props";

/** Countries by their ISO code of two letters: those that may send requests, or those that may not. */
export type CountryFilter = { readonly only: readonly string[] } | { readonly except: readonly string[] };

export interface RegionalWebAclProps {
  /** Name of the web ACL, and suffix of its log group `aws-waf-logs-<name>`: at most 128 letters, digits, _ and -. */
  readonly name: string;
  /** Encrypts the log group; its key policy must allow CloudWatch Logs to use it. */
  readonly logKey: KeyReference;
  /** Retention of the logs in days. @default 365 */
  readonly logRetentionDays?: LogRetentionDays;
  /**
   * Rule groups of AWS, in the order of evaluation.
   * @default the reputation lists, and core, known-bad-inputs and sql-injection against the OWASP Top 10
   */
  readonly managedGroups?: readonly ManagedGroupName[];
  /** Requests in five minutes after which an address is blocked: 10 to 2,000,000,000. @default 2000 */
  readonly requestsPerFiveMinutes?: number;
  /** Blocked IPv4 and IPv6 ranges in CIDR notation. @default none */
  readonly blockedIpRanges?: readonly string[];
  /**
   * IPv4 and IPv6 ranges in CIDR notation that skip the countries and the reputation lists. They skip no inspection of
   * the request. @default none
   */
  readonly trustedIpRanges?: readonly string[];
  /** Countries of the clients. @default all */
  readonly countries?: CountryFilter;
  /**
   * Exact paths of uploads, which accept bodies of more than 8 KB. The group `core` blocks them elsewhere; its other
   * rules inspect the bodies. @default none
   */
  readonly largeBodyPaths?: readonly string[];
  /**
   * Exact paths of free text, whose bodies the SQL rules of `sql-injection` and the script rule of `core` do not block:
   * honest sentences resemble attacks. All other rules judge them. The application must use parameterized queries and
   * escape the text. @default none
   */
  readonly freeTextPaths?: readonly string[];
  /**
   * Exact paths of unusual clients, such as webhooks and health checks: blocked addresses and the rate limit judge
   * them, and no other rule. The application must authenticate their requests. @default none
   */
  readonly uninspectedPaths?: readonly string[];
  /** Capacity units of all rules: 1 to 5000. AWS charges for more than 1500. @default 1500 */
  readonly maxCapacityUnits?: number;
  /** `count` records the requests that `block` would refuse: use it to try rules. @default "block" */
  readonly mode?: FirewallMode;
  /** Region of the web ACL and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const REGIONAL_WEB_ACL_DEFAULTS = {
  logRetentionDays: 365,
  managedGroups: ["amazon-ip-reputation", "anonymous-addresses", "core", "known-bad-inputs", "sql-injection"],
  requestsPerFiveMinutes: 2000,
  blockedIpRanges: [],
  trustedIpRanges: [],
  largeBodyPaths: [],
  freeTextPaths: [],
  uninspectedPaths: [],
  maxCapacityUnits: 1500,
  mode: "block",
} as const satisfies Partial<RegionalWebAclProps>;

/** Props after defaults. */
export type RegionalWebAclSettings = RegionalWebAclProps &
  Required<Pick<RegionalWebAclProps, keyof typeof REGIONAL_WEB_ACL_DEFAULTS>>;

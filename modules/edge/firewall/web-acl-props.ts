import type { KeyReference, LogRetentionDays, RegionalProvider } from "../../core";

/** `block` refuses requests; `count` only records them. */
export type FirewallMode = "block" | "count";

export interface WebAclProps {
  /** Name of the web ACL, and suffix of its log group `aws-waf-logs-<name>`: at most 128 letters, digits, _ and -. */
  readonly name: string;
  /** us-east-1, the region of web ACLs of scope CLOUDFRONT. */
  readonly regional: RegionalProvider<"us-east-1">;
  /** Encrypts the log group; its key policy must allow CloudWatch Logs to use it. */
  readonly logKey: KeyReference<"us-east-1">;
  /** Retention of the logs in days. @default 365 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Requests in five minutes after which an address is blocked: 10 to 2,000,000,000. @default 2000 */
  readonly requestsPerFiveMinutes?: number;
  /** Largest request body in KiB: 1 to 64. AWS charges extra for inspecting more than 16. @default 16 */
  readonly maxBodyKilobytes?: number;
  /**
   * Blocked parts of user agents, in lower case, at most 200 characters together (quota of a regular expression).
   * @default well-known attack tools
   */
  readonly blockedUserAgents?: readonly string[];
  /** Blocked IPv4 and IPv6 ranges in CIDR notation. @default none */
  readonly blockedIpRanges?: readonly string[];
  /** Exact path of the health check, which only the address and rate rules can block. @default "/health" */
  readonly healthCheckPath?: string;
  /**
   * Exact paths whose bodies are free text of people, such as reviews. SQL and script rules do not inspect them,
   * because honest sentences contain apostrophes, code and SQL words. Size, query and path are inspected as usual.
   * The application must use parameterized queries and escape the text. @default none
   */
  readonly freeTextPaths?: readonly string[];
  /** `count` records the requests that `block` would refuse: use it to try rules. @default "block" */
  readonly mode?: FirewallMode;
}

export const WEB_ACL_DEFAULTS = {
  logRetentionDays: 365,
  requestsPerFiveMinutes: 2000,
  maxBodyKilobytes: 16,
  blockedUserAgents: ["acunetix", "dirbuster", "gobuster", "masscan", "nessus", "nikto", "nmap", "sqlmap", "wpscan"],
  blockedIpRanges: [],
  healthCheckPath: "/health",
  freeTextPaths: [],
  mode: "block",
} as const satisfies Partial<WebAclProps>;

import {
  allOf,
  anyOf,
  equals,
  inspect,
  largerThan,
  not,
  type RequestPart,
  type Statement,
  type TextTransformation,
} from "./firewall-statements";

/** One rule of the web ACL. */
export interface FirewallRule {
  /** Kebab-case; also the name of the rule's metric. */
  readonly name: string;
  /** Action on a match; `managed` keeps the actions of the rule group. */
  readonly action: "allow" | "block" | "managed";
  readonly statement: Statement;
}

export interface FirewallSettings {
  /** Exact path that only the address and rate rules can block. */
  readonly healthCheckPath: string;
  /** Requests in five minutes after which an address is blocked. */
  readonly requestsPerFiveMinutes: number;
  /** Largest request body in KiB. */
  readonly maxBodyKilobytes: number;
  /** Blocked parts of user agents, in lower case. */
  readonly blockedUserAgents: readonly string[];
  /** Exact paths whose bodies the SQL and script rules do not inspect. */
  readonly freeTextPaths: readonly string[];
  /** ARNs of the IP sets of blocked addresses, IPv4 and IPv6. */
  readonly blockedAddressSets: readonly string[];
}

const PATH: RequestPart = { uri_path: {} };
const QUERY: RequestPart = { query_string: {} };
const METHOD: RequestPart = { method: {} };
const COOKIES: RequestPart = { single_header: { name: "cookie" } };
const USER_AGENT: RequestPart = { single_header: { name: "user-agent" } };
/** Bodies are inspected up to the size that AWS WAF reads; `size-restriction` blocks longer ones. */
const BODY: RequestPart = { body: { oversize_handling: "CONTINUE" } };
const BODY_BY_SIZE: RequestPart = { body: { oversize_handling: "MATCH" } };

/** Decodes URLs, forms and JSON, whose encodings hide attacks. */
const DECODED: readonly TextTransformation[] = ["URL_DECODE", "HTML_ENTITY_DECODE", "JS_DECODE"];

/** Limits of AWS's core rule set, longer than the paths, queries and cookies of browser applications. */
const MAX_PATH_BYTES = 1024;
const MAX_QUERY_BYTES = 2048;
const MAX_COOKIE_BYTES = 10_240;

/** Paths of version control, credentials and other applications that scanners request; not `/.well-known`. */
const SENSITIVE_PATH =
  "/\\.(?:aws|bzr|docker|ds_store|env|git|hg|ht|kube|npmrc|ssh|svn)|/wp-(?:admin|content|includes|login)|/(?:cgi-bin|phpmyadmin)";

/**
 * Rules in the order of evaluation, which ends at the first that allows or blocks.
 *
 * Address and rate rules precede the allowed health check; otherwise its path would accept unlimited requests.
 * Monitors send a few requests a minute and stay below the limit. The health check skips the rules that follow:
 * monitors send no browser's user agent, and come from clouds of mixed reputation.
 */
export function firewallRules(settings: FirewallSettings): readonly FirewallRule[] {
  return [
    { name: "block-listed-addresses", action: "block", statement: fromAddresses(settings.blockedAddressSets) },
    { name: "rate-limit", action: "block", statement: moreThan(settings.requestsPerFiveMinutes) },
    { name: "allow-health-check", action: "allow", statement: isHealthCheck(settings.healthCheckPath) },
    { name: "amazon-ip-reputation", action: "managed", statement: amazonIpReputation },
    { name: "user-agent", action: "block", statement: comesFromTool(settings.blockedUserAgents) },
    { name: "size-restriction", action: "block", statement: isOversized(settings.maxBodyKilobytes) },
    { name: "sql-injection", action: "block", statement: inspectText(hasSql, settings) },
    { name: "cross-site-scripting", action: "block", statement: inspectText(hasScript, settings) },
    { name: "sensitive-paths", action: "block", statement: asksForSensitivePath },
  ];
}

/** One regular expression that matches any of the agents. */
export function userAgentPattern(agents: readonly string[]): string {
  return agents.map((agent) => agent.replaceAll(".", "\\.")).join("|");
}

const fromAddresses = (arns: readonly string[]): Statement =>
  anyOf(...arns.map((arn) => ({ ip_set_reference_statement: { arn } })));

const moreThan = (limit: number): Statement => ({
  rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit },
});

/** Exactly one path, GET or HEAD, so that no other request skips the rules that follow. */
const isHealthCheck = (path: string): Statement =>
  allOf(anyOf(equals(METHOD, "GET"), equals(METHOD, "HEAD")), equals(PATH, path));

const amazonIpReputation: Statement = {
  managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesAmazonIpReputationList" },
};

function comesFromTool(agents: readonly string[]): Statement {
  const isAnonymous = not(largerThan(USER_AGENT, 0));
  if (agents.length === 0) return isAnonymous;
  const regex_string = userAgentPattern(agents);
  return anyOf(isAnonymous, { regex_match_statement: { ...inspect(USER_AGENT, "LOWERCASE"), regex_string } });
}

const isOversized = (maxBodyKilobytes: number): Statement =>
  anyOf(
    largerThan(BODY_BY_SIZE, maxBodyKilobytes * 1024),
    largerThan(QUERY, MAX_QUERY_BYTES),
    largerThan(PATH, MAX_PATH_BYTES),
    largerThan(COOKIES, MAX_COOKIE_BYTES),
  );

/** Inspects body, query and path; bodies of free text are exempt by the exact path of the request. */
function inspectText(matches: (part: RequestPart) => Statement, { freeTextPaths }: FirewallSettings): Statement {
  const exempt = freeTextPaths.map((path) => not(equals(PATH, path)));
  const body = exempt.length > 0 ? allOf(...exempt, matches(BODY)) : matches(BODY);
  return anyOf(body, matches(QUERY), matches(PATH));
}

const hasSql = (part: RequestPart): Statement => ({
  sqli_match_statement: { ...inspect(part, ...DECODED), sensitivity_level: "LOW" },
});

const hasScript = (part: RequestPart): Statement => ({ xss_match_statement: inspect(part, ...DECODED) });

const climbsUp = (part: RequestPart): Statement => ({
  byte_match_statement: { ...inspect(part, "URL_DECODE"), positional_constraint: "CONTAINS", search_string: "../" },
});

const asksForSensitivePath: Statement = anyOf(
  { regex_match_statement: { ...inspect(PATH, "URL_DECODE", "LOWERCASE"), regex_string: SENSITIVE_PATH } },
  climbsUp(PATH),
  climbsUp(QUERY),
);

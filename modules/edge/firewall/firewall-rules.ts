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
  /** `managed` leaves the verdict to the rule group. */
  readonly verdict: "allow" | "refuse" | "managed";
  readonly statement: Statement;
}

export interface FirewallSettings {
  readonly healthCheckPath: string;
  readonly requestsPerFiveMinutes: number;
  readonly maxBodyKilobytes: number;
  readonly blockedUserAgents: readonly string[];
  /** ARNs of the sets of refused addresses, IPv4 and IPv6. */
  readonly blockedAddressSets: readonly string[];
}

const PATH: RequestPart = { uri_path: {} };
const QUERY: RequestPart = { query_string: {} };
const METHOD: RequestPart = { method: {} };
const COOKIES: RequestPart = { single_header: { name: "cookie" } };
const USER_AGENT: RequestPart = { single_header: { name: "user-agent" } };
/** Content is searched as far as AWS reads it; size-restriction refuses what is longer. */
const BODY: RequestPart = { body: { oversize_handling: "CONTINUE" } };
const BODY_BY_SIZE: RequestPart = { body: { oversize_handling: "MATCH" } };

/** Undoes the encodings in which attacks hide in URLs, forms and JSON. */
const DECODED: readonly TextTransformation[] = ["URL_DECODE", "HTML_ENTITY_DECODE", "JS_DECODE"];

/** Longer than any path, query or cookies of a browser application need to be, and what AWS's core rule set limits them to. */
const MAX_PATH_BYTES = 1024;
const MAX_QUERY_BYTES = 2048;
const MAX_COOKIE_BYTES = 10_240;

/** Files of version control, credentials and foreign applications that scanners ask for. `/.well-known` is not among them. */
const SENSITIVE_PATH =
  "/\\.(?:aws|bzr|docker|ds_store|env|git|hg|ht|kube|npmrc|ssh|svn)|/wp-(?:admin|content|includes|login)|/(?:cgi-bin|phpmyadmin)";

/**
 * The rules in the order of their evaluation, which ends at the first that allows or refuses.
 *
 * Addresses and rates come before the allowed health check: without a limit, its path would be the one that floods are sent to. A
 * monitor asks a few times a minute and stays far below it. Everything after it judges what a request looks like, and is what the
 * health check is spared: monitors send no browser's user agent, and come from clouds of mixed reputation.
 */
export function firewallRules(settings: FirewallSettings): readonly FirewallRule[] {
  return [
    { name: "block-listed-addresses", verdict: "refuse", statement: fromAddresses(settings.blockedAddressSets) },
    { name: "rate-limit", verdict: "refuse", statement: moreThan(settings.requestsPerFiveMinutes) },
    { name: "allow-health-check", verdict: "allow", statement: isHealthCheck(settings.healthCheckPath) },
    { name: "amazon-ip-reputation", verdict: "managed", statement: amazonIpReputation },
    { name: "user-agent", verdict: "refuse", statement: comesFromTool(settings.blockedUserAgents) },
    { name: "size-restriction", verdict: "refuse", statement: isOversized(settings.maxBodyKilobytes) },
    { name: "sql-injection", verdict: "refuse", statement: anyOf(...[BODY, QUERY, PATH].map(hasSql)) },
    { name: "cross-site-scripting", verdict: "refuse", statement: anyOf(...[BODY, QUERY, PATH].map(hasScript)) },
    { name: "sensitive-paths", verdict: "refuse", statement: asksForSensitivePath },
  ];
}

/** One regular expression for all agents, which are told apart by nothing but their names. */
export function userAgentPattern(agents: readonly string[]): string {
  return agents.map((agent) => agent.replaceAll(".", "\\.")).join("|");
}

const fromAddresses = (arns: readonly string[]): Statement =>
  anyOf(...arns.map((arn) => ({ ip_set_reference_statement: { arn } })));

const moreThan = (limit: number): Statement => ({
  rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit },
});

/** Exactly one path and method, so that nothing else passes under its cover. */
const isHealthCheck = (path: string): Statement => allOf(equals(METHOD, "GET"), equals(PATH, path));

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

import type { FirewallRule } from "./firewall-rules";
import { allOf, anyOf, equals, not, type Statement } from "./firewall-statements";
import { MANAGED_GROUPS, judgesAddresses, type ManagedGroupName } from "./managed-groups";
import type { CountryFilter } from "./regional-web-acl-props";

export interface RegionalFirewallSettings {
  /** Rule groups of AWS, in the order of evaluation. */
  readonly managedGroups: readonly ManagedGroupName[];
  /** Requests in five minutes after which an address is blocked. */
  readonly requestsPerFiveMinutes: number;
  /** Countries of the clients. @default all */
  readonly countries?: CountryFilter;
  /** Exact paths that accept bodies of more than 8 KB. */
  readonly largeBodyPaths: readonly string[];
  /** Exact paths that only the address lists and the rate limit judge. */
  readonly uninspectedPaths: readonly string[];
  /** ARNs of the IP sets of blocked addresses, IPv4 and IPv6. */
  readonly blockedAddressSets: readonly string[];
  /** ARNs of the IP sets of trusted addresses; none if no address is trusted. */
  readonly trustedAddressSets: readonly string[];
}

/** Rule of the group `core` that blocks bodies of more than 8 KB, and the label by which it marks them. */
const BODY_SIZE_RULE = "SizeRestrictions_BODY";
const BODY_SIZE_LABEL = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

/**
 * Rules in the order of evaluation. No rule allows, because a request that is allowed skips every rule that follows:
 * trusted addresses and uninspected paths are excepted from single rules.
 */
export function regionalRules(settings: RegionalFirewallSettings): readonly FirewallRule[] {
  const { blockedAddressSets, requestsPerFiveMinutes, countries, managedGroups } = settings;
  return [
    { name: "block-listed-addresses", action: "block", statement: fromAddresses(blockedAddressSets) },
    { name: "rate-limit", action: "block", statement: moreThan(requestsPerFiveMinutes) },
    ...(countries ? [countryRule(countries, settings)] : []),
    ...managedGroups.flatMap((name) => groupRules(name, settings)),
  ];
}

const fromAddresses = (arns: readonly string[]): Statement =>
  anyOf(...arns.map((arn) => ({ ip_set_reference_statement: { arn } })));

const moreThan = (limit: number): Statement => ({
  rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit },
});

const inCountries = (codes: readonly string[]): Statement => ({ geo_match_statement: { country_codes: codes } });

function countryRule(countries: CountryFilter, settings: RegionalFirewallSettings): FirewallRule {
  const refused = "only" in countries ? not(inCountries(countries.only)) : inCountries(countries.except);
  const exceptions = exceptionsOf(settings, true);
  return {
    name: "countries",
    action: "block",
    statement: exceptions.length > 0 ? allOf(refused, ...exceptions) : refused,
  };
}

/** A managed group; `core` with large bodies on some paths counts them, and a second rule blocks them elsewhere. */
function groupRules(name: ManagedGroupName, settings: RegionalFirewallSettings): FirewallRule[] {
  const { largeBodyPaths } = settings;
  const exceptions = exceptionsOf(settings, judgesAddresses(name));
  const scope = exceptions.length > 1 ? allOf(...exceptions) : exceptions[0];
  const splitsSize = name === "core" && largeBodyPaths.length > 0;
  const group: FirewallRule = {
    name,
    action: "managed",
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: MANAGED_GROUPS[name].group,
        ...(scope && { scope_down_statement: scope }),
        ...(splitsSize && { rule_action_override: [{ name: BODY_SIZE_RULE, action_to_use: { count: {} } }] }),
      },
    },
  };
  if (!splitsSize) return [group];
  const isLarge: Statement = { label_match_statement: { scope: "LABEL", key: BODY_SIZE_LABEL } };
  return [group, { name: "body-size", action: "block", statement: allOf(isLarge, ...notOn(largeBodyPaths)) }];
}

/** Statements that hold for the requests that a rule judges. */
function exceptionsOf(settings: RegionalFirewallSettings, ofAddresses: boolean): Statement[] {
  const { trustedAddressSets, uninspectedPaths } = settings;
  const trusted = ofAddresses && trustedAddressSets.length > 0 ? [not(fromAddresses(trustedAddressSets))] : [];
  return [...trusted, ...notOn(uninspectedPaths)];
}

function notOn(paths: readonly string[]): Statement[] {
  return paths.map((path) => not(equals({ uri_path: {} }, path)));
}

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
  /** Exact paths whose bodies the SQL and script rules do not inspect. */
  readonly freeTextPaths: readonly string[];
  /** Exact paths that only the address lists and the rate limit judge. */
  readonly uninspectedPaths: readonly string[];
  /** ARNs of the IP sets of blocked addresses, IPv4 and IPv6. */
  readonly blockedAddressSets: readonly string[];
  /** ARNs of the IP sets of trusted addresses; none if no address is trusted. */
  readonly trustedAddressSets: readonly string[];
}

/** A rule that replaces rules of a managed group, because they do not apply to some paths. */
interface Replacement {
  readonly name: string;
  /** Setting with the paths on which the rules do not apply. */
  readonly exceptOn: "largeBodyPaths" | "freeTextPaths";
  /** Names of the replaced rules, with the labels by which they mark requests. */
  readonly replaced: Readonly<Record<string, string>>;
}

/** Rules and labels of AWS Managed Rules (AWS WAF developer guide, baseline and use-case rule groups; read 2026-11). */
const REPLACEMENTS: Readonly<Partial<Record<ManagedGroupName, readonly Replacement[]>>> = {
  core: [
    {
      name: "body-size",
      exceptOn: "largeBodyPaths",
      replaced: { SizeRestrictions_BODY: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" },
    },
    {
      name: "body-scripts",
      exceptOn: "freeTextPaths",
      replaced: { CrossSiteScripting_BODY: "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body" },
    },
  ],
  "sql-injection": [
    {
      name: "body-sql",
      exceptOn: "freeTextPaths",
      replaced: {
        SQLi_BODY: "awswaf:managed:aws:sql-database:SQLi_Body",
        SQLiExtendedPatterns_BODY: "awswaf:managed:aws:sql-database:SQLiExtendedPatterns_Body",
      },
    },
  ],
};

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

const fromSet = (arn: string): Statement => ({ ip_set_reference_statement: { arn } });

const fromAddresses = (arns: readonly string[]): Statement => anyOf(...arns.map(fromSet));

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

/** A managed group that only counts rules with excepted paths, and the rules that block elsewhere in their place. */
function groupRules(name: ManagedGroupName, settings: RegionalFirewallSettings): FirewallRule[] {
  const exceptions = exceptionsOf(settings, judgesAddresses(name));
  const scope = exceptions.length > 1 ? allOf(...exceptions) : exceptions[0];
  const replacements = (REPLACEMENTS[name] ?? []).filter(({ exceptOn }) => settings[exceptOn].length > 0);
  const counted = replacements.flatMap(({ replaced }) => Object.keys(replaced));
  const group: FirewallRule = {
    name,
    action: "managed",
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: MANAGED_GROUPS[name].group,
        ...(scope && { scope_down_statement: scope }),
        ...(counted.length > 0 && {
          rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
        }),
      },
    },
  };
  return [group, ...replacements.map((replacement) => elsewhere(replacement, settings))];
}

function elsewhere({ name, replaced, exceptOn }: Replacement, settings: RegionalFirewallSettings): FirewallRule {
  const labels = Object.values(replaced).map((key): Statement => ({ label_match_statement: { scope: "LABEL", key } }));
  const isMarked = labels.length > 1 ? anyOf(...labels) : labels[0]!;
  return { name, action: "block", statement: allOf(isMarked, ...notOn(settings[exceptOn])) };
}

/** Statements that hold for the requests that a rule judges. */
function exceptionsOf(settings: RegionalFirewallSettings, ofAddresses: boolean): Statement[] {
  const { trustedAddressSets, uninspectedPaths } = settings;
  // One statement for each set: the provider has no room for another level inside of a managed group.
  const untrusted = ofAddresses ? trustedAddressSets.map((arn) => not(fromSet(arn))) : [];
  return [...untrusted, ...notOn(uninspectedPaths)];
}

function notOn(paths: readonly string[]): Statement[] {
  return paths.map((path) => not(equals({ uri_path: {} }, path)));
}

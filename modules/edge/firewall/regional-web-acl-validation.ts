import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  unique,
  withDefaults,
  type Rule,
} from "../../core";
import { COUNTRY_CODES } from "./countries";
import { MAX_CAPACITY, totalCapacityUnits } from "./firewall-capacity";
import { logGroupName } from "./firewall-logs";
import { IP_RANGE } from "./ip-ranges";
import { MANAGED_GROUP_NAMES } from "./managed-groups";
import { regionalRules } from "./regional-rules";
import { REGIONAL_WEB_ACL_DEFAULTS, type CountryFilter, type RegionalWebAclProps } from "./regional-web-acl-props";

const PATH = matching(
  /^\/[\w.~/-]{1,199}$/,
  "a path of 2 to 200 characters",
  "write it with its stage: /live/webhooks",
);
const COUNTRY = satisfying<string>(
  (code) => COUNTRY_CODES.has(code),
  "a code of ISO 3166 with two capital letters",
  "write it like DE or US",
);

/** Limits of `CreateWebACL`, `CreateIPSet` and `PutLoggingConfiguration`. */
export function validateRegionalWebAcl(scope: Construct, id: string, props: RegionalWebAclProps): void {
  requireProps(scope, id, props, { name: "string", logKey: "object" });
  new Validation(scope, id)
    .props(props, {
      name: [physicalName("acl name"), (name) => physicalName("log group name")(logGroupName(name))],
      regional: providerOfRegion(),
      logKey: inRegion((props.regional ?? AwsStack.of(scope)).region),
      logRetentionDays: logRetention(),
      managedGroups: [each(oneOf(MANAGED_GROUP_NAMES, "name groups of the module")), unique()],
      requestsPerFiveMinutes: integer(10, 2_000_000_000, "choose the requests of one busy client"),
      blockedIpRanges: [each(IP_RANGE), unique()],
      trustedIpRanges: [each(IP_RANGE), unique()],
      countries: [oneFilter, countryFilter()],
      largeBodyPaths: [each(PATH), unique()],
      freeTextPaths: [each(PATH), unique()],
      uninspectedPaths: [each(PATH), unique()],
      maxCapacityUnits: integer(1, MAX_CAPACITY, "use fewer groups"),
      mode: oneOf<string>(["block", "count"], "choose what the web ACL does"),
    })
    .throwIfInvalid();
  validateCapacity(new Validation(scope, id), props).throwIfInvalid();
}

const oneFilter: Rule<CountryFilter> = satisfying(
  (filter) => !("only" in filter && "except" in filter),
  "only or except",
  "list the countries that may send requests, or those that may not",
);

function countryFilter(): Rule<CountryFilter> {
  const some = nonEmpty("at least one country", "omit the filter, or list countries");
  return (filter) => {
    const kind = "only" in filter ? "only" : "except";
    const codes: readonly string[] = "only" in filter ? filter.only : filter.except;
    return [...some(codes), ...each(COUNTRY)(codes), ...unique()(codes)].map((violation) => ({
      value: codes,
      ...violation,
      below: `.${kind}`,
    }));
  };
}

function validateCapacity(validation: Validation, props: RegionalWebAclProps): Validation {
  const settings = withDefaults(props, REGIONAL_WEB_ACL_DEFAULTS);
  const trusted = settings.trustedIpRanges.length > 0 ? ["ipv4", "ipv6"] : [];
  const sets = { blockedAddressSets: ["ipv4", "ipv6"], trustedAddressSets: trusted };
  const units = totalCapacityUnits(regionalRules({ ...settings, ...sets }));
  return validation.check(
    units <= settings.maxCapacityUnits,
    "managedGroups",
    `${units} capacity units`,
    `at most ${settings.maxCapacityUnits}`,
    `use fewer groups and paths, or raise maxCapacityUnits to at most ${MAX_CAPACITY}, which AWS charges above 1500`,
  );
}

/** Resources that AWS WAF can protect in a region; not HTTP APIs. */
const PROTECTABLE = [
  String.raw`apigateway:REGION::\/restapis\/[a-z0-9]+\/stages\/[\w-]+`,
  String.raw`elasticloadbalancing:REGION:\d{12}:loadbalancer\/app\/[\w-]+\/[0-9a-f]+`,
  String.raw`cognito-idp:REGION:\d{12}:userpool\/[\w-]+`,
  String.raw`appsync:REGION:\d{12}:apis\/[\w-]+`,
];

/** Accepts ARNs of resources that a web ACL of `region` can protect. */
export function protectableArn(region: string): Rule<string> {
  const place = isKnown(region) ? region : "[a-z0-9-]+";
  const pattern = new RegExp(`^arn:aws[\\w-]*:(?:${PROTECTABLE.join("|").replaceAll("REGION", place)})$`);
  return matching(
    pattern,
    `the ARN of a REST API stage, application load balancer, user pool or AppSync API${isKnown(region) ? ` in ${region}` : ""}`,
    "pass stageArn of a REST API; an HTTP API is protected by the web ACL of its distribution",
  );
}

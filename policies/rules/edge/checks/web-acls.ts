import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isUnresolved, listOf, recordsOf, select } from "../../../engine/values";
import { regionOf } from "../../checks/regions";

const LOG_NAME = /(?:^|[:/])aws-waf-logs-/;

/** A block without arguments is `{}` in a configuration, and a list of one in a plan. */
export const isPresent = (value: unknown): boolean => listOf(value).length > 0;

export const INJECTION_GROUPS = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

export const hasOwnInjectionRules = (rules: readonly unknown[]): boolean =>
  // A plan contains every statement, empty where it is not set.
  ["sqli_match_statement", "xss_match_statement"].every((name) =>
    new RegExp(`"${name}":(?!\\[\\]|null)`).test(JSON.stringify(rules)),
  );

export const redactsCredentials: Check = ({ values }) => {
  const redacted = select(values, "redacted_fields.single_header.name").map(({ value }) => value);
  return ["authorization", "cookie"]
    .filter((name) => !redacted.includes(name))
    .map((name) => fail("redacted_fields", `must redact ${name}`));
};

export const hasLogNamePrefix: Check = (logging, { graph }) => {
  const path = "log_destination_configs";
  const targets = graph.targetsAt(logging, path);
  const names = targets.length > 0 ? targets.map(({ values }) => values["name"] ?? values["bucket"]) : undefined;
  return (names ?? listOf(logging.values[path])).flatMap((name) => {
    if (isUnresolved(name)) return [unknown(path)];
    return LOG_NAME.test(String(name))
      ? []
      : [fail(path, "must be a destination whose name begins with aws-waf-logs-")];
  });
};

export const hasUniquePrioritiesAndActions: Check = ({ values }) => {
  const rules = recordsOf(values["rule"]);
  const priorities = rules.map(({ priority }) => priority);
  const undecided = rules.filter(({ action, override_action: override }) => isPresent(action) === isPresent(override));
  return [
    ...(new Set(priorities).size === priorities.length ? [] : [fail("rule", "priorities must be unique")]),
    ...undecided.map(({ name }) =>
      fail("rule", `${String(name)} needs an action, or override_action for a rule group`),
    ),
  ];
};

/** Web ACLs of scope CLOUDFRONT exist in us-east-1 only. */
export const isInScopeRegion: Check = (resource, { graph }) => {
  if (resource.values["scope"] !== "CLOUDFRONT") return [];
  const region = regionOf(resource, graph);
  if (region === undefined) return [unknown("scope")];
  return region === "us-east-1" ? [] : [fail("scope", `CLOUDFRONT must be in us-east-1, not in ${region}`)];
};

export const isAssociable: Check = (association, { graph }) =>
  graph
    .targetsAt(association, "resource_arn")
    .filter(({ type }) => type === "aws_cloudfront_distribution" || type.startsWith("aws_apigatewayv2_"))
    .map(({ type }) => fail("resource_arn", `${type} cannot be associated with a web ACL`));

import { all, expectAt, fail, needs, notFalse, notTrue, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Check, Finding, Rule } from "../../engine/rule";
import { booleanOf, isEmpty, isUnresolved, select, stringsOf, valueAt } from "../../engine/values";

const ROUTING = [
  "failover_routing_policy",
  "weighted_routing_policy",
  "latency_routing_policy",
  "geolocation_routing_policy",
  "geoproximity_routing_policy",
];

/** Host names that AWS assigns to others after they are released. */
const REUSABLE_NAME =
  /(?:\.cloudfront\.net|\.elb\.[\w-]*\.?amazonaws\.com|\.s3-website[.-][\w.-]*amazonaws\.com|\.elasticbeanstalk\.com|\.execute-api\.[\w-]+\.amazonaws\.com)\.?$/;

const isPublicZone = ({ values }: Resource): boolean => isEmpty(values["vpc"]);

/** Rejects literal AWS host names, which outlive their resource. */
const referencesTarget: Check = ({ values, expressions }) => {
  if (isEmpty(values["records"]) && isEmpty(values["alias"])) return [fail("records", "needs records or an alias")];
  // The known values of a plan do not show which names are references.
  return ["records", "alias.name"].flatMap((path) =>
    select(expressions ?? values, path)
      .flatMap(({ value }) => stringsOf(value))
      .filter((name) => !isUnresolved(name) && REUSABLE_NAME.test(name))
      .map((name) =>
        fail(path, `contains the literal ${name}; reference the resource, so that both are destroyed together`),
      ),
  );
};

const hasFailoverHealthCheck: Check = ({ values }): readonly Finding[] => {
  if (ROUTING.every((policy) => isEmpty(values[policy]))) return [];
  const findings = isEmpty(values["set_identifier"]) ? [fail("set_identifier", "must be set")] : [];
  if (valueAt(values, "failover_routing_policy.type") !== "PRIMARY") return findings;
  const hasHealthCheck =
    !isEmpty(values["health_check_id"]) || booleanOf(valueAt(values, "alias.evaluate_target_health")) === true;
  return hasHealthCheck
    ? findings
    : [...findings, fail("health_check_id", "must be set, or alias.evaluate_target_health must be true")];
};

export const ROUTE53_RULES: readonly Rule[] = [
  {
    id: "R53-01",
    title: "Public hosted zones are signed and log queries",
    severity: "medium",
    rationale: "Unsigned answers can be forged; the query log shows which names malware looks up.",
    fix: "Add aws_route53_hosted_zone_dnssec, and aws_route53_query_log with a log group in us-east-1.",
    controls: { fsbp: ["Route53.2"], nist: ["AU-12", "SC-8"], checkov: ["CKV2_AWS_38", "CKV2_AWS_39"] },
    types: ["aws_route53_zone", "aws_route53_hosted_zone_dnssec"],
    relaxed: { dev: "off" },
    check: all(
      when(
        (zone) => zone.type === "aws_route53_zone" && isPublicZone(zone),
        all(
          needs("aws_route53_query_log", "needs a query log"),
          when(
            (zone, { graph }) =>
              !graph
                .referrers(zone, "aws_route53_key_signing_key")
                .some((key) => graph.referrers(key, "aws_route53_hosted_zone_dnssec").length > 0),
            needs("aws_route53_hosted_zone_dnssec", "needs DNSSEC signing"),
          ),
        ),
      ),
      when(
        ({ type }) => type === "aws_route53_hosted_zone_dnssec",
        expectAt("signing_status", "must be SIGNING", (value) => value === undefined || value === "SIGNING"),
      ),
    ),
  },
  {
    id: "R53-02",
    title: "Records reference managed targets; failover primaries have a health check",
    severity: "medium",
    rationale:
      "Whoever registers a released AWS host name receives the traffic of a record that still points to it. A primary without a health check never fails over.",
    fix: "Reference the resource in alias or records; set set_identifier on routed records, and health_check_id or evaluate_target_health on a primary.",
    awsError: "InvalidInput: Invalid request: Missing field 'SetIdentifier' in Change",
    controls: { nist: ["CP-10", "SC-8"], checkov: ["CKV2_AWS_23"] },
    types: ["aws_route53_record"],
    check: all(referencesTarget, hasFailoverHealthCheck),
  },
  {
    id: "R53-03",
    title: "Health checks ask endpoints over HTTPS and are enabled",
    severity: "medium",
    rationale:
      "An answer over HTTP can be forged, which keeps or ends a failover; a disabled check counts as healthy, so that its record never fails over.",
    fix: "Set type to HTTPS or HTTPS_STR_MATCH, enable_sni to true, and omit disabled. In a Groundplan module: `source`.",
    controls: { nist: ["CP-10", "SC-8"] },
    types: ["aws_route53_health_check"],
    check: all(
      expectAt(
        "type",
        "must not be of HTTP or TCP",
        (type) => !["HTTP", "HTTP_STR_MATCH", "TCP"].includes(String(type)),
      ),
      notFalse("enable_sni"),
      notTrue("disabled"),
    ),
  },
];

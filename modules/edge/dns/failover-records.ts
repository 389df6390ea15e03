import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { Construct } from "constructs";
import { Validation, oneOf, requireProps, satisfying, type Rule } from "../../core";
import type { HealthCheckReference } from "./health-checks/health-check-props";
import type { ExistingZoneProps, FailoverSettings } from "./hosted-zone-props";
import { validateRecordName } from "./hosted-zone-validation";

/** Zone id of all CloudFront distributions (Amazon Route 53 API reference, `AliasTarget`). */
const CLOUDFRONT_ZONE_ID = "Z2FDTNDATAQYW2";

/** Creates the alias records of one role of a name. */
export function createFailoverRecords(
  zone: Construct & ExistingZoneProps,
  recordName: string,
  settings: FailoverSettings,
): void {
  validateRecordName(zone, zone.domainName, recordName);
  validateFailover(zone, recordName, settings);
  const { role, target, healthCheck, addresses } = settings;
  for (const type of addresses === "dualstack" ? ["A", "AAAA"] : ["A"]) {
    new Route53Record(zone, `failover-${recordName.replaceAll(".", "-")}-${role}-${type.toLowerCase()}`, {
      zoneId: zone.zoneId,
      name: recordName,
      type,
      setIdentifier: role,
      failoverRoutingPolicy: { type: role.toUpperCase() },
      healthCheckId: healthCheck?.healthCheckId,
      // Covers an outage of the service behind the target; the check covers everything else.
      alias: { name: target.domainName, zoneId: target.hostedZoneId, evaluateTargetHealth: true },
    });
  }
}

function validateFailover(zone: Construct, recordName: string, settings: FailoverSettings): void {
  const id = `failover-${recordName.replaceAll(".", "-")}`;
  requireProps(zone, id, settings, { role: "string", target: "object" });
  new Validation(zone, id)
    .props(settings, {
      role: oneOf<string>(["primary", "secondary"], "name the role of the target"),
      "target.hostedZoneId": satisfying(
        (zoneId) => zoneId !== CLOUDFRONT_ZONE_ID,
        "the zone id of a target in one region",
        "give the distribution an origin group instead: one distribution only can have the name",
      ),
      healthCheck: asksAnotherNameThan(recordName),
      addresses: oneOf<string>(["ipv4", "dualstack"], "choose the addresses of the target"),
    })
    .check(
      settings.role !== "primary" || settings.healthCheck !== undefined,
      "healthCheck",
      settings.healthCheck,
      "a health check of the primary",
      "pass a HealthCheck of the target: without one Route 53 never fails over",
    )
    .throwIfInvalid();
}

/** A check that asks the name follows the failover, finds the standby healthy and fails back at once. */
function asksAnotherNameThan(recordName: string): Rule<HealthCheckReference> {
  return ({ endpointNames = [] }) =>
    endpointNames.includes(recordName)
      ? [
          {
            below: ".endpointNames",
            value: recordName,
            allowed: `another name than ${recordName}, which the check would follow to the standby`,
            fix: "give the target a second name that never fails over, and check that",
          },
        ]
      : [];
}

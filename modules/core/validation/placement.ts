import type { Placement } from "../references";
import type { Rule, Violation } from "./rules";

const ZONE_NAME = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;

/** Accepts placements with one subnet in each of at least two Availability Zones, as subnet groups require. */
export function spanningZones(): Rule<Placement> {
  return ({ subnetIds, availabilityZones }) => {
    const zones = { below: ".availabilityZones", value: availabilityZones };
    const violations: (Violation & { accepted: boolean })[] = [
      {
        accepted: availabilityZones.length >= 2 && new Set(availabilityZones).size === availabilityZones.length,
        ...zones,
        allowed: "at least two different Availability Zones",
        fix: "place it in subnets of another zone as well: a single zone has no failover target",
      },
      {
        accepted: availabilityZones.every((zone) => ZONE_NAME.test(zone)),
        ...zones,
        allowed: "names of Availability Zones such as us-east-1a",
        fix: "write the zone's name, not its id",
      },
      {
        accepted: subnetIds.length === availabilityZones.length,
        below: ".subnetIds",
        value: subnetIds,
        allowed: "one subnet for each Availability Zone",
        fix: "pass the placement of one network tier",
      },
    ];
    return violations.filter(({ accepted }) => !accepted);
  };
}

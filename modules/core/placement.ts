import type { Placement } from "./references";
import type { Validation } from "./validation";

const ZONE_NAME = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;

/** Checks that a placement gives one subnet in each of at least two different Availability Zones, as subnet groups must. */
export function checkPlacement(validation: Validation, { subnetIds, availabilityZones }: Placement): void {
  validation
    .check(
      () => availabilityZones.length >= 2 && new Set(availabilityZones).size === availabilityZones.length,
      "placement.availabilityZones",
      availabilityZones,
      "at least two different Availability Zones",
      "place it in subnets of another zone as well: a single zone has no failover target",
    )
    .check(
      () => availabilityZones.every((zone) => ZONE_NAME.test(zone)),
      "placement.availabilityZones",
      availabilityZones,
      "names of Availability Zones such as us-east-1a",
      "write the zone's name, not its id",
    )
    .check(
      () => subnetIds.length === availabilityZones.length,
      "placement.subnetIds",
      subnetIds,
      "one subnet for each Availability Zone",
      "pass the placement of one network tier",
    );
}

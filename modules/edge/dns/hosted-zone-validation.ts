import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  domainName,
  inRegion,
  logRetention,
  matching,
  providerOfRegion,
  satisfying,
} from "../../core";
import type { ExistingZoneProps, HostedZoneProps } from "./hosted-zone-props";

/** Limits of `CreateHostedZone` and `PutRetentionPolicy`. */
export function validateHostedZone(scope: Construct, id: string, props: HostedZoneProps): void {
  requireProps(scope, id, props, { domainName: "string", regional: "object", logKey: "object" });
  new Validation(scope, id)
    .props(props, {
      domainName: domainName(),
      logRetentionDays: logRetention(),
      regional: [providerOfRegion(), inRegion("us-east-1")],
      logKey: inRegion("us-east-1"),
    })
    .throwIfInvalid();
}

export function validateExistingZone(scope: Construct, id: string, props: ExistingZoneProps): void {
  requireProps(scope, id, props, { domainName: "string", zoneId: "string" });
  new Validation(scope, id)
    .props(props, {
      domainName: domainName(),
      zoneId: matching(/^Z[A-Z0-9]{1,31}$/, "Z and capitals or digits", "copy the id of the zone"),
    })
    .throwIfInvalid();
}

/** @throws InputError when a record's name is invalid or outside the zone. */
export function validateRecordName(zone: Construct, zoneName: string, recordName: string): void {
  const isInZone = satisfying(
    (name: string) => name === zoneName || name.endsWith(`.${zoneName}`),
    `${zoneName} or a name below it`,
    "add the record to the zone that it belongs to",
  );
  new Validation(zone, "alias").props({ recordName }, { recordName: [isInZone, domainName()] }).throwIfInvalid();
}

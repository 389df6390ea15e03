import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { Construct } from "constructs";
import type { AliasTarget, ExistingZoneProps } from "./hosted-zone-props";
import { validateRecordName } from "./hosted-zone-validation";

/** Creates the A and AAAA alias records of one name. */
export function createAliasRecords(
  zone: Construct & ExistingZoneProps,
  recordName: string,
  { domainName, hostedZoneId }: AliasTarget,
): void {
  validateRecordName(zone, zone.domainName, recordName);
  const idPrefix = `alias-${recordName.replaceAll(".", "-")}`;
  for (const type of ["A", "AAAA"]) {
    new Route53Record(zone, `${idPrefix}-${type.toLowerCase()}`, {
      zoneId: zone.zoneId,
      name: recordName,
      type,
      // CloudFront, the usual target, has no health that Route 53 could evaluate.
      alias: { name: domainName, zoneId: hostedZoneId, evaluateTargetHealth: false },
    });
  }
}

/** Creates the TXT record that CloudFront demands before an alias moves to a distribution of the account. */
export function createAliasMoveRecord(
  zone: Construct & ExistingZoneProps,
  aliasName: string,
  { domainName }: AliasTarget,
): void {
  validateRecordName(zone, zone.domainName, aliasName);
  new Route53Record(zone, `move-${aliasName.replaceAll(".", "-")}`, {
    zoneId: zone.zoneId,
    name: `_${aliasName}`,
    type: "TXT",
    records: [domainName],
    ttl: 300,
  });
}

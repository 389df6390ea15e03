import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { withDefaults } from "../../core";
import { HOSTED_ZONE_DEFAULTS, type HostedZoneProps } from "./hosted-zone-props";
import { validateHostedZone, validateRecordName } from "./hosted-zone-validation";

/** The target of an alias record: a distribution, or the domain name of an API. */
export interface AliasTarget {
  readonly domainName: string;
  /** Zone id of the target's service, not of the zone that holds the record. */
  readonly hostedZoneId: string;
}

/**
 * Stateful. A public Route 53 zone, created or referenced by its id, with alias records.
 *
 * A referenced zone is known by its id alone: a plan needs no lookup and cannot change the zone.
 */
export class HostedZone extends Construct {
  readonly zoneId: string;
  readonly domainName: string;

  /** @throws InputError when the domain name or the zone id is invalid. */
  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    validateHostedZone(scope, id, props);
    super(scope, id);
    const { domainName, existingZoneId, deletionProtection } = withDefaults(props, HOSTED_ZONE_DEFAULTS);
    this.domainName = domainName;
    this.zoneId = existingZoneId ?? this.createZone(domainName, deletionProtection);
  }

  /**
   * Adds alias records (A and AAAA) that resolve a name of the zone to the target.
   *
   * @throws InputError when the name is invalid or outside the zone.
   */
  addAlias(recordName: string, { domainName, hostedZoneId }: AliasTarget): void {
    validateRecordName(this, this.domainName, recordName);
    const idPrefix = `alias-${recordName.replaceAll(".", "-")}`;
    for (const type of ["A", "AAAA"]) {
      new Route53Record(this, `${idPrefix}-${type.toLowerCase()}`, {
        zoneId: this.zoneId,
        name: recordName,
        type,
        // CloudFront, the usual target, has no health that Route 53 could evaluate.
        alias: { name: domainName, zoneId: hostedZoneId, evaluateTargetHealth: false },
      });
    }
  }

  private createZone(name: string, preventDestroy: boolean): string {
    return new Route53Zone(this, "zone", { name, lifecycle: { preventDestroy } }).zoneId;
  }
}

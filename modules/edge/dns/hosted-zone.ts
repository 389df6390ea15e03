import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { withDefaults } from "../../core";
import { createAliasMoveRecord, createAliasRecords } from "./alias-records";
import { ExistingHostedZone } from "./existing-hosted-zone";
import { createFailoverRecords } from "./failover-records";
import {
  HOSTED_ZONE_DEFAULTS,
  type AliasTarget,
  type ExistingZoneProps,
  type FailoverSettings,
  type HostedZoneProps,
  type HostedZoneReference,
} from "./hosted-zone-props";
import { validateHostedZone } from "./hosted-zone-validation";
import { logQueries } from "./query-log";
import { signZone } from "./zone-signing";

/**
 * Stateful. A public Route 53 zone with DNSSEC signing and an encrypted query log.
 *
 * Nothing resolves until the parent zone delegates to `nameServers`. Add `dsRecord` to the parent afterwards, and
 * remove it there before the zone is deleted: resolvers would reject every answer.
 */
export class HostedZone extends Construct implements HostedZoneReference {
  readonly zoneId: string;
  readonly domainName: string;
  /** Name servers for the NS record of the parent zone, as a list token. */
  readonly nameServers: string[];
  /** DS record for the parent zone. */
  readonly dsRecord: string;

  /** @throws InputError when the domain name or the retention is invalid. */
  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    validateHostedZone(scope, id, props);
    super(scope, id);
    const settings = withDefaults(props, HOSTED_ZONE_DEFAULTS);
    const { domainName, deletionProtection } = settings;
    const lifecycle = { preventDestroy: deletionProtection };
    const zone = new Route53Zone(this, "zone", { name: domainName, lifecycle });
    this.domainName = domainName;
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.dsRecord = signZone(this, zone, settings);
    logQueries(this, zone, settings);
  }

  /**
   * A zone that exists already. Creates no zone, and changes nothing of it but the records that are added.
   *
   * @throws InputError when the domain name or the zone id is invalid.
   */
  static fromId(scope: Construct, id: string, props: ExistingZoneProps): HostedZoneReference {
    return new ExistingHostedZone(scope, id, props);
  }

  addAlias(recordName: string, target: AliasTarget): void {
    createAliasRecords(this, recordName, target);
  }

  addFailover(recordName: string, settings: FailoverSettings): void {
    createFailoverRecords(this, recordName, settings);
  }

  allowAliasMove(aliasName: string, distribution: AliasTarget): void {
    createAliasMoveRecord(this, aliasName, distribution);
  }
}

import { Construct } from "constructs";
import { createAliasMoveRecord, createAliasRecords } from "./alias-records";
import { createFailoverRecords } from "./failover-records";
import type { AliasTarget, ExistingZoneProps, FailoverSettings, HostedZoneReference } from "./hosted-zone-props";
import { validateExistingZone } from "./hosted-zone-validation";

/** A hosted zone that another stack or tool created. Creates alias records only; a plan needs no lookup. */
export class ExistingHostedZone extends Construct implements HostedZoneReference {
  readonly zoneId: string;
  readonly domainName: string;

  /** @throws InputError when the domain name or the zone id is invalid. */
  constructor(scope: Construct, id: string, props: ExistingZoneProps) {
    validateExistingZone(scope, id, props);
    super(scope, id);
    this.zoneId = props.zoneId;
    this.domainName = props.domainName;
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

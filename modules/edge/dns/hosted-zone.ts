import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { checkDomainName, Validation } from "../../core";

/** What an alias record points at: a distribution, or the domain of an API. */
export interface AliasTarget {
  readonly domainName: string;
  /** The zone of the target's own service, not the zone that the record stands in. */
  readonly hostedZoneId: string;
}

export interface HostedZoneProps {
  /** The zone's name, in lower case: `example.com`. */
  readonly domainName: string;
  /** Id of a zone that exists: it is adopted as it is. @default a zone is created, and must be delegated to by its parent */
  readonly existingZoneId?: string;
  /** Refuse any plan that would delete a created zone. @default true */
  readonly deletionProtection?: boolean;
}

export const HOSTED_ZONE_DEFAULTS = { deletionProtection: true } as const;

/**
 * Stateful. A public Route 53 zone, created or adopted by its id, that alias records are added to.
 *
 * An adopted zone is known by its id alone, so that planning asks AWS nothing and no plan can change the zone.
 */
export class HostedZone extends Construct {
  readonly zoneId: string;
  readonly domainName: string;

  /** @throws InputError when the domain name or the zone id is not valid. */
  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    validate(scope, id, props);
    super(scope, id);
    this.domainName = props.domainName;
    this.zoneId = props.existingZoneId ?? this.createZone(props);
  }

  /**
   * Makes a name of the zone lead to the target, by IPv4 and by IPv6.
   *
   * @throws InputError when the name is not valid or not of this zone.
   */
  addAlias(recordName: string, { domainName, hostedZoneId }: AliasTarget): void {
    this.validateRecord(recordName);
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

  private createZone({ domainName, deletionProtection }: HostedZoneProps): string {
    const preventDestroy = deletionProtection ?? HOSTED_ZONE_DEFAULTS.deletionProtection;
    return new Route53Zone(this, "zone", { name: domainName, lifecycle: { preventDestroy } }).zoneId;
  }

  private validateRecord(recordName: string): void {
    const validation = new Validation(this, "alias").check(
      () => recordName === this.domainName || recordName.endsWith(`.${this.domainName}`),
      "recordName",
      recordName,
      `${this.domainName} or a name below it`,
      "add the record to the zone that it belongs to",
    );
    checkDomainName(validation, "recordName", recordName);
    validation.throwIfInvalid();
  }
}

function validate(scope: Construct, id: string, { domainName, existingZoneId }: HostedZoneProps): void {
  const validation = new Validation(scope, id);
  checkDomainName(validation, "domainName", domainName);
  validation
    .matches("existingZoneId", existingZoneId, /^Z[A-Z0-9]{1,31}$/, "Z and capitals or digits", "copy the zone's id")
    .throwIfInvalid();
}

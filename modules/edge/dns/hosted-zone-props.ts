import type { KeyReference, LogRetentionDays, RegionalProvider } from "../../core";
import type { HealthCheckReference } from "./health-checks/health-check-props";

/** The target of an alias record: a distribution, or the domain name of an API. */
export interface AliasTarget {
  /** Host name that AWS gave to the target. */
  readonly domainName: string;
  /** Zone id of the target's service, not of the zone that holds the record. */
  readonly hostedZoneId: string;
}

/** One of the two answers for a name that fails over. */
export interface FailoverSettings {
  /** `primary` answers while its check is healthy, `secondary` otherwise. Each role exists once for a name. */
  readonly role: "primary" | "secondary";
  /** Domain name of an API or a load balancer in one region. A distribution serves all regions by itself. */
  readonly target: AliasTarget;
  /** Check of the target, which must not ask the name of the record. Required of the primary. @default none */
  readonly healthCheck?: HealthCheckReference;
  /** `dualstack` adds an AAAA record, for targets that have IPv6 addresses. @default "ipv4" */
  readonly addresses?: "ipv4" | "dualstack";
}

/** A public hosted zone: a `HostedZone`, or one that exists already. */
export interface HostedZoneReference {
  readonly zoneId: string;
  readonly domainName: string;
  /**
   * Adds alias records (A and AAAA) that resolve a name of the zone to the target.
   *
   * @throws InputError when the name is invalid or outside the zone.
   */
  addAlias(recordName: string, target: AliasTarget): void;
  /**
   * Adds the alias record (A, or A and AAAA) of one region to a name that fails over. Both regions add theirs, also
   * from different stacks.
   *
   * @throws InputError when the name is outside the zone, the primary has no check, or its check asks the name itself.
   */
  addFailover(recordName: string, settings: FailoverSettings): void;
  /**
   * Adds the TXT record `_<aliasName>` by which CloudFront accepts that an alias moves to this distribution
   * (`associate-alias`). A zone has one for each name.
   *
   * @throws InputError when the name is invalid or outside the zone.
   */
  allowAliasMove(aliasName: string, distribution: AliasTarget): void;
}

export interface HostedZoneProps {
  /** Name of the zone, in lower case: `example.com`. */
  readonly domainName: string;
  /** us-east-1, the region of signing keys and query logs of Route 53. */
  readonly regional: RegionalProvider<"us-east-1">;
  /** Encrypts the query log; its key policy must allow CloudWatch Logs to use it. */
  readonly logKey: KeyReference<"us-east-1">;
  /** Retention of the query log in days. @default 365 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Refuse any plan that would delete the zone or its signing key. @default true */
  readonly deletionProtection?: boolean;
}

/** An existing zone, which is known by its name and id alone. */
export interface ExistingZoneProps {
  /** Name of the zone, in lower case: `example.com`. */
  readonly domainName: string;
  /** Id of the zone: `Z0123456789ABCDEFGHIJ`. */
  readonly zoneId: string;
}

export const HOSTED_ZONE_DEFAULTS = { logRetentionDays: 365, deletionProtection: true } as const;

/** Name of the query log's group. A resource policy of Route 53 covers groups with this prefix. */
export const queryLogName = (domainName: string): string => `/aws/route53/${domainName}`;

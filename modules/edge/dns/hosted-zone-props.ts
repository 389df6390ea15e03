export interface HostedZoneProps {
  /** Name of the zone, in lower case: `example.com`. */
  readonly domainName: string;
  /** Id of an existing zone, which is used as it is. @default a zone is created; delegate to it from its parent */
  readonly existingZoneId?: string;
  /** Refuse any plan that would delete a created zone. @default true */
  readonly deletionProtection?: boolean;
}

export const HOSTED_ZONE_DEFAULTS = { deletionProtection: true } as const;

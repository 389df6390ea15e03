import type { BucketReference, KeyReference, RegionalProvider } from "../../core";

/** A saved query of a workgroup. */
export interface NamedQuery {
  /** SQL text: 1 to 262144 characters. */
  readonly sql: string;
  /** Database that unqualified tables belong to. */
  readonly databaseName: string;
  /** Shown by Athena. At most 1024 characters. @default none */
  readonly description?: string;
}

export interface QueryWorkgroupProps {
  /** Physical name: at most 128 letters, digits, ., _ and -, not `primary`. Another name replaces the workgroup. */
  readonly name: string;
  /** Bucket of the results, which are written below `<name>/`. Give it `expireAfterDays`. */
  readonly resultBucket: BucketReference;
  /** Key of the workgroup's region that encrypts results. */
  readonly resultKey: KeyReference;
  /**
   * Gigabytes (10^9 bytes) that one query may scan before Athena cancels it: 0.011 to 7000000. Athena bills the bytes
   * scanned until then, and accepts no limit below 10485760 bytes.
   */
  readonly scannedGigabytesPerQuery: number;
  /** Saved queries by name. @default none */
  readonly namedQueries?: Readonly<Record<string, NamedQuery>>;
  /** Refuses every plan that would delete the workgroup, and never deletes one with queries. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the workgroup and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const QUERY_WORKGROUP_DEFAULTS = { namedQueries: {}, deletionProtection: true } as const;

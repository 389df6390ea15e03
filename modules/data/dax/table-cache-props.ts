import type { Grantee, Placement, RegionalProvider } from "../../core";

/** A table that the cache reads and writes for its clients, such as a `Table`. */
export interface CachedTable {
  /** ARN of the table, in the region of the cache. */
  readonly tableArn: string;
  /** Allows the cache to read and write items, and to use their key. */
  grantReadWrite(grantee: Grantee): void;
}

export interface TableCacheProps {
  /** Physical name: at most 20 lower-case letters, digits and single hyphens. Another name replaces the cluster. */
  readonly name: string;
  /** `dax.t3.small` or `dax.t3.medium`, or `dax.r5.large` to `dax.r5.24xlarge`. Another type replaces the cluster. */
  readonly nodeType: string;
  /** Nodes: 1 to 11. Three survive the loss of a zone during a replacement; with one, its loss stops the cache. */
  readonly nodes: number;
  /** Private subnets, of which the nodes use as many zones as there are. */
  readonly placement: Placement;
  /** Tables whose items the cache keeps, by name: at least one. */
  readonly tables: Readonly<Record<string, CachedTable>>;
  /** Seconds that items remain in the cache: 1 to 86400. @default 300 */
  readonly itemTtlSeconds?: number;
  /** Seconds that results of queries and scans remain in the cache: 1 to 86400. @default 300 */
  readonly queryTtlSeconds?: number;
  /** Weekly window in UTC, at least 60 minutes. @default "sun:06:00-sun:07:00" */
  readonly maintenanceWindow?: string;
  /** Region of the cache and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan that would delete the cluster. @default true */
  readonly deletionProtection?: boolean;
}

export const TABLE_CACHE_DEFAULTS = {
  itemTtlSeconds: 300,
  queryTtlSeconds: 300,
  maintenanceWindow: "sun:06:00-sun:07:00",
  deletionProtection: true,
} as const satisfies Partial<TableCacheProps>;

/** Name of the role by which the cache reads and writes tables. */
export const cacheRoleName = (name: string): string => `${name}-dax`;

import type { KeyReference, RegionalProvider } from "../../core";

/** Types of key attributes. */
export const ATTRIBUTE_TYPES = { string: "S", number: "N", binary: "B" } as const;

/** An attribute of a key. Other attributes are not declared. */
export interface KeyAttribute {
  /** Name of the attribute: 1 to 255 bytes. */
  readonly name: string;
  /** Type of its values; the same wherever the attribute is part of a key. */
  readonly type: keyof typeof ATTRIBUTE_TYPES;
}

/** Attributes that an index copies: all, those of the keys, or these beside the keys (1 to 20 names). */
export type IndexProjection = "all" | "keys-only" | readonly string[];

export interface GlobalIndex {
  /** Attribute by whose values the index is partitioned. */
  readonly partitionKey: KeyAttribute;
  /** Attribute by which items of a partition are sorted. @default none */
  readonly sortKey?: KeyAttribute;
  /** Attributes that queries of the index return. A change replaces the index. @default "all" */
  readonly projection?: IndexProjection;
}

export interface LocalIndex {
  /** Attribute by which items of a partition of the table are sorted. */
  readonly sortKey: KeyAttribute;
  /** Attributes that queries of the index return. A change replaces the table. @default "all" */
  readonly projection?: IndexProjection;
}

/** Units that Application Auto Scaling provisions for reads or for writes. */
export interface CapacityRange {
  /** Fewest units, and those of the new table: 1 to `maxUnits`. */
  readonly minUnits: number;
  /** Most units: at most 40000 (quota of a table). */
  readonly maxUnits: number;
  /** Share of the provisioned units that consumption may use in percent: 20 to 90. @default 70 */
  readonly targetPercent?: number;
}

/** Capacity by request. */
export interface OnDemandCapacity {
  /** Each request is billed, and nothing else. */
  readonly billing: "on-demand";
  /** Read request units per second, beyond which the table throttles: 1 to 40000. @default the quota of the table */
  readonly maxReadUnits?: number;
  /** Write request units per second, beyond which the table throttles: 1 to 40000. @default the quota of the table */
  readonly maxWriteUnits?: number;
}

/** Capacity by the hour, which scales with consumption. Not with global indexes. */
export interface ProvisionedCapacity {
  /** Units are billed by the hour, used or not. */
  readonly billing: "provisioned";
  /** Units of strongly consistent reads of 4 KB per second. */
  readonly read: CapacityRange;
  /** Units of writes of 1 KB per second. */
  readonly write: CapacityRange;
}

/** Content of the records of a stream. */
export const STREAM_VIEWS = {
  keys: "KEYS_ONLY",
  "new-image": "NEW_IMAGE",
  "old-image": "OLD_IMAGE",
  "new-and-old-images": "NEW_AND_OLD_IMAGES",
} as const;

export interface TableProps {
  /** Physical name: 3 to 255 letters, digits, ., _ and -. Another name replaces the table. */
  readonly name: string;
  /** Attribute by whose values items are partitioned. Another one replaces the table. */
  readonly partitionKey: KeyAttribute;
  /** Attribute by which items of a partition are sorted. A change replaces the table. @default none */
  readonly sortKey?: KeyAttribute;
  /** Global secondary indexes by name: at most 20. DynamoDB builds one at a time. @default none */
  readonly globalIndexes?: Readonly<Record<string, GlobalIndex>>;
  /** Local secondary indexes by name: at most 5, only with `sortKey`. A change replaces the table. @default none */
  readonly localIndexes?: Readonly<Record<string, LocalIndex>>;
  /**
   * Attribute of type number with the second since 1970 after which DynamoDB deletes the item within days. To rename
   * it, apply once without. @default items do not expire
   */
  readonly timeToLiveAttribute?: string;
  /** Stream of the changes of the last 24 hours, with these images of the items. @default no stream */
  readonly stream?: keyof typeof STREAM_VIEWS;
  /** @default on-demand without maxima */
  readonly capacity?: OnDemandCapacity | ProvisionedCapacity;
  /** Key of the table's region that encrypts items, indexes, streams and backups. */
  readonly key: KeyReference;
  /** Days of point-in-time recovery: 1 to 35; `"none"` disables it. @default 35 */
  readonly recoveryDays?: number | "none";
  /** Value of the tag `backup`, by which backup plans select resources; `"none"` for no plan. */
  readonly backup: string;
  /** Reports the most accessed and throttled keys of the table and of each global index. @default "disabled" */
  readonly contributorInsights?: "enabled" | "disabled";
  /** `infrequent-access` has cheaper storage and dearer requests. @default "standard" */
  readonly tableClass?: "standard" | "infrequent-access";
  /** Region of the table and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan and every call that would delete the table. @default true */
  readonly deletionProtection?: boolean;
}

export const TABLE_DEFAULTS = {
  globalIndexes: {},
  localIndexes: {},
  capacity: { billing: "on-demand" },
  recoveryDays: 35,
  contributorInsights: "disabled",
  tableClass: "standard",
  deletionProtection: true,
} as const satisfies Partial<TableProps>;

/** Default of `targetPercent`. */
export const TARGET_PERCENT = 70;

/** Props after defaults. */
export type TableSettings = TableProps & Required<Pick<TableProps, keyof typeof TABLE_DEFAULTS>>;

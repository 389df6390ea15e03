import type { BucketReference, KeyReference, RegionalProvider } from "../../core";

/** Values of a partition column, by which Athena computes the partitions of a query instead of looking them up. */
export type PartitionProjection =
  /** Dates from `from` until now: `yyyy`, `yyyy-MM`, `yyyy-MM-dd` or `yyyy-MM-dd-HH`. */
  | { readonly type: "date"; readonly format: DateFormat; readonly from: string }
  /** Whole numbers from `min` to `max`, padded with zeros to `digits`. @default no padding */
  | { readonly type: "integer"; readonly min: number; readonly max: number; readonly digits?: number }
  /** Listed values. */
  | { readonly type: "enum"; readonly values: readonly string[] }
  /** Any value; every query must state it. */
  | { readonly type: "injected" };

/** Formats of dates in folder names, of which each is as long as its steps. */
export const DATE_FORMATS = {
  yyyy: "YEARS",
  "yyyy-MM": "MONTHS",
  "yyyy-MM-dd": "DAYS",
  "yyyy-MM-dd-HH": "HOURS",
} as const;

export type DateFormat = keyof typeof DATE_FORMATS;

/** Formats of files. A `csv` file begins with a line of names, and quotes with `"`. */
export const TABLE_FORMATS = ["parquet", "json", "csv"] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

/** An external table: files below one prefix of a bucket. */
export interface CatalogTable {
  /** Shown by Glue and Athena. At most 2048 characters. @default none */
  readonly description?: string;
  /** Bucket of the files. */
  readonly bucket: BucketReference;
  /** Folder of the files, such as `orders/`; ends with `/`. */
  readonly prefix: string;
  /** Format of the files. */
  readonly format: TableFormat;
  /** Hive types by column, in the order of the columns: `{ id: "string", total: "decimal(10,2)" }`. At least one. */
  readonly columns: Readonly<Record<string, string>>;
  /**
   * Partition columns in the order of their folders, `day=2026-01-01/`, outermost first. @default one partition
   */
  readonly partitions?: Readonly<Record<string, PartitionProjection>>;
}

export interface DataCatalogProps {
  /** Name of the database: at most 128 lower-case letters, digits and _. Another name replaces it and its tables. */
  readonly name: string;
  /** Purpose of the database, shown by Glue. At most 2048 characters. @default none */
  readonly description?: string;
  /** Tables by name: lower-case letters, digits and _. Crawlers and jobs may add others. @default none */
  readonly tables?: Readonly<Record<string, CatalogTable>>;
  /**
   * Key of the account's catalogue encryption, which grants allow to use. @default the account's encryption uses a
   * service role, or none
   */
  readonly catalogKey?: KeyReference;
  /** Refuses every plan that would delete the database. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the database and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const DATA_CATALOG_DEFAULTS = { tables: {}, deletionProtection: true } as const;

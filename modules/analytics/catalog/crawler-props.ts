import type { BucketReference, Grantee, KeyReference, LogRetentionDays, RegionalProvider } from "../../core";

/** A database that a crawler fills. A `DataCatalog` is one. */
export interface CrawledCatalog {
  /** Name of the database. */
  readonly databaseName: string;
  /** Allows the grantee to create and change tables. */
  grantReadWrite(grantee: Grantee): void;
}

/** Encryption of what a crawler writes. A `SecurityConfiguration` of `groundplan/analytics/etl` is one. */
export interface CrawlerEncryption {
  /** Name of the security configuration, which is part of the log group's name. */
  readonly securityConfigurationName: string;
  /** Key that encrypts the logs. */
  readonly key: KeyReference;
  /** Allows the grantee to use the key. */
  grantUse(grantee: Grantee): void;
}

/** Files of which a crawler makes tables. */
export interface CrawledFolder {
  /** Bucket of the files. */
  readonly bucket: BucketReference;
  /** Folder of the files, such as `orders/`; ends with `/`. */
  readonly prefix: string;
}

export interface CrawlerProps {
  /** Physical name of the crawler and its role: at most 64 letters, digits, _ and -. */
  readonly name: string;
  /** Database of the tables. */
  readonly catalog: CrawledCatalog;
  /** Folders by id, in kebab-case. At least one. */
  readonly folders: Readonly<Record<string, CrawledFolder>>;
  /** Encrypts the logs of the crawler. */
  readonly securityConfiguration: CrawlerEncryption;
  /** Cron expression of Glue in UTC, `cron(0 3 * * ? *)`, at most every five minutes. @default started by others */
  readonly schedule?: string;
  /** `new-folders` reads only folders that no run has read, and changes no table. @default "everything" */
  readonly recrawl?: "everything" | "new-folders";
  /**
   * `update` changes tables with the files and marks tables without files as deprecated; `log` changes nothing.
   * Glue requires `log` for `new-folders`. @default "update"
   */
  readonly schemaChanges?: "update" | "log";
  /** Beginning of the names of tables: lower-case letters, digits and _. @default none */
  readonly tablePrefix?: string;
  /** Retention of the log group in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Region of the crawler and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const CRAWLER_DEFAULTS = {
  recrawl: "everything",
  schemaChanges: "update",
  logRetentionDays: 90,
} as const satisfies Partial<CrawlerProps>;

/** Props after defaults. */
export type CrawlerSettings = CrawlerProps & Required<Pick<CrawlerProps, keyof typeof CRAWLER_DEFAULTS>>;

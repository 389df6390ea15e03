export type { CatalogAccess } from "./catalog-access";
export { Crawler } from "./crawler";
export {
  CRAWLER_DEFAULTS,
  type CrawledCatalog,
  type CrawledFolder,
  type CrawlerEncryption,
  type CrawlerProps,
} from "./crawler-props";
export { DataCatalog } from "./data-catalog";
export {
  DATA_CATALOG_DEFAULTS,
  type CatalogTable,
  type DataCatalogProps,
  type DateFormat,
  type PartitionProjection,
  type TableFormat,
} from "./data-catalog-props";

export type { CatalogAccess } from "./catalog-access";
export { DataCatalog } from "./data-catalog";
export {
  DATA_CATALOG_DEFAULTS,
  DATE_FORMATS,
  TABLE_FORMATS,
  type CatalogTable,
  type DataCatalogProps,
  type DateFormat,
  type PartitionProjection,
  type TableFormat,
} from "./data-catalog-props";

export { TableCache } from "./table-cache";
export { TABLE_CACHE_DEFAULTS, type CachedTable, type TableCacheProps } from "./table-cache-props";

export { BUCKET_DEFAULTS, Bucket, type AccessLogBucket, type BucketProps } from "./bucket";
export { BUCKET_INTENTS, type BucketIntent } from "./bucket-rules";
export { CACHE_DEFAULTS, Cache, type CacheAccess, type CacheEngine, type CacheProps } from "./cache";
export { cacheGraphs, cacheSignals, ecpuThreshold, storageThreshold } from "./cache-signals";
export { DATABASE_DEFAULTS, Database, type DatabaseProps } from "./database";
export { databaseGraphs, databaseSignals, maxConnections } from "./database-signals";
export {
  AURORA_POSTGRES_CATALOGUE_DATE,
  AURORA_POSTGRES_VERSIONS,
  parameterGroupFamily,
  type AuroraPostgresVersion,
} from "./engine-versions";

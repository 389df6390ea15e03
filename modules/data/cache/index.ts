export type { ExistingCache, ExistingCacheAttributes } from "./existing-cache";
export { ServerlessCache } from "./serverless-cache";
export {
  SERVERLESS_CACHE_DEFAULTS,
  type CacheAccess,
  type CacheEngine,
  type ServerlessCacheProps,
} from "./serverless-cache-props";
export {
  ecpuThreshold,
  serverlessCacheGraphs,
  serverlessCacheSignals,
  storageThreshold,
} from "./serverless-cache-signals";

export {
  SERVERLESS_CACHE_DEFAULTS,
  ServerlessCache,
  type CacheAccess,
  type CacheEngine,
  type ServerlessCacheProps,
} from "./serverless-cache";
export {
  serverlessCacheGraphs,
  serverlessCacheSignals,
  ecpuThreshold,
  storageThreshold,
} from "./serverless-cache-signals";

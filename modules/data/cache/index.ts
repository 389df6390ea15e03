export type { ExistingCache, ExistingCacheAttributes } from "./existing-cache";
export { RedisCluster } from "./redis-cluster";
export {
  REDIS_CLUSTER_DEFAULTS,
  type AuthToken,
  type CacheNodeType,
  type RedisClusterProps,
} from "./redis-cluster-props";
export { redisClusterGraphs, redisClusterSignals } from "./redis-cluster-signals";
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

import { readFile } from "node:fs/promises";
import { metrics } from "../../../contract";
import { MemoryCache, ValkeyCache, type ValkeyAddress } from "../../adapters/cache";
import type { Cache } from "../../domain/ports";
import { closeAtEnd } from "./lifetime";
import type { Platform } from "./platform";

/** Shared by all handlers of a process, as the platform's functions share a cache. */
let memoryCache: MemoryCache | undefined;

/** Opens the platform's cache, or the one that a developer configures. The connection is made in the background. */
export async function openCache(platform: Platform): Promise<Cache> {
  const { environment, log, meter } = platform;
  if (environment.overrides.redisUrl === "memory:") return closeAtEnd((memoryCache ??= new MemoryCache()));
  const cache = new ValkeyCache(await cacheAddress(platform), (error) => {
    meter.add(metrics.cacheUnavailable);
    log.warn("cache unavailable", {}, error);
  });
  cache.connect();
  return closeAtEnd(cache);
}

async function cacheAddress({ environment, parameters }: Platform): Promise<ValkeyAddress> {
  const { redisUrl, redisCaFile } = environment.overrides;
  const ca = redisCaFile && (await readFile(redisCaFile, "utf8"));
  if (!redisUrl) return { host: parameters("cache/endpoint"), port: Number(parameters("cache/port")), tls: { ca } };
  const { protocol, hostname, port, username, password } = new URL(redisUrl);
  return {
    host: hostname,
    port: Number(port || 6379),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    ...(protocol === "rediss:" && { tls: { ca } }),
  };
}

import { readFile } from "node:fs/promises";
import * as z from "zod/mini";
import { metrics } from "../../../contract";
import { MemoryCache, ValkeyCache, type ValkeyAddress } from "../../adapters/cache";
import { secretsManagerSecret } from "../../adapters/secrets";
import type { Cache } from "../../domain/ports";
import { InvalidConfiguration, type Environment } from "../../settings";
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
  const { isCluster } = environment.cache;
  const ca = redisCaFile && (await readFile(redisCaFile, "utf8"));
  if (!redisUrl) {
    const server = { host: parameters("cache/endpoint"), port: Number(parameters("cache/port")), tls: { ca } };
    return { ...server, ...(await cacheCredentials(environment)), isCluster };
  }
  const { protocol, hostname, port, username, password } = new URL(redisUrl);
  return {
    host: hostname,
    port: Number(port || 6379),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    ...(protocol === "rediss:" && { tls: { ca } }),
    isCluster,
  };
}

const credentialsSchema = z.object({ username: z.optional(z.string()), password: z.string() });

/** A secret that is JSON has a user name and a password; any other is the password itself. */
async function cacheCredentials({ cache: { credentialsArn } }: Environment): Promise<Partial<ValkeyAddress>> {
  if (!credentialsArn) return {};
  const text = await secretsManagerSecret(credentialsArn).read();
  if (!text.startsWith("{")) return { password: text };
  try {
    return credentialsSchema.parse(JSON.parse(text));
  } catch {
    throw new InvalidConfiguration("The secret of the cache is neither a password nor JSON with a password");
  }
}

import { Cluster, Redis } from "iovalkey";
import { metrics } from "../contract";
import { count, describeError, logger } from "../observability";
import { setting } from "../settings";
import { readSecret } from "./read-secret";

const TTL_SECONDS = 60;
/** A slower cache would cost more than the table. */
const COMMAND_MILLIS = 100;
const CONNECT_MILLIS = 1_000;
/** Time in milliseconds for which the cache is left alone after a failure. */
const BREAK_MILLIS = 5_000;

type Client = Redis | Cluster;

let client: Promise<Client> | undefined;
let openUntil = 0;

/** Reads a value through the cache. Without a cache, the value is read from its source. */
export async function readThrough<Value>(
  key: string,
  source: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  const cached = await attempt((redis) => redis.get(key));
  if (cached) return JSON.parse(cached) as Value;
  const value = await source();
  // Entries written together end at different times.
  const seconds = Math.round(TTL_SECONDS * (0.9 + Math.random() / 5));
  if (value !== undefined) await attempt((redis) => redis.set(key, JSON.stringify(value), "EX", seconds));
  return value;
}

/** Removes values that have changed. */
export async function forget(keys: readonly string[]): Promise<void> {
  for (const key of keys) await attempt((redis) => redis.del(key));
}

/** Ends the connection. */
export async function closeCache(): Promise<void> {
  (await client?.catch(() => undefined))?.disconnect();
  client = undefined;
}

async function attempt<Result>(command: (redis: Client) => Promise<Result>): Promise<Result | undefined> {
  if (Date.now() < openUntil) return undefined;
  try {
    return await command(await (client ??= connect()));
  } catch (error) {
    openUntil = Date.now() + BREAK_MILLIS;
    count(metrics.cacheUnavailable);
    logger.warn("The cache is unavailable", { failure: describeError(error) });
    await closeCache();
    return undefined;
  }
}

async function connect(): Promise<Client> {
  const password = passwordIn(await readSecret(setting("CACHE_SECRET_ARN")));
  const address = { host: setting("CACHE_ENDPOINT"), port: Number(setting("CACHE_PORT")) };
  const redis = process.env["CACHE_TLS"] === "off" ? serverClient(address, password) : clusterClient(address, password);
  redis.on("error", (error) => logger.warn("The cache's connection failed", { failure: describeError(error) }));
  await open(redis);
  return redis;
}

/** Connects a client. A cluster opens the connection to a node with the first command, which would time out. */
export async function open(redis: Client): Promise<void> {
  await redis.connect();
  if (redis instanceof Cluster) await Promise.allSettled(redis.nodes("master").map((node) => node.connect()));
}

interface Address {
  readonly host: string;
  readonly port: number;
}

const limits = { maxRetriesPerRequest: 0, commandTimeout: COMMAND_MILLIS, connectTimeout: CONNECT_MILLIS };

/** Another attempt follows after the break. */
const never = () => null;

/** A server on the same machine, without TLS. */
function serverClient(address: Address, password: string): Redis {
  const options = { ...address, ...limits, ...(password && { password }) };
  return new Redis({ ...options, lazyConnect: true, enableOfflineQueue: false, retryStrategy: never });
}

/** ElastiCache: its endpoint leads to any node, which redirects keys to the primary of their shard. */
export function clusterClient(address: Address, password: string, tls: object | "off" = {}): Cluster {
  return new Cluster([address], {
    redisOptions: { ...limits, ...(password && { password }), ...(tls !== "off" && { tls }) },
    lazyConnect: true,
    // The check would be a command to a node whose connection is not open yet.
    enableReadyCheck: false,
    clusterRetryStrategy: never,
    slotsRefreshTimeout: CONNECT_MILLIS,
    // Certificates are for the names of the nodes, and not for their addresses.
    dnsLookup: (name, callback) => callback(null, name),
  });
}

/** A secret is the password, or JSON with it. */
function passwordIn(text: string): string {
  return text.startsWith("{") ? (JSON.parse(text) as { password: string }).password : text;
}

import { setTimeout as pause } from "node:timers/promises";
import { Carts, CatalogueCache, ProductCache } from "../../adapters/cache";
import { postgresShop } from "../../adapters/postgres";
import { secretsManagerSecret } from "../../adapters/secrets";
import type { Cache } from "../../domain/ports";
import { createApi, Sessions, type Api, type Origin } from "../../http";
import { openCache } from "./cache";
import { hasReader, openDatabaseAt } from "./database";
import type { Platform } from "./platform";

const CONNECT_PATIENCE_MILLIS = 400;

/** Opens what the API depends on, unless the process has opened the cache. */
export async function composeApi(
  platform: Platform,
  origin: Origin | undefined,
  opened: Promise<Cache> = openCache(platform),
): Promise<Api> {
  const { environment, parameters, log, meter } = platform;
  const sessionSecret = secretsManagerSecret(parameters("session/credentials-arn"));
  const writer = await openDatabaseAt(platform, "database/endpoint");
  const reader = hasReader(platform) ? await openDatabaseAt(platform, "database/reader-endpoint") : writer;
  const store = postgresShop(writer);
  // Nearly every request needs these, and initialization has more processor time than a request. A database that does
  // not answer must not delay the first request.
  const [cache] = await Promise.all([
    opened,
    origin?.secret.read(),
    Promise.race([reader.connect(), pause(CONNECT_PATIENCE_MILLIS)]),
  ]);
  return createApi({
    shop: {
      store,
      catalogue: new CatalogueCache(cache, reader === writer ? store : postgresShop(reader)),
      products: new ProductCache(cache, store),
      carts: new Carts(cache),
      sessions: new Sessions(cache, store, sessionSecret, environment.csrfProtection),
      meter,
    },
    identity: { issuer: parameters("identity/issuer"), clientId: parameters("identity/client-id") },
    origin,
    log,
  });
}

import { setTimeout as pause } from "node:timers/promises";
import { ProductCache } from "../adapters/cache";
import { postgresShop } from "../adapters/postgres";
import { secretsManagerSecret } from "../adapters/secrets";
import { createApi, Sessions, type Api } from "../http";
import { openCache } from "./runtime/cache";
import { openDatabaseAt } from "./runtime/database";
import { handlerOf } from "./runtime/lifetime";
import { openPlatform } from "./runtime/platform";

const CONNECT_PATIENCE_MILLIS = 400;

async function compose(): Promise<Api> {
  const platform = await openPlatform();
  const { environment, parameters, log, meter } = platform;
  const originSecret = secretsManagerSecret(parameters("origin/credentials-arn"));
  const sessionSecret = secretsManagerSecret(parameters("session/credentials-arn"));
  const writer = await openDatabaseAt(platform, "database/endpoint");
  const reader = environment.overrides.databaseUrl
    ? writer
    : await openDatabaseAt(platform, "database/reader-endpoint");
  const store = postgresShop(writer);
  // Nearly every request needs these, and initialization has more processor time than a request. A database that does
  // not answer must not delay the first request.
  const [cache] = await Promise.all([
    openCache(platform),
    originSecret.read(),
    Promise.race([reader.connect(), pause(CONNECT_PATIENCE_MILLIS)]),
  ]);
  return createApi({
    shop: {
      store,
      catalogue: reader === writer ? store : postgresShop(reader),
      products: new ProductCache(cache, store),
      sessions: new Sessions(cache, store, sessionSecret, environment.csrfProtection),
      meter,
    },
    identity: { issuer: parameters("identity/issuer"), clientId: parameters("identity/client-id") },
    originSecret,
    log,
  });
}

/** HTTP API events, payload format 2.0. */
export const handler = await handlerOf(compose);

import { ProductCache } from "../adapters/cache";
import { postgresShop } from "../adapters/postgres";
import { secretsManagerSecret } from "../adapters/secrets";
import { createApi, Sessions, type Api } from "../http";
import { openCache } from "./cache";
import { openDatabaseAt } from "./database";
import { handlerOf } from "./lifetime";
import { openPlatform } from "./platform";

async function compose(): Promise<Api> {
  const platform = await openPlatform();
  const { environment, parameters, log, meter } = platform;
  const originSecret = secretsManagerSecret(parameters("origin/credentials-arn"));
  const sessionSecret = secretsManagerSecret(parameters("session/credentials-arn"));
  const cache = await openCache(platform);
  const store = postgresShop(await openDatabaseAt(platform, "database/endpoint"));
  const catalogue = environment.overrides.databaseUrl
    ? store
    : postgresShop(await openDatabaseAt(platform, "database/reader-endpoint"));
  // Every request needs it, and a request has less processor time than the initialization.
  await originSecret.read();
  return createApi({
    shop: {
      store,
      catalogue,
      products: new ProductCache(cache, store),
      sessions: new Sessions(cache, sessionSecret, environment.csrfProtection),
      meter,
    },
    identity: { issuer: parameters("identity/issuer"), clientId: parameters("identity/client-id") },
    originSecret,
    log,
  });
}

/** HTTP API events, payload format 2.0. */
export const handler = await handlerOf(compose);

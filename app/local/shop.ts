import { inProcess } from "./lambda/functions";
import { startParts, type AtEnd } from "./parts";
import { openConnection, openLocalDatabase } from "./postgres/database";
import { isEmpty, seed } from "./seed";
import { requireServers } from "./servers";
import type { LocalSettings } from "./settings";
import { buildStorefront, siteFolder } from "./storefront";
import { startWorld } from "./world";

/** A shop that runs on this machine. */
export interface LocalShop {
  /** Address of the storefront. */
  readonly url: string;
  /** Lines about the parts, for the developer. */
  readonly parts: readonly string[];
  stop(): Promise<void>;
}

export interface LocalShopOptions {
  readonly settings: LocalSettings;
  /** Ports to try in order; 0 is any free one. */
  readonly ports: readonly number[];
  /** Further environment variables of the functions. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts the shop of the serverless platform on the configured servers, or on an embedded database. */
export async function startShop(options: LocalShopOptions): Promise<LocalShop> {
  await requireServers(options.settings);
  return startParts((atEnd) => start(options, atEnd));
}

async function start({ settings, ports, variables }: LocalShopOptions, atEnd: AtEnd) {
  const { databaseUrl, redisUrl: REDIS_URL, awsEndpointUrl: emulatorUrl } = settings;
  const database = await openLocalDatabase(databaseUrl);
  atEnd(database.stop);
  const starting = startWorld({
    functions: inProcess,
    siteFolder,
    variables: { ...authorityFiles(settings), ...variables, DATABASE_URL: database.url, REDIS_URL },
    emulatorUrl,
    plainCookies: true,
    ports,
  });
  const [world] = await Promise.all([starting, buildStorefront()]);
  atEnd(world.stop);
  await fillWhenEmpty(database.url);
  return { url: world.url, parts: [] };
}

/** As absolute paths. */
function authorityFiles({ databaseCaFile, redisCaFile }: LocalSettings): Record<string, string> {
  return {
    ...(databaseCaFile && { DATABASE_CA_FILE: databaseCaFile }),
    ...(redisCaFile && { REDIS_CA_FILE: redisCaFile }),
  };
}

async function fillWhenEmpty(databaseUrl: string): Promise<void> {
  const database = openConnection(databaseUrl);
  try {
    if (await isEmpty(database)) await seed(database);
  } finally {
    await database.close();
  }
}

import { once } from "node:events";
import { openConnection, openLocalDatabase } from "./postgres/database";
import { inProcess } from "./lambda/functions";
import { freePort, portProblem } from "./http/ports";
import { LocalProblem, runCommand } from "./problem";
import { isEmpty, seed } from "./seed";
import { requireServers } from "./servers";
import { readSettings, type LocalSettings } from "./settings";
import { buildStorefront, siteFolder } from "./storefront";
import { startWorld, type World } from "./world";

const USUAL_PORT = 3000;

/** Limit of the shutdown in milliseconds; then the process exits. */
const PATIENCE_MILLIS = 10_000;

/** Default environment of the functions: they log only problems. */
const DEFAULTS = { POWERTOOLS_LOG_LEVEL: "WARN", POWERTOOLS_METRICS_DISABLED: "true" };

/** Starts the shop on this machine and runs it until the process gets a signal. */
async function main(): Promise<void> {
  const ending = askedToEnd();
  try {
    await runShop(ending);
  } catch (error) {
    // Ctrl-C in a terminal also interrupts the programs that the start has called.
    if (!ending.aborted) throw error;
  }
}

async function runShop(ending: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const settings = readSettings(process.env);
  const { port } = settings;
  if (port) await onPort(port, freePort(port));
  await requireServers(settings);
  const database = await openLocalDatabase(settings.databaseUrl);
  try {
    // Another process may have taken the port in the meantime.
    const world = await onPort(port, startShop(settings, database.url));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (!ending.aborted) {
      console.log(`The shop is at ${world.url} after ${seconds} s. Ctrl-C ends it.`);
      await once(ending, "abort");
    }
    setTimeout(() => process.exit(1), PATIENCE_MILLIS).unref();
    await world.stop();
  } finally {
    await database.stop();
  }
}

/** Turns an error about the port into a LocalProblem. */
async function onPort<Result>(port: number | undefined, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const problem = portProblem(error);
    if (!problem) throw error;
    throw new LocalProblem(`PORT is ${port}, which ${problem}. Choose another one, or unset PORT`, { cause: error });
  }
}

async function startShop(settings: LocalSettings, databaseUrl: string): Promise<World> {
  const { POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_DISABLED } = { ...DEFAULTS, ...process.env };
  const { redisUrl: REDIS_URL, awsEndpointUrl: emulatorUrl, port } = settings;
  const [world] = await Promise.all([
    startWorld({
      functions: inProcess,
      siteFolder,
      variables: {
        ...authorityFiles(settings),
        ...{ DATABASE_URL: databaseUrl, REDIS_URL, POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_DISABLED },
      },
      emulatorUrl,
      plainCookies: true,
      ports: port === undefined ? [USUAL_PORT, 0] : [port],
    }),
    buildStorefront(),
  ]);
  await fillWhenEmpty(databaseUrl);
  return world;
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

/**
 * Aborts on the first signal. Later ones change nothing: npm and tsx forward the signal that the terminal has already
 * sent to this process.
 */
function askedToEnd(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

await runCommand(main);

import { openConnection, openLocalDatabase } from "./database";
import { inProcess } from "./functions";
import { freePort } from "./ports";
import { LocalProblem, runCommand } from "./problem";
import { isEmpty, seed } from "./seed";
import { requireServers } from "./servers";
import { readSettings, type LocalSettings } from "./settings";
import { buildStorefront, siteFolder } from "./storefront";
import { startWorld, type World } from "./world";

const USUAL_PORT = 3000;

/** How long ending may take; then the process ends anyhow. */
const PATIENCE_MILLIS = 10_000;

/** What the functions get unless the developer says otherwise: only problems are logged. */
const DEFAULTS = { POWERTOOLS_LOG_LEVEL: "WARN", POWERTOOLS_METRICS_DISABLED: "true" };

/** Starts the shop on this machine and keeps it until the process is told to end. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const ending = askedToEnd();
  const settings = readSettings(process.env);
  const port = await choosePort(settings.port);
  await requireServers(settings);
  const database = await openLocalDatabase(settings.databaseUrl);
  try {
    const world = await startShop(settings, database.url, port);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`The shop is at ${world.url} after ${seconds} s. Ctrl-C ends it.`);
    await ending;
    setTimeout(() => process.exit(1), PATIENCE_MILLIS).unref();
    await world.stop();
  } finally {
    await database.stop();
  }
}

async function choosePort(wanted: number | undefined): Promise<number> {
  const port = await freePort(wanted ?? USUAL_PORT);
  if (wanted && port !== wanted)
    throw new LocalProblem(`PORT is ${wanted}, which is in use. Choose another one, or unset PORT`);
  return port;
}

async function startShop(settings: LocalSettings, databaseUrl: string, port: number): Promise<World> {
  const { POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_DISABLED } = { ...DEFAULTS, ...process.env };
  const { redisUrl: REDIS_URL, awsEndpointUrl: emulatorUrl } = settings;
  const [world] = await Promise.all([
    startWorld({
      functions: inProcess,
      siteFolder,
      variables: { DATABASE_URL: databaseUrl, REDIS_URL, POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_DISABLED },
      emulatorUrl,
      port,
    }),
    buildStorefront(),
  ]);
  await fillWhenEmpty(databaseUrl);
  return world;
}

async function fillWhenEmpty(databaseUrl: string): Promise<void> {
  const database = openConnection(databaseUrl);
  try {
    if (await isEmpty(database)) await seed(database);
  } finally {
    await database.close();
  }
}

/** Resolves at the first signal. Further ones change nothing: npm and tsx hand on what the terminal has told this process already. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

await runCommand(main);

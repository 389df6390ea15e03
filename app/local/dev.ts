import { once } from "node:events";
import { parseArgs } from "node:util";
import { freePort, portProblem } from "./http/ports";
import { LocalProblem, reasonOf, runCommand } from "./problem";
import { readSettings } from "./settings";
import { startShop } from "./shop";
import { startLocalSystem } from "./system/system";

const USUAL_PORT = 3000;

/** Limit of the shutdown in milliseconds; then the process exits. */
const PATIENCE_MILLIS = 60_000;

/** Default environment of functions and containers: they log only problems. */
const DEFAULTS = { POWERTOOLS_LOG_LEVEL: "WARN", POWERTOOLS_METRICS_DISABLED: "true" };

/** Starts the shop, or the system that `--app` names, and runs it until the process gets a signal. */
async function main(): Promise<void> {
  const ending = askedToEnd();
  try {
    await run(ending);
  } catch (error) {
    // Ctrl-C in a terminal also interrupts the programs that the start has called.
    if (!ending.aborted) throw error;
  }
}

async function run(ending: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const appFolder = appFolderIn(process.argv.slice(2));
  const settings = readSettings(process.env);
  const { port } = settings;
  if (port) await onPort(port, freePort(port));
  const options = { ports: port === undefined ? [USUAL_PORT, 0] : [port], variables: logVariables() };
  const starting = appFolder ? startLocalSystem({ ...options, appFolder }) : startShop({ ...options, settings });
  // Another process may have taken the port in the meantime.
  const { url, parts, stop } = await onPort(port, starting);
  if (!ending.aborted) {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const name = appFolder ? "system" : "shop";
    console.log([`The ${name} is at ${url} after ${seconds} s. Ctrl-C ends it.`, ...parts].join("\n"));
    await once(ending, "abort");
  }
  setTimeout(() => process.exit(1), PATIENCE_MILLIS).unref();
  await stop();
}

/** @throws LocalProblem for anything but `--app FOLDER`. */
function appFolderIn(argv: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...argv], options: { app: { type: "string" } } }).values.app;
  } catch (error) {
    throw new LocalProblem(`${reasonOf(error)}. Allowed: --app FOLDER`, { cause: error });
  }
}

function logVariables() {
  const { POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_DISABLED } = { ...DEFAULTS, ...process.env };
  return { POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_DISABLED };
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

/**
 * Aborts on the first signal. Later ones change nothing: npm forwards the signal that the terminal has already sent to
 * this process.
 */
function askedToEnd(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

await runCommand(main);

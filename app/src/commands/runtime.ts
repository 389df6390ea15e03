import { closeAll } from "../handlers/runtime/lifetime";
import { openPlatform, type Platform } from "../handlers/runtime/platform";
import { createLog, type Log } from "../observability";
import { requiredParameters } from "./required-parameters";
import { startTracing } from "./tracing";

/** Connections to each endpoint of the database, unless `DATABASE_CONNECTIONS` sets another number. */
const DATABASE_CONNECTIONS = "10";

type Command = Parameters<typeof requiredParameters>[0];

/** A long-running part of the process; `stop` ends what is under way and takes nothing new. */
export interface Service {
  stop(): Promise<void>;
}

/**
 * Runs a service until SIGTERM or SIGINT, then stops it and closes all connections. ECS kills a task 30 s after
 * SIGTERM, unless its `stopTimeout` is another.
 */
export async function runService(command: Command, start: (platform: Platform) => Promise<Service>): Promise<void> {
  await run(command, async (platform) => {
    const stopped = stopSignal();
    await startTracing(platform);
    const service = await start(platform);
    platform.log.info("stopping", { signal: await stopped });
    await service.stop();
  });
}

/** Runs the work with an open platform, then ends the process with status 0, or with 1 after a failure. */
export async function run(command: Command, work: (platform: Platform) => Promise<void>): Promise<void> {
  process.env["DATABASE_CONNECTIONS"] ??= DATABASE_CONNECTIONS;
  let log: Log = createLog(process.env["ENVIRONMENT"] ?? "unknown");
  try {
    const platform = await openPlatform(requiredParameters(command, process.env));
    log = platform.log;
    await work(platform);
  } catch (error) {
    log.error("command failed", {}, error);
    process.exitCode = 1;
  }
  await closeAll();
  // Timers of libraries would keep the process alive.
  process.exit();
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve(signal));
  });
}

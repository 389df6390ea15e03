import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/** Time in milliseconds between SIGTERM and SIGKILL. */
const STOP_TIMEOUT_MILLIS = 10_000;

/**
 * Starts a program in a process group of its own: Ctrl-C in a terminal reaches the whole group, and the parts end in
 * an order.
 */
export function startProcess(program: string, parameters: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, parameters, { ...options, detached: true });
}

/** Ends a process by SIGTERM, and by SIGKILL if it has not ended in time. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MILLIS);
  await ended;
  clearTimeout(kill);
}

import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import net from "node:net";

/** Time in milliseconds between SIGTERM and SIGKILL. */
const STOP_TIMEOUT_MILLIS = 10_000;

/**
 * Starts a program in a process group of its own: Ctrl-C in a terminal reaches the whole group, and the parts end in
 * an order.
 */
export function startProcess(program: string, parameters: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, parameters, { env: process.env, ...options, detached: true });
}

/** Ends a process by SIGTERM, and by SIGKILL if it has not ended in time. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MILLIS);
  await ended;
  clearTimeout(kill);
}

/** Returns a free port of the loopback address. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  await once(probe.close(), "close");
  return port;
}

/** Waits until a server accepts connections at the port. @throws after a minute, or when the process has ended. */
export async function portOpen(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  while (!(await accepts(port))) {
    if (failure) throw failure;
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`${child.spawnfile} accepts no connections at port ${port}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

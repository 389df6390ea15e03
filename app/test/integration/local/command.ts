import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { vi } from "vitest";

const app = resolve(import.meta.dirname, "../../..");

/** A command of the package that runs. */
export interface Command {
  readonly process: ChildProcess;
  /** All that the command and its children have written. */
  text(): string;
  /** Resolves when the last of its processes has ended, which is when its streams close. */
  readonly closed: Promise<unknown>;
}

/**
 * Starts a command in a separate process group, as a terminal does.
 * @param cwd - folder where npm is run.
 * @param parameters - words after the name.
 */
export function startCommand(
  name: "dev" | "seed",
  variables: Readonly<Record<string, string>>,
  cwd = app,
  parameters: readonly string[] = [],
): Command {
  const { NODE_ENV: _, DATABASE_URL: _url, ...inherited } = process.env;
  const started = spawn("npm", ["run", "-s", name, "--", ...parameters], {
    cwd,
    env: { ...inherited, ...variables },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding("utf8").on("data", (more: string) => (text += more));
  }
  return { process: started, text: () => text, closed: once(started, "close") };
}

/** Sends the signal to every process of the group, as Ctrl-C does. */
export function interrupt(command: Command, signal: NodeJS.Signals = "SIGINT"): void {
  process.kill(-command.process.pid!, signal);
}

/** Process id of the program in the command's group whose command line contains the text. */
export function programIn(command: Command, text: string): number {
  const table = execFileSync("ps", ["-eo", "pgid=,pid=,args="], { encoding: "utf8" });
  const ids = [...table.matchAll(/^ *(\d+) +(\d+) \S*node (.*)$/gm)]
    .filter(([, group, , parameters]) => Number(group) === command.process.pid && parameters!.includes(text))
    .map(([, , id]) => Number(id));
  // A program that starts another with the same parameters is before it.
  return ids.at(-1)!;
}

/** Address of the shop that `npm run dev` prints. */
export function shopOf(dev: Command): Promise<string> {
  const find = () => {
    const [, url] = /The shop is at (\S+)/.exec(dev.text()) ?? [];
    if (!url) throw new Error(`npm run dev has told no address, but:\n${dev.text()}`);
    return url;
  };
  return vi.waitFor(find, { timeout: 100_000, interval: 5 });
}

/** Process id and port of a folder's embedded server. */
export function serverOf(localFolder: string): { readonly processId: number; readonly port: number } {
  const lines = readFileSync(join(localFolder, "postgres/postmaster.pid"), "utf8").split("\n");
  return { processId: Number(lines[0]), port: Number(lines[3]) };
}

/** The same for a server that has just been started. @throws unless its port is written. */
export function runningServerOf(localFolder: string): ReturnType<typeof serverOf> {
  const server = serverOf(localFolder);
  if (!server.port) throw new Error("The server has not written its port");
  return server;
}

/** Returns true if a server answers at the port. */
export async function answersAt(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
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

/** Starts a command in a process group of its own, as a terminal gives one to it. */
export function startCommand(name: "dev" | "seed", variables: Readonly<Record<string, string>>): Command {
  const { NODE_ENV: _, DATABASE_URL: _url, ...inherited } = process.env;
  const started = spawn("npm", ["run", "-s", name], {
    cwd: app,
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

/** What Ctrl-C does: every process of the group is told. */
export function interrupt(command: Command, signal: NodeJS.Signals = "SIGINT"): void {
  process.kill(-command.process.pid!, signal);
}

/** Where the shop is that `npm run dev` opens. */
export function shopOf(dev: Command): Promise<string> {
  const find = () => {
    const [, url] = /The shop is at (\S+)/.exec(dev.text()) ?? [];
    if (!url) throw new Error(`npm run dev has told no address, but:\n${dev.text()}`);
    return url;
  };
  return vi.waitFor(find, 60_000);
}

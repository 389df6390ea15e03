import { spawn, type ChildProcess } from "node:child_process";

export interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Ends the program; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Told everything that the program prints while it runs. */
  readonly onOutput?: (text: string) => void;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const GRACE_MS = 5_000;

/** Runs a program to its end. Rejects when it cannot be started (`ENOENT`) or was ended by the signal, after it is gone. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, env, signal, onOutput } = options;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    // Its own process group: Ctrl-C in a terminal must not reach it a second time, since two interrupts make Terraform orphan its provider.
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const stop = (): void => endGroup(child);
    signal.addEventListener("abort", stop, { once: true });
    const stdout = collect(child.stdout, onOutput);
    const stderr = collect(child.stderr, onOutput);
    child.once("error", reject);
    child.once("close", (code) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, stdout: stdout(), stderr: stderr() });
    });
  });
}

function collect(stream: NodeJS.ReadableStream, onOutput?: (text: string) => void): () => string {
  const chunks: string[] = [];
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    chunks.push(chunk);
    onOutput?.(chunk);
  });
  return () => chunks.join("");
}

function endGroup(child: ChildProcess): void {
  child.kill("SIGINT");
  const lastResort = setTimeout(() => process.kill(-child.pid!, "SIGKILL"), GRACE_MS);
  child.once("close", () => clearTimeout(lastResort));
}

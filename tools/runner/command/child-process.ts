import { spawn, type ChildProcess } from "node:child_process";

export interface ChildProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Ends the program; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Receives standard output and standard error while the program runs. */
  readonly onOutput?: (text: string) => void;
}

export interface ProgramOutput {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const GRACE_MS = 5_000;

/**
 * Runs a program until it exits.
 *
 * @returns its output, whatever the exit code. Rejects if the program cannot be started (`ENOENT`), or after it was
 *   ended by the signal.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: ChildProcessOptions,
): Promise<ProgramOutput> {
  const { cwd, env, signal, onOutput } = options;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    // Own process group: Ctrl-C must not reach it twice, because two interrupts make Terraform orphan its provider.
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

import { spawn, type ChildProcess } from "node:child_process";
import { failedError, missingError } from "../runner/command/exit-codes";

/** A running emulator of the AWS API. */
export interface Moto {
  readonly url: string;
  /** Aborts if the run is interrupted or the emulator exits. */
  readonly signal: AbortSignal;
}

/** Version whose gaps known-gaps.ts lists; a test compares every other mention of it. */
export const MOTO_VERSION = "5.2.1";

const INSTALL = `install it with \`pip install 'moto[server]==${MOTO_VERSION}'\` and put it on PATH`;

const GRACE_MS = 5_000;

/** By default moto validates certificates for a minute and has no AWS managed policies. */
const SETTINGS = { MOTO_ACM_VALIDATION_WAIT: "0", MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };

/**
 * Starts an empty emulator on a free port of the loopback interface and stops it when `use` returns or throws.
 *
 * @param account - AWS account id that the emulator returns.
 * @throws ToolError (missing) without moto_server on PATH, with how to install it; (failed) if it does not start or
 *   exits too early.
 */
export async function withMoto<T>(
  account: string,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
  use: (moto: Moto) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  // In the process group of this process, so that Ctrl-C reaches it too. Port 0 selects a free port.
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], {
    env: { ...env, ...SETTINGS, MOTO_ACCOUNT_ID: account },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const exit = new AbortController();
  try {
    const url = await addressOf(server, signal);
    server.once("exit", () => exit.abort(failedError("moto_server ended while it was in use")));
    const moto = { url, signal: AbortSignal.any([signal, exit.signal]) };
    await configure(moto);
    return await use(moto);
  } finally {
    await stop(server, exited);
  }
}

/** Lends running emulators, each to one user at a time. */
export interface Motos {
  /**
   * Empties an idle emulator and lends it until `use` returns or throws.
   *
   * @throws ToolError (failed) if moto does not empty it.
   */
  lend<T>(use: (moto: Moto) => Promise<T>): Promise<T>;
}

/**
 * Starts emulators as {@link withMoto} does.
 *
 * @param count - number of users at a time.
 */
export async function withMotos<T>(
  count: number,
  account: string,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
  use: (motos: Motos) => Promise<T>,
  started: readonly Moto[] = [],
): Promise<T> {
  if (started.length === count) return use(lenderOf(started));
  return withMoto(account, env, signal, (moto) => withMotos(count, account, env, signal, use, [...started, moto]));
}

function lenderOf(motos: readonly Moto[]): Motos {
  const idle = [...motos];
  return {
    lend: async (use) => {
      const moto = idle.shift()!;
      try {
        await post(moto, "reset", "", "is not emptied");
        return await use(moto);
      } finally {
        idle.push(moto);
      }
    },
  };
}

/** Waits for the address, which moto_server prints to standard error, like a line for each request. */
function addressOf(server: ChildProcess, signal: AbortSignal): Promise<string> {
  const settled = new AbortController();
  return new Promise<string>((resolve, reject) => {
    let output = "";
    const interrupt = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", interrupt, { signal: settled.signal });
    server.stderr!.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-10_000);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (url) resolve(url);
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? missingError(`no moto_server on PATH; ${INSTALL}`) : error);
    });
    server.once("close", (code) =>
      reject(failedError(`moto_server ended with exit code ${code} at its start:\n${output.trim()}`)),
    );
  }).finally(() => settled.abort());
}

/** Makes Lambda functions return without running, because running them needs a Docker daemon. */
function configure(moto: Moto): Promise<void> {
  return post(moto, "config", JSON.stringify({ lambda: { use_docker: false } }), "rejects its configuration");
}

/** Calls moto's own API. @throws ToolError (failed) with the problem if moto does not accept it. */
async function post({ url, signal }: Moto, path: string, body: string, problem: string): Promise<void> {
  const response = await fetch(`${url}/moto-api/${path}`, { method: "POST", body, signal }).catch(
    (error: Error) => error,
  );
  signal.throwIfAborted();
  if (response instanceof Error || !response.ok) throw failedError(`moto_server at ${url} ${problem}`);
}

async function stop(server: ChildProcess, exited: Promise<void>): Promise<void> {
  server.kill("SIGTERM");
  const lastResort = setTimeout(() => server.kill("SIGKILL"), GRACE_MS);
  await exited;
  clearTimeout(lastResort);
}

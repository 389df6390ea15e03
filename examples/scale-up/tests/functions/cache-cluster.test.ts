import { Redis } from "iovalkey";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clusterClient, open } from "../../functions/adapters/cache";

const HOST = "127.0.0.1";
const hasServer = spawnSync("redis-server", ["--version"]).status === 0;

/** A free port whose cluster bus, 10000 ports higher, is one too. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port < 55_000 ? port : freePort();
}

describe.skipIf(!hasServer)("the cache of a cluster", () => {
  const folder = mkdtempSync(join(tmpdir(), "scale-up-cache-"));
  const servers: ChildProcess[] = [];
  const clients: Redis[] = [];
  let replicaPort: number;

  async function start(): Promise<Redis> {
    const port = await freePort();
    const options = { port, bind: HOST, "cluster-enabled": "yes", "cluster-config-file": `${port}.conf`, save: "" };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    servers.push(spawn("redis-server", [...words, "--dir", folder], { stdio: "ignore" }));
    const client = new Redis(port, HOST, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    client.on("error", () => undefined);
    clients.push(client);
    await client.ping();
    return client;
  }

  beforeAll(async () => {
    const [primary, replica] = [await start(), await start()];
    replicaPort = replica.options.port!;
    await primary.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    await replica.call("CLUSTER", "MEET", HOST, String(primary.options.port));
    const id = String(await primary.call("CLUSTER", "MYID"));
    for (let joined = false; !joined; await pause(100))
      joined = await replica.call("CLUSTER", "REPLICATE", id).then(
        () => true,
        () => false,
      );
    for (const node of [primary, replica])
      while (!String(await node.call("CLUSTER", "INFO")).includes("cluster_state:ok")) await pause(100);
  }, 60_000);

  afterAll(() => {
    clients.forEach((client) => client.disconnect());
    servers.forEach((server) => server.kill());
    rmSync(folder, { recursive: true, force: true });
  });

  test("is written through the primary of a key, also when the endpoint leads to its replica", async () => {
    const cluster = clusterClient({ host: HOST, port: replicaPort }, "", "off");
    await open(cluster);
    expect(await cluster.set("v1:product:cup", "{}")).toBe("OK");
    expect(await cluster.get("v1:product:cup")).toBe("{}");
    cluster.disconnect();
  });

  test("refuses a client of a single server: the twin", async () => {
    const single = new Redis(replicaPort, HOST, { retryStrategy: () => null });
    await expect(single.set("v1:product:cup", "{}")).rejects.toThrow("MOVED");
    single.disconnect();
  });
});

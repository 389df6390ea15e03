import { execFile, type ChildProcess } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { freePorts, portOpen } from "./ports";
import { endProcess, startProcess } from "./processes";
import type { Surroundings } from "./surroundings";

export interface Cache {
  /** URL of one node; clients learn the others from it. */
  readonly url: string;
  /** Ports of the shards' primaries. */
  readonly ports: readonly number[];
}

const SHARDS = 3;

/** The nodes of a busy machine answer each other late. */
const NODE_TIMEOUT_MILLIS = 60_000;

/** Starts Redis in cluster mode: three shards with a primary each, which share the slots. */
export async function startCache(surroundings: Surroundings): Promise<Cache> {
  const folder = path.join(surroundings.folder, "cache");
  await fs.mkdir(folder);
  const all = await freePorts(2 * SHARDS);
  const ports = all.slice(0, SHARDS);
  for (const [shard, port] of ports.entries()) {
    const node = startNode(folder, port, all[SHARDS + shard]!);
    surroundings.atEnd(() => endProcess(node));
  }
  await Promise.all(ports.map((port) => portOpen(port)));
  const nodes = ports.map((port) => `127.0.0.1:${port}`);
  await promisify(execFile)("redis-cli", ["--cluster", "create", ...nodes, "--cluster-yes"]);
  return { url: `redis://${nodes[0]}`, ports };
}

/** @param busPort - port of the nodes among themselves; by default it is 10,000 higher, which may be no port. */
function startNode(folder: string, port: number, busPort: number): ChildProcess {
  const settings = {
    port,
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: "no",
    "cluster-enabled": "yes",
    "cluster-port": busPort,
    "cluster-config-file": `redis-${port}.conf`,
    "cluster-node-timeout": NODE_TIMEOUT_MILLIS,
  };
  const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return startProcess("redis-server", parameters, { stdio: "ignore" });
}

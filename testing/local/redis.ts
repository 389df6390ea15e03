import { endProcess, freePort, portOpen, startProcess } from "./processes";
import type { Surroundings } from "./surroundings";

/** Starts Redis with a password, and no data on disk. @returns its port on 127.0.0.1. */
export async function startRedis(
  { folder, atEnd }: Pick<Surroundings, "folder" | "atEnd">,
  password: string,
): Promise<number> {
  const port = await freePort();
  const settings = { port, bind: "127.0.0.1", dir: folder, save: "", appendonly: "no", requirepass: password };
  const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = startProcess("redis-server", parameters, { stdio: "ignore" });
  atEnd(() => endProcess(server));
  await portOpen(port, server);
  return port;
}

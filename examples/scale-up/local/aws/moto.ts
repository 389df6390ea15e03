import { endProcess, freePort, portOpen, startProcess } from "../processes";

/** An emulator of the AWS APIs. */
export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts moto on a free port. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const server = startProcess("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  try {
    await portOpen(port, server);
  } catch (error) {
    await endProcess(server);
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, stop: () => endProcess(server) };
}

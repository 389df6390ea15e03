import { endProcess, freePort, portOpen, startProcess } from "../processes";
import { startSerialProxy } from "./serial-proxy";

/** An emulator of the AWS APIs. */
export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

/** Region of the emulated resources. */
export const LOCAL_REGION = "us-east-1";

/**
 * Starts moto on a free port, behind a proxy that makes its transactions atomic.
 *
 * @throws Error if there is no `moto_server` on the PATH.
 */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const server = startProcess("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  try {
    await portOpen(port, server);
  } catch (error) {
    await endProcess(server);
    throw error;
  }
  const proxy = await startSerialProxy(port);
  return { url: proxy.url, stop: () => proxy.stop().then(() => endProcess(server)) };
}

/** Environment variables by which the AWS SDK finds the emulator. @param endpoint - its address. */
export function awsVariables(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

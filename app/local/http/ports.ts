import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";

/** Listens on the first available port of the loopback address; 0 is any free one. @returns the port. */
export async function listen(server: Server, [port = 0, ...others]: readonly number[]): Promise<number> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if (others.length === 0) throw error;
    return listen(server, others);
  }
  return (server.address() as AddressInfo).port;
}

/**
 * Returns a free port of the loopback address. @param requestedPort - the port to check. @throws if it is not
 * available.
 */
export async function freePort(requestedPort = 0): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, [requestedPort]);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Describes an error of listening on a port; undefined for other errors. */
export function portProblem(error: unknown): string | undefined {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall !== "listen") return undefined;
  return code === "EADDRINUSE" ? "is in use" : `cannot be used (${code})`;
}

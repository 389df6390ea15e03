import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";

/** Listens on the loopback address, at the first of the ports that can be had; 0 takes a free one. @returns the port. */
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

/** A port of the loopback address that nobody listens on. @param wanted - this one. @throws when it cannot be had. */
export async function freePort(wanted = 0): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, [wanted]);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The reason why nobody can listen on a port, if the error is about that. */
export function portProblem(error: unknown): string | undefined {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall !== "listen") return undefined;
  return code === "EADDRINUSE" ? "is in use" : `cannot be used (${code})`;
}

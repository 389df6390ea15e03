import { once } from "node:events";
import net from "node:net";

/** Returns different free ports of the loopback address. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => net.createServer().listen(0, "127.0.0.1"));
  await Promise.all(probes.map((probe) => once(probe, "listening")));
  const ports = probes.map((probe) => (probe.address() as net.AddressInfo).port);
  await Promise.all(probes.map((probe) => once(probe.close(), "close")));
  return ports;
}

/** Waits until a server accepts connections at the port. @throws after `limitMillis`. */
export async function portOpen(port: number, limitMillis = 60_000): Promise<void> {
  const deadline = Date.now() + limitMillis;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error(`Nothing accepts connections at port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => resolve(true));
    socket.once("connect", () => socket.destroy());
  });
}

import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/**
 * - `none`: forwards everything.
 * - `latency`: forwards everything, later.
 * - `blackhole`: connections stay open and nothing arrives, in either direction.
 * - `reset`: resets open and new connections.
 * - `half-close`: the server's side of every connection is closed.
 * - `refuse`: resets open connections and refuses new ones.
 */
export type Fault = "none" | "latency" | "blackhole" | "reset" | "half-close" | "refuse";

/** A TCP proxy between a client and its server that simulates network failures. */
export interface FaultProxy {
  readonly host: string;
  /** Constant for all faults. */
  readonly port: number;
  /** @param latencyMillis - for `latency`, in each direction. */
  set(fault: Fault, latencyMillis?: number): Promise<void>;
  /** Number of open connections. */
  connections(): number;
  stop(): Promise<void>;
}

export async function startFaultProxy(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
  const proxy = new Proxy(target);
  await proxy.listen();
  return {
    host: "127.0.0.1",
    port: proxy.port,
    set: (fault, latencyMillis = 0) => proxy.set(fault, latencyMillis),
    connections: () => proxy.links.size,
    stop: () => proxy.set("refuse", 0),
  };
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
}

class Proxy {
  port = 0;
  readonly links = new Set<Link>();
  #fault: Fault = "none";
  #latencyMillis = 0;
  #server = createServer();
  readonly #target: { readonly host: string; readonly port: number };

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
  }

  async listen(): Promise<void> {
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
    this.#server.listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async set(fault: Fault, latencyMillis: number): Promise<void> {
    this.#fault = fault;
    this.#latencyMillis = latencyMillis;
    for (const link of this.links) this.#apply(link);
    if (fault === "refuse" && this.#server.listening) {
      const closed = once(this.#server, "close");
      this.#server.close();
      await closed;
    }
    if (fault !== "refuse" && !this.#server.listening) await this.listen();
  }

  #accept(client: Socket): void {
    const link = { client, server: connect({ ...this.#target, allowHalfOpen: true }) };
    this.links.add(link);
    this.#handOn(link.client, link.server);
    this.#handOn(link.server, link.client);
    for (const socket of [link.client, link.server]) {
      socket.on("error", () => this.#end(link)).on("close", () => this.#forget(link));
    }
    this.#apply(link);
  }

  #apply(link: Link): void {
    if (this.#fault === "reset" || this.#fault === "refuse") return this.#end(link);
    if (this.#fault === "half-close") link.client.end();
    for (const socket of [link.client, link.server]) {
      if (this.#fault === "blackhole") socket.pause();
      else socket.resume();
    }
  }

  /** Chunks in transit keep their order, also when the latency changes. */
  #handOn(from: Socket, to: Socket): void {
    const onItsWay: (() => void)[] = [];
    const later = (deliver: () => void) => {
      onItsWay.push(deliver);
      setTimeout(() => onItsWay.shift()?.(), this.#latencyMillis);
    };
    from.on("data", (chunk) => later(() => to.writable && to.write(chunk)));
    from.on("end", () => later(() => to.end()));
  }

  #forget(link: Link): void {
    if (link.client.closed && link.server.closed) this.links.delete(link);
  }

  #end(link: Link): void {
    if (!this.links.delete(link)) return;
    link.client.resetAndDestroy();
    link.server.destroy();
  }
}

import { once } from "node:events";
import net from "node:net";

/** Stands between the shop and its database, so that the connection can fail in the ways that networks do. */
export interface TcpProxy {
  readonly port: number;
  /** Refuses new connections and ends those that are open. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  /** Ends the open connections; new ones are fine. */
  cut(): void;
  /** Keeps every connection and delivers nothing, in either direction. */
  freeze(): void;
  /** Lets new connections through; frozen ones stay frozen, as those of a lost host do. */
  thaw(): void;
  /** How many connections were ever accepted. */
  accepted(): number;
  close(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<readonly net.Socket[]>();
  let frozen = false;
  let accepted = 0;
  let port = 0;
  const connect = (inbound: net.Socket) => {
    accepted += 1;
    const outbound = net.connect(target);
    const pair = [inbound, outbound] as const;
    pairs.add(pair);
    for (const socket of pair) socket.on("error", () => undefined).on("close", () => end(pair));
    if (frozen) return;
    inbound.pipe(outbound);
    outbound.pipe(inbound);
  };
  const end = (pair: readonly net.Socket[]) => {
    pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  };
  const cut = () => [...pairs].forEach(end);
  let server = net.createServer(connect);
  const listen = async () => {
    server = net.createServer(connect).listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as net.AddressInfo).port;
  };
  const goDown = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    cut();
    await closed;
  };
  await listen();
  return {
    port,
    goDown,
    comeUp: listen,
    cut,
    freeze() {
      frozen = true;
      for (const [inbound, outbound] of pairs) {
        inbound!.unpipe();
        outbound!.unpipe();
      }
    },
    thaw: () => void (frozen = false),
    accepted: () => accepted,
    close: goDown,
  };
}

import net from "node:net";
import { Development } from "../../../../tests/support/local/development";

/** A span as the collector lists it. */
export interface ReceivedSpan {
  readonly service: string;
  readonly kind: string;
  readonly name: string;
}

/** `npm run dev -- --app examples/shopflow`. */
export class ShopFlow extends Development {
  constructor(folder: string, variables: Readonly<Record<string, string>> = {}) {
    super("examples/shopflow", folder, variables);
  }

  /** Process ids of the command's containers, as they were printed first. */
  containers(command: "serve" | "work"): number[] {
    return [...this.log.matchAll(new RegExp(`^${command}: process (\\d+)`, "gm"))].map(([, id]) => Number(id));
  }

  /** URLs of the primary and of its replica. */
  get databases(): [primary: string, replica: string] {
    return /PostgreSQL: (\S+), replica (\S+)/.exec(this.log)!.slice(1) as [string, string];
  }

  /** Spans that the collector has received, by trace. */
  async traces(): Promise<Readonly<Record<string, readonly ReceivedSpan[]>>> {
    const [, url] = /^traces: (\S+)$/m.exec(this.log)!;
    return (await (await fetch(url!)).json()) as Record<string, ReceivedSpan[]>;
  }

  get cachePorts(): number[] {
    const [, addresses] = /Redis cluster: (.*)/.exec(this.log)!;
    return [...addresses!.matchAll(/:(\d+)/g)].map(([, port]) => Number(port));
  }

  /** Every port that was printed. */
  get ports(): number[] {
    return [...this.log.matchAll(/(?:127\.0\.0\.1|localhost):(\d+)/g)].map(([, port]) => Number(port));
  }
}

export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

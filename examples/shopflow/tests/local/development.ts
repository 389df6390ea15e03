import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";

/** A span as the collector lists it. */
export interface ReceivedSpan {
  readonly service: string;
  readonly kind: string;
  readonly name: string;
}

const root = path.resolve(__dirname, "../../../..");

/** Limit of a start on a busy machine. */
const START_MILLIS = 300_000;

/** `npm run dev -- --app examples/shopflow`, in a process group of its own as in a terminal. */
export class Development {
  private readonly npm: ChildProcess;
  private text = "";
  private readonly closed: Promise<unknown>;

  /** @param folder - folder for temporary files. */
  constructor(folder: string, variables: Readonly<Record<string, string>> = {}) {
    this.npm = spawn("npm", ["run", "-s", "dev", "--", "--app", "examples/shopflow"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "", PORT: "", TMPDIR: folder, ...variables },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.npm.stdout!, this.npm.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.text += text));
    }
    this.closed = once(this.npm, "close");
  }

  get log(): string {
    return this.text;
  }

  /** Resolves when the text matches what is printed. @throws with the whole text if it does not in time. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    const deadline = Date.now() + START_MILLIS;
    for (;;) {
      const match = pattern.exec(this.text);
      if (match) return match;
      if (Date.now() > deadline || this.npm.exitCode !== null)
        throw new Error(`no ${String(pattern)} in\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async start(): Promise<void> {
    await this.prints(/^data: .*\n/m);
  }

  /** Address of the storefront. */
  get url(): string {
    return /The shop is at (\S+)/.exec(this.text)![1]!;
  }

  /** Process ids of the command's containers, as they were printed first. */
  containers(command: "serve" | "work"): number[] {
    return [...this.text.matchAll(new RegExp(`^${command}: process (\\d+)`, "gm"))].map(([, id]) => Number(id));
  }

  get dataFolder(): string {
    return /^data: (.*)$/m.exec(this.text)![1]!;
  }

  /** URLs of the primary and of its replica. */
  get databases(): [primary: string, replica: string] {
    return /PostgreSQL: (\S+), replica (\S+)/.exec(this.text)!.slice(1) as [string, string];
  }

  /** Spans that the collector has received, by trace. */
  async traces(): Promise<Readonly<Record<string, readonly ReceivedSpan[]>>> {
    const [, url] = /^traces: (\S+)$/m.exec(this.text)!;
    return (await (await fetch(url!)).json()) as Record<string, ReceivedSpan[]>;
  }

  get cachePorts(): number[] {
    const [, addresses] = /Redis cluster: (.*)/.exec(this.text)!;
    return [...addresses!.matchAll(/:(\d+)/g)].map(([, port]) => Number(port));
  }

  /** Every port that was printed. */
  get ports(): number[] {
    return [...this.text.matchAll(/(?:127\.0\.0\.1|localhost):(\d+)/g)].map(([, port]) => Number(port));
  }

  /** Sends a signal to all processes in the terminal, or to npm alone, and waits until all have ended. */
  async stop(signal: NodeJS.Signals, to: "group" | "leader" = "group"): Promise<void> {
    process.kill(to === "group" ? -this.npm.pid! : this.npm.pid!, signal);
    await this.closed;
  }
}

/** Command lines of the processes that name the folder. */
export function processesOf(folder: string): string[] {
  const lines = execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(folder));
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

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../../..");

/** Limit of a start on a busy machine. */
const START_MILLIS = 300_000;

/** `npm run dev -- --app <folder>`, in a process group of its own as in a terminal. */
export class Development {
  private readonly npm: ChildProcess;
  private text = "";
  /** Resolves when all processes have ended. */
  readonly closed: Promise<unknown>;

  /**
   * @param app - folder of the example.
   * @param folder - folder for temporary files.
   * @param variables - further environment variables.
   */
  constructor(app: string, folder: string, variables: Readonly<Record<string, string>> = {}) {
    this.npm = spawn("npm", ["run", "-s", "dev", "--", "--app", app], {
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

  /** Waits until the system runs. @throws with what is printed if it does not in time. */
  async start(): Promise<void> {
    await this.prints(/^data: .*\n/m);
  }

  /** Address of the system. */
  get url(): string {
    return this.printed(/The system is at (\S+)/);
  }

  get dataFolder(): string {
    return this.printed(/^data: (.*)$/m);
  }

  /** First group of a pattern in what was printed. */
  protected printed(pattern: RegExp): string {
    return pattern.exec(this.text)![1]!;
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

/** Returns `PATH` without the folders that contain the program. */
export function pathWithout(program: string): string {
  const folders = process.env["PATH"]!.split(path.delimiter);
  return folders.filter((folder) => !fs.existsSync(path.join(folder, program))).join(path.delimiter);
}

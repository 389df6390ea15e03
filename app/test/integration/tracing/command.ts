import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { vi } from "vitest";

const app = resolve(import.meta.dirname, "../../..");

/** A command of the image that runs from its source, as a task of a container service does. */
export class ContainerProcess {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #text = "";

  constructor(command: "serve" | "work", variables: Readonly<Record<string, string>>) {
    const { PATH = "", HOME = "" } = process.env;
    this.#process = spawn(process.execPath, ["--import", "tsx", `src/commands/${command}.ts`], {
      cwd: app,
      env: { PATH, HOME, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.#text += text));
    }
    this.#ended = once(this.#process, "exit");
  }

  /** Lines of its log. */
  get log(): Readonly<Record<string, unknown>>[] {
    const lines = this.#text.split("\n").filter((line) => line.startsWith('{"level"'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  logs(message: string): Promise<unknown> {
    return vi.waitFor(
      () => {
        if (!this.log.some((line) => line["message"] === message)) throw new Error(`no "${message}" in ${this.#text}`);
      },
      { timeout: 100_000, interval: 20 },
    );
  }

  /** Ends the process as ECS does. @returns its status */
  async stop(): Promise<number | null> {
    this.#process.kill("SIGTERM");
    await this.#ended;
    return this.#process.exitCode;
  }
}

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { endProcess, startProcess } from "./processes";

export interface ContainerOptions {
  /** Command of the image: `serve`, `work` or `migrate`. */
  readonly command: string;
  /** Folder with the image's files. */
  readonly image: string;
  /** All environment variables of the container. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Time in milliseconds before a container that has ended is replaced. */
const REPLACE_MILLIS = 1_000;

/** Runs a command to its end, as a one-off ECS task. @throws if it fails. */
export async function runTask(options: ContainerOptions): Promise<void> {
  const child = startContainer(options);
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (code !== 0) throw new Error(`The command ${options.command} ended with ${code ?? signal}`);
}

/** One task of an ECS service: a container, and its replacement when it ends. */
export class ServiceTask {
  private container: ChildProcess;
  private replacement?: NodeJS.Timeout;
  private isStopping = false;

  constructor(private readonly options: ContainerOptions) {
    this.container = this.start();
  }

  /** Process id of the container. */
  get pid(): number {
    return this.container.pid!;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.replacement);
    await endProcess(this.container);
  }

  private start(): ChildProcess {
    return startContainer(this.options).once("exit", (code, signal) => {
      if (this.isStopping) return;
      const ended = `${this.options.command}, process ${this.pid}, ended with ${code ?? signal}`;
      this.replacement = setTimeout(() => {
        this.container = this.start();
        console.log(`${ended}; process ${this.pid} replaces it`);
      }, REPLACE_MILLIS);
    });
  }
}

/** Starts the image's command with no other variables; its log goes to the developer. */
function startContainer({ command, image, variables }: ContainerOptions): ChildProcess {
  const program = path.join(image, "commands", `${command}.mjs`);
  const child = startProcess(process.execPath, [program], { env: variables, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface(stream).on("line", (line) => console.log(`${command} ${child.pid}: ${line}`));
  }
  return child;
}

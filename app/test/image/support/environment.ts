import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { isolation, storage, type ImageFacts } from "../../../image/buildah";
import { eventually } from "./eventually";

export interface EnvironmentOptions {
  /** The working container, which several environments share as Lambda shares a read-only image. */
  readonly container: string;
  readonly image: ImageFacts;
  /** As in `contract/functions.ts`. */
  readonly command: readonly string[];
  /** Host and port of the Runtime API; undefined for a process of a container service. */
  readonly runtimeApi: string | undefined;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** Makes Node.js write, before anything else, when its process was started. */
const TELL_START = "process._rawDebug(`started:${performance.timeOrigin}`)";

/** One execution environment: a process of the image that takes invocations from a Runtime API. */
export class ExecutionEnvironment {
  readonly #process: ChildProcess;
  readonly #output: string[] = [];

  constructor(options: EnvironmentOptions) {
    const variables = { ...sharedVariables, ...lambdaVariables(options), ...options.variables };
    const parameters = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const program = [...options.image.entrypoint, ...options.command];
    this.#process = spawn(
      "buildah",
      [...storage, "run", ...isolation, ...parameters, options.container, "--", ...program],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.#output.push(text));
    }
  }

  /** Log of the function. */
  get log(): string {
    return this.#output.join("");
  }

  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  /** Start of the Node.js process in milliseconds since 1970, after buildah has prepared the container. */
  get startedAt(): number {
    return Number(/^started:([\d.]+)$/m.exec(this.log)?.[1]);
  }

  get hasExited(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** The process of Node.js inside the container, which gets the signals; what is around it belongs to buildah. */
  async processId(): Promise<number> {
    return eventually("the runtime has been started", () => descendants(this.#process.pid ?? 0).find(isNode));
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    process.kill(await this.processId(), name);
  }

  async residentMegabytes(): Promise<number> {
    const status = readFileSync(`/proc/${await this.processId()}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }

  async exited(): Promise<void> {
    if (!this.hasExited) await once(this.#process, "exit");
  }

  async stop(): Promise<void> {
    if (this.hasExited) return;
    const runtime = descendants(this.#process.pid ?? 0).find(isNode);
    if (runtime) process.kill(runtime, "SIGKILL");
    else this.#process.kill("SIGKILL");
    await this.exited();
  }
}

/** Environment variables that every process has. */
const sharedVariables = {
  TZ: ":UTC",
  AWS_REGION: "eu-central-1",
  AWS_DEFAULT_REGION: "eu-central-1",
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_START)}`,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

/** Environment variables that Lambda sets. */
function lambdaVariables({ runtimeApi, functionName, memoryMegabytes }: EnvironmentOptions): Record<string, string> {
  if (runtimeApi === undefined) return {};
  return {
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "1",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "test",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
  };
}

/** The kernel lists children by the thread that started them. */
function descendants(parent: number): number[] {
  try {
    const threads = readdirSync(`/proc/${parent}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${parent}/task/${thread}/children`, "utf8"));
    const children = lists.join(" ").split(" ").filter(Boolean).map(Number);
    return children.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function isNode(processId: number): boolean {
  try {
    return readlinkSync(`/proc/${processId}/exe`).endsWith("/var/lang/bin/node");
  } catch {
    return false;
  }
}

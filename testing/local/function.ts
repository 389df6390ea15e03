import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { endProcess, startProcess } from "./processes";
import type { RuntimeApi, Surroundings } from "./surroundings";

/** Invokes a function. The error of a failure has the name that the function reported. */
export type Invoke = (event: unknown) => Promise<unknown>;

export interface LocalFunctionProps {
  readonly name: string;
  /** Folder of the bundle, whose `index.mjs` exports `handler`. */
  readonly folder: string;
  /** Environment variables; the processes have no others but those of Lambda. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** File of the clock that the function follows. @default the machine's time */
  readonly clockFile?: string;
  /** Receives each line that the function writes, with the name and the process id. */
  readonly log: (line: string) => void;
}

/** The folder with the sources, also when this file runs compiled below `dist`. */
const sources = __dirname.replace(/([\\/])dist[\\/](?=testing[\\/]local$)/, "$1");

const BOOTSTRAP = path.join(sources, "bootstrap.mjs");

/** Environments of one function. An event beyond their number waits. */
const MAX_ENVIRONMENTS = 3;

/** Runs the bundle of a function in processes that an event starts, as Lambda does: one event each at a time. */
export async function startFunction(
  { startRuntimeApi, atEnd }: Pick<Surroundings, "startRuntimeApi" | "atEnd">,
  props: LocalFunctionProps,
): Promise<Invoke> {
  const timeoutMillis = props.timeoutSeconds * 1000;
  const runtimeApi = await startRuntimeApi({ functionName: props.name, timeoutMillis });
  const environments = new Set<ChildProcess>();
  let running = 0;
  atEnd(async () => {
    await runtimeApi.stop();
    await Promise.all([...environments].map(endProcess));
  });
  const start = () => {
    const environment = startEnvironment(runtimeApi, props);
    environments.add(environment);
    environment.once("exit", () => environments.delete(environment));
  };
  return async (event) => {
    running += 1;
    if (environments.size < Math.min(running, MAX_ENVIRONMENTS)) start();
    try {
      return await runtimeApi.invoke(event);
    } finally {
      running -= 1;
    }
  };
}

function startEnvironment(
  { address }: RuntimeApi,
  { name, folder, variables, memoryMb, clockFile, log }: LocalFunctionProps,
): ChildProcess {
  const env = {
    ...variables,
    AWS_LAMBDA_RUNTIME_API: address,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    ...(clockFile && { LOCAL_CLOCK_FILE: clockFile }),
  };
  const options = ["--enable-source-maps", "--no-warnings", BOOTSTRAP, path.join(folder, "index.mjs")];
  const child = startProcess(process.execPath, options, { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface(stream).on("line", (line) => log(`${name} ${child.pid}: ${line}`));
  }
  return child;
}

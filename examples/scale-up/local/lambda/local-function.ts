import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { functions, type FunctionName } from "../../functions/contract";
import { endProcess, startProcess } from "../processes";
import type { RuntimeApi, Surroundings } from "../surroundings";

export type Invoke = (event: unknown) => Promise<unknown>;

/** Folder of the bundle, and environment variables. */
export interface FunctionConfiguration {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

const BOOTSTRAP = path.join(__dirname, "bootstrap.mjs");

/** Environments of one function. An event beyond their number waits. */
const MAX_ENVIRONMENTS = 3;

/** Runs the bundle of a function in processes that an event starts, as Lambda does: one event each at a time. */
export async function startFunction(
  { startRuntimeApi, atEnd }: Surroundings,
  name: FunctionName,
  configuration: FunctionConfiguration,
): Promise<Invoke> {
  const timeoutMillis = functions[name].timeoutSeconds * 1000;
  const runtimeApi = await startRuntimeApi({ functionName: name, timeoutMillis });
  const environments = new Set<ChildProcess>();
  let running = 0;
  atEnd(async () => {
    await runtimeApi.stop();
    await Promise.all([...environments].map(endProcess));
  });
  const start = () => {
    const environment = startEnvironment(name, runtimeApi, configuration);
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

/** The process has no other environment variables than those of the function. */
function startEnvironment(
  name: FunctionName,
  { address }: RuntimeApi,
  { folder, variables }: FunctionConfiguration,
): ChildProcess {
  const env = {
    ...variables,
    AWS_LAMBDA_RUNTIME_API: address,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(functions[name].memoryMb),
  };
  const options = ["--enable-source-maps", "--no-warnings", BOOTSTRAP, path.join(folder, "index.mjs")];
  const child = startProcess(process.execPath, options, { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface(stream).on("line", (line) => console.log(`${name} ${child.pid}: ${line}`));
  }
  return child;
}

import { randomUUID } from "node:crypto";
import { commands, type FunctionName } from "../../contract";
import type { Invoke } from "./invocation";
import { startRuntimeApi, type RuntimeApi } from "./runtime-api";

/** The functions of the shop. */
export interface Functions {
  readonly invoke: Readonly<Record<FunctionName, Invoke>>;
  stop(): Promise<void>;
}

/** Starts the functions with these environment variables. */
export type FunctionsHost = (variables: Readonly<Record<string, string>>) => Promise<Functions>;

const names = Object.keys(commands) as FunctionName[];

/** Timeout of each function in milliseconds, also visible in its context. */
const TIMEOUT_MILLIS = 29_000;

type Handler = (event: unknown, context: object) => Promise<unknown>;

const modules: Readonly<Record<FunctionName, () => Promise<{ handler: unknown }>>> = {
  api: () => import("../../src/handlers/api"),
  worker: () => import("../../src/handlers/worker"),
  outbox: () => import("../../src/handlers/outbox"),
  payment: () => import("../../src/handlers/payment"),
  migrate: () => import("../../src/handlers/migrate"),
};

/**
 * Runs the handlers in this process. They read the process's environment at the first call and keep the result, so that
 * a process can have only one set of functions.
 */
export const inProcess: FunctionsHost = async (variables) => {
  Object.assign(process.env, variables);
  return {
    invoke: byName((name) => async (event) => {
      const handler = (await modules[name]()).handler as Handler;
      return overTheWire(await handler(overTheWire(event), context(name)));
    }),
    async stop() {
      const { closeAll } = await import("../../src/handlers/runtime/lifetime");
      await closeAll();
    },
  };
};

/** A process that runs one function of the image and polls a Runtime API, such as a container. */
export interface ExecutionEnvironment {
  stop(): Promise<unknown>;
}

/** Starts an execution environment of a function. */
export type StartEnvironment = (props: {
  readonly name: FunctionName;
  readonly command: readonly string[];
  readonly runtimeApi: string;
  readonly variables: Readonly<Record<string, string>>;
}) => Promise<ExecutionEnvironment>;

/** Runs each function in a separate environment, which polls a Runtime API. */
export function throughRuntimeApi(startEnvironment: StartEnvironment): FunctionsHost {
  return async (variables) => {
    const runtimeApis = new Map<FunctionName, RuntimeApi>();
    const running: { stop(): Promise<unknown> }[] = [];
    // A runtime that waits for an invocation ends when its connection does, so that both stop at once.
    const stop = async () => void (await Promise.all(running.map((part) => part.stop())));
    try {
      for (const name of names) {
        const api = await startRuntimeApi({ functionName: name, timeoutMillis: TIMEOUT_MILLIS });
        runtimeApis.set(name, api);
        running.unshift(api);
        const runtimeApi = api.address;
        running.unshift(await startEnvironment({ name, command: commands[name], runtimeApi, variables }));
      }
    } catch (error) {
      await stop();
      throw error;
    }
    return { invoke: byName((name) => runtimeApis.get(name)!.invoke), stop };
  };
}

function byName<Value>(make: (name: FunctionName) => Value): Record<FunctionName, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<FunctionName, Value>;
}

/** Copies a value by JSON, as Lambda transports it. */
function overTheWire(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function context(name: FunctionName): object {
  const deadline = Date.now() + TIMEOUT_MILLIS;
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`,
    memoryLimitInMB: "512",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

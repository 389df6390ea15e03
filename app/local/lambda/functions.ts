import { randomUUID } from "node:crypto";
import { commands, type FunctionName } from "../../contract";
import type { Invoke } from "./invocation";
import { startRuntimeApi, type RuntimeApi } from "./runtime-api";

/** The functions of the shop, wherever they run. */
export interface Functions {
  readonly invoke: Readonly<Record<FunctionName, Invoke>>;
  stop(): Promise<void>;
}

/** Starts the functions with these environment variables. */
export type FunctionsHost = (variables: Readonly<Record<string, string>>) => Promise<Functions>;

const names = Object.keys(commands) as FunctionName[];

/** What Lambda allows each function here, and tells it by its context. */
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
 * Runs the handlers in this process. They read the process's environment when they are first called and keep what they made of it, so that a
 * process has one set of functions in its life.
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

/** Something that runs one function of the image and polls a Runtime API, such as a container. */
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

/** Runs each function in an environment of its own, which polls a Runtime API for it. */
export function throughRuntimeApi(startEnvironment: StartEnvironment): FunctionsHost {
  return async (variables) => {
    const runtimeApis = new Map<FunctionName, RuntimeApi>();
    const running: { stop(): Promise<unknown> }[] = [];
    // A runtime that waits for an invocation ends when its connection does, so that both are ended at once.
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

/** Functions get and give text: what JSON cannot say does not arrive. */
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

import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson, readText, serveHttp } from "../http/http-server";
import { FunctionError, type Invoke } from "./invocation";

/** The Lambda service's side of the Runtime API for one function. */
export interface RuntimeApi {
  /** Host and port, as `AWS_LAMBDA_RUNTIME_API` names it to an execution environment. */
  readonly address: string;
  /** Passes the event to a waiting environment, or to the next one that asks. */
  readonly invoke: Invoke;
  /** Errors of environments that failed to initialize. */
  readonly initErrors: readonly FunctionError[];
  /** Number of environments that wait for an invocation. */
  waiting(): number;
  /** Fails the invocations in progress, as Lambda does when their environment has crashed. */
  abandon(): void;
  stop(): Promise<void>;
}

export interface RuntimeApiOptions {
  /** @default "shop" */
  readonly functionName?: string;
  /** Timeout of an invocation in milliseconds, including the wait for an environment. @default 29000 */
  readonly timeoutMillis?: number;
}

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly deadline: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: FunctionError) => void;
}

const PREFIX = "/2018-06-01/runtime/";

export async function startRuntimeApi(options: RuntimeApiOptions = {}): Promise<RuntimeApi> {
  const { functionName = "shop", timeoutMillis = 29_000 } = options;
  const lambda = new LambdaService(functionName, timeoutMillis);
  const server = await serveHttp((request, response) => lambda.answer(request, response));
  return {
    address: `127.0.0.1:${server.port}`,
    invoke: (event) => lambda.invoke(event),
    initErrors: lambda.initErrors,
    waiting: () => lambda.idle.length,
    abandon: () => lambda.abandon(),
    async stop() {
      lambda.abandon();
      await server.stop();
    },
  };
}

class LambdaService {
  readonly initErrors: FunctionError[] = [];
  /** Long polls of idle environments. */
  readonly idle: ServerResponse[] = [];
  /** Invocations that wait for an environment. */
  readonly #queue: Invocation[] = [];
  readonly #running = new Map<string, Invocation>();
  readonly #functionName: string;
  readonly #timeoutMillis: number;

  constructor(functionName: string, timeoutMillis: number) {
    this.#functionName = functionName;
    this.#timeoutMillis = timeoutMillis;
  }

  invoke(event: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = randomUUID();
      const seconds = (this.#timeoutMillis / 1000).toFixed(2);
      const timer = setTimeout(() => {
        this.#forget(id)?.reject(new FunctionError("Sandbox.Timedout", `Task timed out after ${seconds} seconds`));
      }, this.#timeoutMillis);
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          settle(value);
        };
      this.#queue.push({
        id,
        event: JSON.stringify(event),
        deadline: Date.now() + this.#timeoutMillis,
        resolve: settled(resolve),
        reject: settled(reject),
      });
      this.#dispatch();
    });
  }

  abandon(): void {
    for (const { id } of [...this.#running.values(), ...this.#queue]) {
      this.#forget(id)?.reject(new FunctionError("Runtime.ExitError", "The execution environment has ended"));
    }
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [scope, id = "", kind] = (request.url ?? "").slice(PREFIX.length).split("/");
    if (scope === "invocation" && id === "next") return this.#wait(response);
    const text = await readText(request);
    if (scope === "init") this.#initFailed(functionError(text));
    else if (kind === "error") this.#forget(id)?.reject(functionError(text));
    // A late answer has no caller.
    else this.#forget(id)?.resolve(text === "" ? null : JSON.parse(text));
    answerJson(response, 202, { status: "OK" });
  }

  #wait(response: ServerResponse): void {
    this.idle.push(response);
    // An environment that ends while it waits must not get an invocation, which would be lost.
    response.on("close", () => {
      const index = this.idle.indexOf(response);
      if (index >= 0) this.idle.splice(index, 1);
    });
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.idle.length > 0 && this.#queue.length > 0) {
      const [response, invocation] = [this.idle.shift()!, this.#queue.shift()!];
      this.#running.set(invocation.id, invocation);
      response.writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": invocation.id,
        "lambda-runtime-deadline-ms": String(invocation.deadline),
        "lambda-runtime-invoked-function-arn": `arn:aws:lambda:eu-central-1:123456789012:function:${this.#functionName}`,
        "lambda-runtime-trace-id": traceId(),
      });
      response.end(invocation.event);
    }
  }

  /** Fails the invocation that the environment was started for: the oldest in the queue. */
  #initFailed(error: FunctionError): void {
    this.initErrors.push(error);
    const [oldest] = this.#queue;
    if (oldest) this.#forget(oldest.id)?.reject(error);
  }

  #forget(id: string): Invocation | undefined {
    const queued = this.#queue.findIndex((invocation) => invocation.id === id);
    if (queued >= 0) return this.#queue.splice(queued, 1)[0];
    const invocation = this.#running.get(id);
    this.#running.delete(id);
    return invocation;
  }
}

/** Parses an error as runtimes report it. */
function functionError(text: string): FunctionError {
  const { errorType, errorMessage } = JSON.parse(text) as { errorType?: string; errorMessage?: string };
  return new FunctionError(errorType ?? "Runtime.Unknown", errorMessage ?? "");
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Sampled=0`;
}

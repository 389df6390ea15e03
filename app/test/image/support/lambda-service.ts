import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "./eventually";
import { readBody } from "./read-body";

export interface Outcome {
  /** Whether the function returned, rather than threw or never answered. */
  readonly ok: boolean;
  // Whatever the function answers; the tests say what they expect of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly payload: any;
}

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly settle: (outcome: Outcome) => void;
}

const TIMEOUT_MILLIS = 29_000;

/** The side of the Runtime API that the Lambda service has, for one function: environments ask it for invocations. */
export class LambdaService {
  readonly initErrors: unknown[] = [];
  /** How many invocations environments have taken. */
  taken = 0;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #queue: Invocation[] = [];
  readonly #idle: ServerResponse[] = [];
  readonly #running = new Map<string, Invocation>();

  async start(): Promise<void> {
    this.#server.keepAliveTimeout = 0;
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  invoke(event: unknown): Promise<Outcome> {
    return new Promise((resolve) => {
      const id = randomUUID();
      const timer = setTimeout(
        () => this.#settle(id, { ok: false, payload: { errorType: "Timeout" } }),
        TIMEOUT_MILLIS,
      );
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#running.set(id, { id, event: JSON.stringify(event), settle });
      this.#queue.push(this.#running.get(id)!);
      this.#dispatch();
    });
  }

  /** What Lambda does when the environment of a running invocation has died. */
  abandon(): void {
    for (const id of [...this.#running.keys()])
      this.#settle(id, { ok: false, payload: { errorType: "Runtime.ExitError" } });
  }

  /** Waits until this many environments have been initialized and ask for invocations. */
  async idle(count: number): Promise<void> {
    await eventually(
      `${count} environments are ready`,
      () => this.#idle.length >= count || this.#throwInitError(),
      60_000,
    );
  }

  #throwInitError(): false {
    if (this.initErrors.length > 0) throw new Error(`The initialization failed: ${JSON.stringify(this.initErrors[0])}`);
    return false;
  }

  async stop(): Promise<void> {
    this.abandon();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , , kind, id = "", what] = (request.url ?? "").split("/");
    if (request.method === "GET") return this.#wait(response);
    const body = JSON.parse((await readBody(request)) || "null");
    if (kind === "init") this.initErrors.push(body);
    else this.#settle(id, { ok: what === "response", payload: body });
    response.writeHead(202, { "content-type": "application/json" }).end('{"status":"OK"}');
  }

  #wait(response: ServerResponse): void {
    this.#idle.push(response);
    // An environment that dies while it waits must not be handed an invocation, which would be lost.
    response.on("close", () => {
      const index = this.#idle.indexOf(response);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const [response, invocation] = [this.#idle.shift()!, this.#queue.shift()!];
      this.taken += 1;
      response.writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": invocation.id,
        "lambda-runtime-deadline-ms": String(Date.now() + TIMEOUT_MILLIS),
        "lambda-runtime-invoked-function-arn": "arn:aws:lambda:eu-central-1:123456789012:function:shop",
        "lambda-runtime-trace-id": `Root=1-${Date.now().toString(16)}-${invocation.id.replaceAll("-", "").slice(0, 24)}`,
      });
      response.end(invocation.event);
    }
  }

  #settle(id: string, outcome: Outcome): void {
    this.#running.get(id)?.settle(outcome);
    this.#running.delete(id);
    const waiting = this.#queue.findIndex((invocation) => invocation.id === id);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
  }
}

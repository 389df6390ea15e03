import http from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { failedError } from "../runner/command/exit-codes";

/**
 * Stores the states of a rehearsal in memory, behind Terraform's `http` backend. In a file, Terraform would write the
 * whole state after every change of a resource, which makes a large stack several times slower.
 */
export class StateServer {
  private readonly states = new Map<string, Buffer>();
  private readonly server = http.createServer((request, response) => void this.answer(request, response));

  /** @throws ToolError if no port of the loopback interface is free. */
  static async start(): Promise<StateServer> {
    const states = new StateServer();
    await new Promise<void>((resolve, reject) => {
      const fail = ({ message }: Error): void =>
        reject(failedError(`the states cannot be served on 127.0.0.1: ${message}`));
      states.server.once("error", fail).listen(0, "127.0.0.1", resolve);
    });
    return states;
  }

  /** Address at which Terraform reads and writes the state of a stack. */
  addressOf(stack: string): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${encodeURIComponent(stack)}`;
  }

  /** Address of the last published state of a stack. */
  publishedAddressOf(stack: string): string {
    return `${this.addressOf(stack)}/published`;
  }

  /** Publishes a copy of the present state, which later changes do not affect. */
  publish(stack: string): void {
    const path = new URL(this.addressOf(stack)).pathname;
    this.states.set(`${path}/published`, this.states.get(path)!);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = request.url!.split("?")[0]!;
    if (request.method === "POST") this.states.set(path, await buffer(request));
    const state = this.states.get(path);
    response.writeHead(state ? 200 : 404).end(request.method === "GET" ? state : undefined);
  }
}

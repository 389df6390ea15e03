import http from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { EXIT_CODES, ToolError } from "../terraform/tool-error";

/**
 * Keeps the states of a rehearsal in memory, for Terraform's `http` backend. With a file, Terraform writes the whole state again after
 * every change of a resource, which makes a large stack several times slower.
 */
export class StateServer {
  private readonly states = new Map<string, Buffer>();
  private readonly server = http.createServer((request, response) => void this.answer(request, response));

  /** @throws ToolError when no port of the loopback interface is free. */
  static async start(): Promise<StateServer> {
    const states = new StateServer();
    await new Promise<void>((resolve, reject) => {
      const fail = ({ message }: Error): void =>
        reject(new ToolError(`the states cannot be served on 127.0.0.1: ${message}`, EXIT_CODES.failed));
      states.server.once("error", fail).listen(0, "127.0.0.1", resolve);
    });
    return states;
  }

  /** Where Terraform reads and writes the state of a stack. */
  addressOf(stack: string): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${encodeURIComponent(stack)}`;
  }

  /** Where the state of a stack stands as it was when it was last published. */
  publishedAddressOf(stack: string): string {
    return `${this.addressOf(stack)}/published`;
  }

  /** Keeps the present state of a stack for those that read it, whatever becomes of it. */
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

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "./ports";

/** An HTTP server of a stand-in. */
export interface HttpServer {
  readonly port: number;
  /** Closes open connections too. */
  stop(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Listens on the loopback address. @param ports - ports to try in order; 0, or none, is any free one. */
export async function serveHttp(answer: Answer, ...ports: readonly number[]): Promise<HttpServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A client that disconnects in the middle of its request is not an error.
      if (error !== request.errored) console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const port = await listen(server, ports);
  return {
    port,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Returns the body, or undefined if it is larger than `maxBytes`; the rest is read and dropped, so that the sender gets
 * the answer.
 */
export async function readBody(request: IncomingMessage, maxBytes = Infinity): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks = [];
  }
  return size <= maxBytes ? Buffer.concat(chunks) : undefined;
}

export async function readText(request: IncomingMessage): Promise<string> {
  return (await readBody(request))!.toString("utf8");
}

export function answerJson(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}

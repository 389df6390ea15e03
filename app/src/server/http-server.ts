import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** A running HTTP server. */
export interface HttpServer {
  readonly port: number;
  /** Answers what was received, and then closes every connection. */
  stop(): Promise<void>;
}

export interface HttpServerProps {
  /** Port on every address; 0 is any free one. */
  readonly port: number;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Reports a failure of `answer`, whose request is answered with 500. */
  readonly onFailure: (error: unknown) => void;
  /** Time in milliseconds that requests have to end after `stop`. @default 20000 */
  readonly graceMillis?: number;
}

/**
 * Idle time in milliseconds after which the server closes a connection. It is longer than the idle timeout of a load
 * balancer (60 s by default), which would otherwise send requests to connections that are being closed, and answer 502.
 */
const KEEP_ALIVE_MILLIS = 75_000;

export async function startHttpServer({ port, answer, onFailure, graceMillis = 20_000 }: HttpServerProps) {
  const server = createServer((request, response) => {
    // After `stop`, a client must not reuse its connection.
    if (!server.listening) response.setHeader("connection", "close");
    answer(request, response).catch((error: unknown) => {
      // A client that disconnects in the middle of its request is not an error.
      if (error !== request.errored) onFailure(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MILLIS;
  server.headersTimeout = KEEP_ALIVE_MILLIS + 1_000;
  server.listen(port);
  await once(server, "listening");
  return { port: (server.address() as { port: number }).port, stop: () => stop(server, graceMillis) } as HttpServer;
}

async function stop(server: Server, graceMillis: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const isClosed = await Promise.race([closed.then(() => true), pause(graceMillis, false, { ref: false })]);
  if (isClosed) return;
  server.closeAllConnections();
  await closed;
}

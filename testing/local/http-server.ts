import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

const KEEP_ALIVE_MILLIS = 300_000;

/** A server on the loopback address. */
export interface LocalServer {
  /** Origin, without final slash. */
  readonly url: string;
  /** Ends the connections and closes the port. */
  stop(): Promise<void>;
}

export interface LocalServerProps {
  /** Ports to try in order; 0 is any free one. @default any free one */
  readonly ports?: readonly number[];
  /** Certificate of the loopback address and its key, in PEM. @default HTTP without TLS */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Answers a request, at once or later. */
type LocalListener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/**
 * Starts a server. A listener that fails, as with a body that is no JSON, is answered with 500: other requests go on.
 *
 * @throws the error of the last port if none of them is free.
 */
export async function startServer(
  answer: LocalListener,
  { ports = [0], tls }: LocalServerProps = {},
): Promise<LocalServer> {
  const listener: RequestListener = (request, response) => void answered(answer, request, response);
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  // A client that was busy for seconds finds its connection open, as it does at AWS.
  server.keepAliveTimeout = KEEP_ALIVE_MILLIS;
  const port = await listen(server, ports);
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answered(answer: LocalListener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await answer(request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end((error as Error).message);
  }
}

async function listen(server: Server, [port = 0, ...others]: readonly number[]): Promise<number> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if (others.length === 0) throw error;
    return listen(server, others);
  }
  return (server.address() as AddressInfo).port;
}

/** Returns the body of a request. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Answers with JSON, of the media type that AWS's services use unless another one is given. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  mediaType = "application/x-amz-json-1.1",
): void {
  response.writeHead(status, { "content-type": mediaType }).end(JSON.stringify(value, undefined, 2));
}

import { AbstractConnector, type RedisOptions } from "iovalkey";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/**
 * Connects to one server. The client listens to a socket's first error only, but a TLS connection that breaks while
 * it ends may report two, and the second would end the process.
 */
export class ValkeyConnector extends AbstractConnector {
  readonly #options: RedisOptions;

  /** @param options - the client's options, which its types leave out. */
  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 0);
    this.#options = options as RedisOptions;
  }

  async connect(): Promise<Socket> {
    const { host = "localhost", port = 6379, tls } = this.#options;
    this.connecting = true;
    this.firstError = undefined;
    const socket = tls ? connectTls({ host, port, ...tls }) : connectPlain({ host, port });
    socket.on("error", (error: Error) => {
      this.firstError ??= error;
    });
    this.stream = socket;
    return socket;
  }
}

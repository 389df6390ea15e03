import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:tls";
import { readFileSync } from "node:fs";
import type { Authority } from "../../../image/certificates";
import { eventually } from "./eventually";

/** A real Redis with TLS and a password, which can be killed, frozen and brought back on the same port. */
export class RedisServer {
  readonly password = "the-password-of-the-test-cache";
  readonly #parameters: readonly string[];
  readonly #port: number;
  readonly #ca: Buffer;
  #process: ChildProcess | undefined;

  constructor(port: number, authority: Authority, certificate: { readonly cert: string; readonly key: string }) {
    this.#port = port;
    this.#ca = readFileSync(authority.certificateFile);
    this.#parameters = [
      ...["--port", "0", "--tls-port", String(port), "--bind", "127.0.0.1", "--requirepass", this.password],
      ...["--tls-cert-file", certificate.cert, "--tls-key-file", certificate.key, "--tls-auth-clients", "no"],
      ...["--tls-ca-cert-file", authority.certificateFile, "--save", "", "--appendonly", "no", "--daemonize", "no"],
    ];
  }

  get url(): string {
    return `rediss://:${this.password}@localhost:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#process = spawn("redis-server", this.#parameters, { stdio: "ignore" });
    await eventually("Redis accepts connections", () => this.#accepts());
  }

  /** Kills the server, which loses its data. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, "exit");
    process.kill("SIGCONT");
    process.kill("SIGKILL");
    await exited;
  }

  /** Keeps its connections open and answers nothing. */
  freeze(): void {
    this.#process?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#process?.kill("SIGCONT");
  }

  #accepts(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.#port, host: "localhost", ca: this.#ca }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on("error", () => resolve(false));
    });
  }
}

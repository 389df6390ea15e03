import { Redis } from "iovalkey";
import { setTimeout as pause } from "node:timers/promises";
import type { Cache, CacheAnswer } from "../../domain/ports";
import { CircuitBreaker } from "./circuit-breaker";
import { ValkeyConnector } from "./valkey-connector";

/** A slower cache would cost more than the database. */
const COMMAND_TIMEOUT_MS = 100;
const CONNECT_TIMEOUT_MS = 1_000;
const MAX_RECONNECT_DELAY_MS = 2_000;

export interface ValkeyAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** The connection is not encrypted without it. `ca` replaces the public authorities. */
  readonly tls?: { readonly ca?: string };
}

/** ElastiCache, or any server of that protocol. Every command has one key, as clusters require. */
export class ValkeyCache implements Cache {
  readonly #client: Redis;
  readonly #breaker: CircuitBreaker;
  readonly #onFailure: (error: unknown) => void;
  #firstConnection: Promise<void> | undefined;
  /** Reason for having no connection; undefined while the first one is opened, and while one is open. */
  #fault: Error | undefined;

  /**
   * @param onFailure - called with the error of every failed command, but not for commands that the open circuit
   * skips.
   */
  constructor(address: ValkeyAddress, onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
    const { tls, ...server } = address;
    this.#client = new Redis({
      ...server,
      ...(tls && { tls }),
      Connector: ValkeyConnector,
      lazyConnect: true,
      // A command that was given up must not be sent later: nothing waits for a connection, and nothing is sent again.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(attempt * 50, MAX_RECONNECT_DELAY_MS),
    });
    this.#client.on("error", (error) => (this.#fault = error));
    this.#client.on("close", () => (this.#fault ??= new Error("The connection to the cache was lost")));
    this.#client.on("ready", () => (this.#fault = undefined));
    // A connection to a silent peer would stay for minutes; the attempt after the pause opens a new one.
    this.#breaker = new CircuitBreaker(() => {
      if (this.#client.status === "ready") this.#client.disconnect(true);
    });
  }

  /** Starts to connect, so that the first request finds a connection. Each command reports why there is none. */
  connect(): void {
    void this.#connected();
  }

  /** A read does not wait for the first connection: the database is faster. */
  async get(key: string): Promise<CacheAnswer> {
    const answer = await this.#attempt(() => this.#client.get(key));
    if (!answer) return { status: "unavailable" };
    return answer.value === null ? { status: "missing" } : { status: "found", value: answer.value };
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    await this.#opened();
    return (await this.#attempt(() => this.#client.set(key, value, "EX", ttlSeconds))) !== undefined;
  }

  async delete(key: string): Promise<boolean> {
    await this.#opened();
    return (await this.#attempt(() => this.#client.del(key))) !== undefined;
  }

  async close(): Promise<void> {
    this.#client.disconnect();
  }

  #connected(): Promise<void> {
    return (this.#firstConnection ??= this.#client.connect().catch(() => undefined));
  }

  /** Waits for the first connection as long as for the answer to a command. */
  async #opened(): Promise<void> {
    if (this.#client.status === "ready" || this.#fault) return;
    await Promise.race([this.#connected(), pause(COMMAND_TIMEOUT_MS)]);
  }

  async #attempt<Value>(command: () => Promise<Value>): Promise<{ readonly value: Value } | undefined> {
    if (this.#breaker.isOpen) return undefined;
    this.connect();
    try {
      if (this.#client.status !== "ready") {
        if (!this.#fault) return undefined;
        throw this.#fault;
      }
      const value = await command();
      this.#breaker.succeeded();
      return { value };
    } catch (error) {
      this.#breaker.failed();
      this.#onFailure(error);
      return undefined;
    }
  }
}

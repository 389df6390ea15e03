import { Redis } from "iovalkey";
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
      maxRetriesPerRequest: 1,
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(attempt * 50, MAX_RECONNECT_DELAY_MS),
    });
    // Each command reports its own failure; without a listener the client would also print them.
    this.#client.on("error", () => undefined);
    // A connection to a silent peer would stay for minutes; the attempt after the pause opens a new one.
    this.#breaker = new CircuitBreaker(() => this.#client.disconnect(true));
  }

  /** Starts to connect, so that the first request finds a connection. Failures are ignored. */
  connect(): void {
    this.#client.connect().catch(() => undefined);
  }

  async get(key: string): Promise<CacheAnswer> {
    const answer = await this.#attempt(() => this.#client.get(key));
    if (!answer) return { status: "unavailable" };
    return answer.value === null ? { status: "missing" } : { status: "found", value: answer.value };
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.#attempt(() => this.#client.set(key, value, "EX", ttlSeconds));
  }

  async delete(key: string): Promise<void> {
    await this.#attempt(() => this.#client.del(key));
  }

  async close(): Promise<void> {
    this.#client.disconnect();
  }

  async #attempt<Value>(command: () => Promise<Value>): Promise<{ readonly value: Value } | undefined> {
    if (this.#breaker.isOpen) return undefined;
    try {
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

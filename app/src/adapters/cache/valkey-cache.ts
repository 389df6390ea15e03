import { setTimeout as pause } from "node:timers/promises";
import type { Cache, CacheAnswer, NewValue } from "../../domain/ports";
import { traced } from "../../observability";
import { CircuitBreaker } from "./circuit-breaker";
import { COMMAND_TIMEOUT_MS, createClient, type ValkeyAddress, type ValkeyClient } from "./valkey-client";

export type { ValkeyAddress } from "./valkey-client";

/**
 * Arguments: the lifetime in seconds or 0 to delete, the new value, and the expected one unless the key is expected to
 * be missing.
 */
const REPLACE = `
if redis.call("GET", KEYS[1]) ~= (ARGV[3] or false) then return 0 end
if ARGV[1] == "0" then redis.call("DEL", KEYS[1]) else redis.call("SET", KEYS[1], ARGV[2], "EX", ARGV[1]) end
return 1`;

/** ElastiCache, or any server of that protocol. Every command has one key, as clusters require. */
export class ValkeyCache implements Cache {
  readonly #client: ValkeyClient;
  readonly #breaker: CircuitBreaker;
  readonly #onFailure: (error: unknown) => void;
  #firstConnection: Promise<void> | undefined;
  /** The first connection is open or has failed. */
  #wasOpened = false;
  /** Reason for having no connection; undefined while the first one is opened, and while one is open. */
  #fault: Error | undefined;

  /**
   * @param onFailure - called with the error of every failed command, but not for commands that the open circuit
   * skips.
   */
  constructor(address: ValkeyAddress, onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
    this.#client = createClient(address);
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

  /** Unless it has to, a read does not wait for the first connection: the database is faster. */
  async get(key: string, waits = false): Promise<CacheAnswer> {
    if (waits) await this.#opened();
    const answer = await this.#attempt("GET", () => this.#client.get(key));
    if (!answer) return { status: "unavailable" };
    return answer.value === null ? { status: "missing" } : { status: "found", value: answer.value };
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    await this.#opened();
    return (await this.#attempt("SET", () => this.#client.set(key, value, "EX", ttlSeconds))) !== undefined;
  }

  /** One transaction on one key: the counter cannot stay without an expiry. */
  async count(key: string, ttlSeconds: number): Promise<number | undefined> {
    await this.#opened();
    const counted = () => this.#client.multi().incr(key).expire(key, ttlSeconds, "NX").exec();
    return (await this.#attempt("INCR", counted))?.value?.[0]?.[1] as number | undefined;
  }

  /** A script on one key, because other clients may change the value between two commands. */
  async replace(key: string, before: string | undefined, after: NewValue | undefined): Promise<boolean | undefined> {
    await this.#opened();
    const { value, ttlSeconds } = after ?? { value: "", ttlSeconds: 0 };
    const values = before === undefined ? [ttlSeconds, value] : [ttlSeconds, value, before];
    const answer = await this.#attempt("EVAL", () => this.#client.eval(REPLACE, 1, key, ...values));
    return answer && answer.value === 1;
  }

  async delete(key: string): Promise<boolean> {
    await this.#opened();
    return (await this.#attempt("DEL", () => this.#client.del(key))) !== undefined;
  }

  async close(): Promise<void> {
    this.#client.disconnect();
  }

  #connected(): Promise<void> {
    return (this.#firstConnection ??= this.#client
      .connect()
      .catch(() => undefined)
      .finally(() => (this.#wasOpened = true)));
  }

  get #isReady(): boolean {
    return this.#wasOpened && this.#client.status === "ready";
  }

  /** Waits for the first connection as long as for the answer to a command. */
  async #opened(): Promise<void> {
    if (this.#isReady || this.#fault) return;
    await Promise.race([this.#connected(), pause(COMMAND_TIMEOUT_MS)]);
  }

  /** @param name - name of the command; keys contain ids of customers and do not belong in a trace. */
  async #attempt<Value>(name: string, command: () => Promise<Value>): Promise<{ readonly value: Value } | undefined> {
    if (this.#breaker.isOpen) return undefined;
    this.connect();
    try {
      if (!this.#isReady) {
        if (!this.#fault) return undefined;
        throw this.#fault;
      }
      const attributes = { "db.system": "redis", "db.operation": name, "peer.service": "redis" };
      const value = await traced({ kind: "client", name, attributes }, command);
      this.#breaker.succeeded();
      return { value };
    } catch (error) {
      this.#breaker.failed();
      this.#onFailure(error);
      return undefined;
    }
  }
}

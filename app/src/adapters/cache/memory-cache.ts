import type { Cache, CacheAnswer } from "../../domain/ports";

const MAX_ENTRIES = 1_000;

interface Entry {
  readonly value: string;
  readonly expiresAt: number;
}

/** An in-process cache for development and tests; new entries evict the oldest. */
export class MemoryCache implements Cache {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: () => number;
  readonly #maxEntries: number;

  constructor(clock: () => number = Date.now, maxEntries: number = MAX_ENTRIES) {
    this.#clock = clock;
    this.#maxEntries = maxEntries;
  }

  async get(key: string): Promise<CacheAnswer> {
    const entry = this.#entries.get(key);
    if (entry && entry.expiresAt > this.#clock()) return { status: "found", value: entry.value };
    this.#entries.delete(key);
    return { status: "missing" };
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    // A map keeps the order of insertion: a replaced entry counts as new.
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: this.#clock() + ttlSeconds * 1000 });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) break;
      this.#entries.delete(oldest);
    }
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }
}

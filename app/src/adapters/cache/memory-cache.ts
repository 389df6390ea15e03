import type { Cache, CacheAnswer } from "../../domain/ports";

const MAX_ENTRIES_PER_KIND = 1_000;

interface Entry {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * An in-process cache for development and tests. New entries evict the oldest of the same kind, so that many products
 * evict no session. The kind is the beginning of the key, such as `v1:session`.
 */
export class MemoryCache implements Cache {
  readonly #kinds = new Map<string, Map<string, Entry>>();
  readonly #clock: () => number;
  readonly #maxEntries: number;

  constructor(clock: () => number = Date.now, maxEntriesPerKind: number = MAX_ENTRIES_PER_KIND) {
    this.#clock = clock;
    this.#maxEntries = maxEntriesPerKind;
  }

  async get(key: string): Promise<CacheAnswer> {
    const entries = this.#entriesLike(key);
    const entry = entries.get(key);
    if (entry && entry.expiresAt > this.#clock()) return { status: "found", value: entry.value };
    entries.delete(key);
    return { status: "missing" };
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    const entries = this.#entriesLike(key);
    // A map keeps the order of insertion: a replaced entry counts as new.
    entries.delete(key);
    entries.set(key, { value, expiresAt: this.#clock() + ttlSeconds * 1000 });
    for (const oldest of entries.keys()) {
      if (entries.size <= this.#maxEntries) break;
      entries.delete(oldest);
    }
    return true;
  }

  async delete(key: string): Promise<boolean> {
    this.#entriesLike(key).delete(key);
    return true;
  }

  async close(): Promise<void> {
    this.#kinds.clear();
  }

  #entriesLike(key: string): Map<string, Entry> {
    const kind = key.split(":", 2).join(":");
    const entries = this.#kinds.get(kind) ?? new Map<string, Entry>();
    this.#kinds.set(kind, entries);
    return entries;
  }
}

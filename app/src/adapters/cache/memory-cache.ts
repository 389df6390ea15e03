import type { Cache, CacheAnswer, NewValue } from "../../domain/ports";

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
    const entry = this.#find(key);
    return entry ? { status: "found", value: entry.value } : { status: "missing" };
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    this.#store(key, { value, expiresAt: this.#clock() + ttlSeconds * 1000 });
    return true;
  }

  async count(key: string, ttlSeconds: number): Promise<number> {
    const { value, expiresAt } = this.#find(key) ?? { value: "0", expiresAt: this.#clock() + ttlSeconds * 1000 };
    const count = Number(value) + 1;
    this.#store(key, { value: String(count), expiresAt });
    return count;
  }

  async replace(key: string, before: string | undefined, after: NewValue | undefined): Promise<boolean> {
    if (this.#find(key)?.value !== before) return false;
    if (after) await this.set(key, after.value, after.ttlSeconds);
    else await this.delete(key);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    this.#entriesLike(key).delete(key);
    return true;
  }

  async close(): Promise<void> {
    this.#kinds.clear();
  }

  #find(key: string): Entry | undefined {
    const entries = this.#entriesLike(key);
    const entry = entries.get(key);
    if (entry && entry.expiresAt > this.#clock()) return entry;
    entries.delete(key);
    return undefined;
  }

  #store(key: string, entry: Entry): void {
    const entries = this.#entriesLike(key);
    // A map keeps the order of insertion: a replaced entry counts as new.
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= this.#maxEntries) break;
      entries.delete(oldest);
    }
  }

  #entriesLike(key: string): Map<string, Entry> {
    const kind = key.split(":", 2).join(":");
    const entries = this.#kinds.get(kind) ?? new Map<string, Entry>();
    this.#kinds.set(kind, entries);
    return entries;
  }
}

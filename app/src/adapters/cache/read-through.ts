import type * as z from "zod/mini";
import type { Cache } from "../../domain/ports";

/** Random share of the lifetime, so that entries of one moment do not expire together. */
const JITTER = 0.2;

/** Reads values through a cache. */
export class ReadThrough {
  readonly #cache: Cache;
  readonly #random: () => number;

  constructor(cache: Cache, random: () => number = Math.random) {
    this.#cache = cache;
    this.#random = random;
  }

  /**
   * Returns the cached value, or loads it and stores it for `secondsOf(value)`; 0 stores nothing. An entry that does
   * not match the schema is replaced.
   */
  async read<Value>(
    key: string,
    schema: z.ZodMiniType<Value>,
    load: () => Promise<Value>,
    secondsOf: (value: Value) => number,
  ): Promise<Value> {
    const answer = await this.#cache.get(key);
    const cached = answer.status === "found" ? parse(schema, answer.value) : undefined;
    if (cached?.success) return cached.data;
    const value = await load();
    const seconds = Math.ceil(secondsOf(value) * (1 - JITTER * this.#random()));
    // An unavailable cache is not written to: that would double the wait.
    if (answer.status !== "unavailable" && seconds > 0) await this.#cache.set(key, JSON.stringify(value), seconds);
    return value;
  }
}

function parse<Value>(schema: z.ZodMiniType<Value>, text: string) {
  try {
    return schema.safeParse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

import type { Cache } from "../../src/domain/ports";

/** A cache that answers nothing, as when its circuit is open. */
export const awayCache: Cache = {
  get: async () => ({ status: "unavailable" }),
  set: async () => false,
  count: async () => undefined,
  replace: async () => undefined,
  delete: async () => false,
  close: async () => undefined,
};
